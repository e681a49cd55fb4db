/** Settings: each change applies at once, in every face. */
import { Fragment, useId, useState, type ReactNode } from 'react'
import type { SettingsChange } from '../../../shared/contract.ts'
import { checkTemplate, defaultNameTemplate, nameFromTemplate } from '../../../shared/names.ts'
import { exportLine, shellNames, type ShellChoice } from '../../../shared/shell.ts'
import type { Theme } from '../../../shared/state.ts'
import { useActions } from '../../actions/actions.ts'
import { useNavigate } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { Copyable } from '../../parts/copyable.tsx'
import { Field, TextInput } from '../../components/field.tsx'
import { ScreenBody, ScreenHeader } from '../../components/screen.tsx'
import { Select } from '../../components/select.tsx'
import { useToast } from '../../components/toast.tsx'
import { Switch } from '../../components/toggles.tsx'
import { useAppState, useOperation } from '../../state/state.tsx'
import styles from './settings.module.css'
import { QuickSwitchField } from './quick-switch-field.tsx'
import { SignInPlaces, Staying } from './sign-in-settings.tsx'

type Change = (settings: SettingsChange) => void

export function SettingsScreen() {
  const settings = useAppState((state) => state.settings)
  const { run } = useOperation('settings.update')
  const toast = useToast()

  async function change(settings: SettingsChange) {
    const result = await run({ settings })
    if (!result.ok) toast({ title: result.error.message, text: result.error.fix, tone: 'bad' })
  }

  const onChange: Change = (settings) => void change(settings)
  return (
    <>
      <ScreenHeader title="Settings" />
      <ScreenBody>
        <div className={styles['sections']}>
          <Section title="Appearance">
            <ThemeChoice theme={settings.theme} onChange={onChange} />
          </Section>
          <Section title="Switching">
            <Switch
              label="Copy the export line"
              hint="Switching to a profile puts the line for your shell on the clipboard."
              checked={settings.copyOnSwitch}
              onCheckedChange={(copyOnSwitch) => onChange({ copyOnSwitch })}
            />
            <ShellField shell={settings.shell} onChange={onChange} />
            <QuickSwitchField shortcut={settings.quickSwitch} onChange={onChange} />
          </Section>
          <Section title="Staying signed in">
            <Staying settings={settings} onChange={onChange} />
          </Section>
          <Section title="Sign-in opens in">
            <SignInPlaces settings={settings} />
          </Section>
          <Section title="New profiles">
            <TemplateField template={settings.nameTemplate} onChange={onChange} />
          </Section>
          <Section title="Files">
            <Files />
          </Section>
          <Section title="About">
            <About />
          </Section>
        </div>
      </ScreenBody>
    </>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id} className={styles['title']}>
        {title}
      </h2>
      <div className={styles['content']}>{children}</div>
    </section>
  )
}

const themes: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: 'system', label: 'As the system' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
]

function ThemeChoice({ theme: chosen, onChange }: { readonly theme: Theme; readonly onChange: Change }) {
  const name = useId()
  return (
    <fieldset className={styles['themes']}>
      <legend className={styles['label']}>Theme</legend>
      <div className={styles['segments']}>
        {themes.map(({ theme, label }) => (
          <label key={theme} className={styles['segment']}>
            <input
              type="radio"
              className={styles['radio']}
              name={name}
              checked={theme === chosen}
              onChange={() => onChange({ theme })}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function ShellField({ shell, onChange }: { readonly shell: ShellChoice; readonly onChange: Change }) {
  const own = useAppState((state) => state.host.shell)
  const example = useAppState((state) => state.active ?? state.profiles[0]?.name ?? 'prod-admin')
  const line = exportLine(example, shell === 'auto' ? own : shell)
  const options = [
    { value: 'auto' as const, label: 'The shell Lanyard was started from', detail: own },
    ...shellNames.map((name) => ({ value: name, label: shellLabels[name] })),
  ]
  return (
    <Field label="Shell of the export line" hint={line === null ? undefined : <code>{line}</code>}>
      <Select value={shell} options={options} onValueChange={(shell) => onChange({ shell })} />
    </Field>
  )
}

const shellLabels = { bash: 'bash', zsh: 'zsh', fish: 'fish', powershell: 'PowerShell', cmd: 'cmd' } as const

const examples = [
  {
    session: 'my-identity-center',
    accountId: '417755209931',
    accountName: 'Data Platform Dev',
    roleName: 'AdministratorAccess',
  },
  { session: 'my-identity-center', accountId: '419920118364', accountName: 'Production', roleName: 'ReadOnlyAccess' },
]

function TemplateField({ template, onChange }: { readonly template: string; readonly onChange: Change }) {
  // While one types, the text is one's own; afterwards it is the setting, which another face may change too.
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? template
  const problem = checkTemplate(text)

  function type(next: string) {
    setTyped(next)
    if (checkTemplate(next) === null) onChange({ nameTemplate: next })
  }

  return (
    <>
      <Field
        label="Name template"
        error={problem}
        hint="{account}, {id}, {role} and {session}, each with |kebab, |lower or |short behind it."
      >
        <TextInput mono value={text} onValueChange={type} onBlur={() => problem === null && setTyped(null)} />
      </Field>
      {problem === null && (
        <dl className={styles['examples']} aria-label="Names it gives" aria-live="polite">
          {examples.map((example) => (
            <Fragment key={example.accountId}>
              <dt>
                {example.roleName} in {example.accountName}
              </dt>
              <dd>{nameFromTemplate(text, example)}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {text !== defaultNameTemplate && (
        <div>
          <Button size="small" variant="ghost" onClick={() => type(defaultNameTemplate)}>
            Use {defaultNameTemplate}
          </Button>
        </div>
      )}
    </>
  )
}

function Files() {
  const navigate = useNavigate()
  const config = useAppState((state) => state.config)
  return (
    <dl className={styles['facts']}>
      <dt>Profiles and sessions</dt>
      <dd>
        <Copyable text={config.path} what="path of the config file" />
        {!config.exists && <span className={styles['quiet']}>not there yet; the first session makes it</span>}
      </dd>
      <dt>Tokens</dt>
      <dd>
        <Copyable text="~/.aws/sso/cache" what="path of the token cache" />
      </dd>
      <dt>Changes</dt>
      <dd>
        <Button size="small" icon="undo" onClick={() => navigate({ screen: 'changes' })}>
          Show and undo
        </Button>
        <span className={styles['quiet']}>what Lanyard changed in the config file</span>
      </dd>
    </dl>
  )
}

function About() {
  const host = useAppState((state) => state.host)
  const { copyReport } = useActions()
  return (
    <dl className={styles['facts']}>
      <dt>Lanyard</dt>
      <dd>{host.version}</dd>
      <dt>Runs on</dt>
      <dd>
        {platformNames[host.platform]}
        {host.remote && <span className={styles['quiet']}>remote: over SSH, in a container or in WSL</span>}
      </dd>
      {host.environmentProfile !== null && (
        <>
          <dt>AWS_PROFILE</dt>
          <dd>
            <code>{host.environmentProfile}</code>
            <span className={styles['quiet']}>set where Lanyard was started</span>
          </dd>
        </>
      )}
      <dt>Log</dt>
      <dd>
        <Copyable text={host.log} what="path of the log" />
      </dd>
      <dt>Problems</dt>
      <dd>
        <Button size="small" icon="copy" onClick={() => void copyReport()}>
          Copy a problem report
        </Button>
        <span className={styles['quiet']}>versions, what runs, and the end of the log; no secret is in it</span>
      </dd>
    </dl>
  )
}

const platformNames = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as const

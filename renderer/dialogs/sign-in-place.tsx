/** Where a session's sign-in opens, and where a person asks for access that is missing. */
import { useId, useState } from 'react'
import { checkRequestUrl } from '../../shared/names.ts'
import { settingsOfSession, type BrowserChoice } from '../../shared/state.ts'
import { copiesLink, systemsBrowser, useBrowsers } from '../state/browsers.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field, TextInput } from '../components/field.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import { Select, type Option } from '../components/select.tsx'
import { useApi, useAppState, useOperation } from '../state/state.tsx'
import styles from './form.module.css'
import { NoSuch } from './no-such.tsx'

export function SignInPlace({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const isThere = useAppState((state) => state.sessions.some(({ name }) => name === session))
  return isThere ? (
    <PlaceForm session={session} onClose={onClose} />
  ) : (
    <NoSuch what="session" name={session} onClose={onClose} />
  )
}

function PlaceForm({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const formId = useId()
  const settings = useAppState((state) => state.settings)
  const before = settingsOfSession(settings, session)
  const [browser, setBrowser] = useState(before.browser)
  const [link, setLink] = useState(before.requestUrl ?? '')
  const [left, setLeft] = useState(false)
  const { run, pending, problem } = useOperation('settings.update')
  const requestUrl = link.trim() === '' ? null : link.trim()
  const fault = requestUrl === null ? null : checkRequestUrl(requestUrl)

  async function save() {
    setLeft(true)
    if (fault !== null || pending) return
    const isNothing = browser === null && requestUrl === null
    const result = await run({ settings: { sessions: { [session]: isNothing ? null : { browser, requestUrl } } } })
    if (result.ok) onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={`Where ${session} opens`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form={formId} pending={pending} keys="↵">
            Save
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <BrowserFields choice={browser} onChoiceChange={setBrowser} />
        <div onBlur={() => setLeft(true)}>
          <Field
            label="Page to ask for access"
            error={left ? fault : null}
            hint="Opened by Request access, where a permission set is not assigned to you. May be empty."
          >
            <TextInput
              mono
              type="url"
              placeholder="e.g. https://access.example.com/request"
              value={link}
              onValueChange={setLink}
            />
          </Field>
        </div>
      </form>
      {problem && <ErrorBox problem={problem} />}
    </Dialog>
  )
}

function BrowserFields({
  choice,
  onChoiceChange,
}: {
  readonly choice: BrowserChoice | null
  readonly onChoiceChange: (choice: BrowserChoice | null) => void
}) {
  const { face } = useApi()
  const browsers = useBrowsers()
  const chosen = choice?.kind === 'browser' ? choice : null
  const found = browsers?.find(({ id }) => id === chosen?.id)
  const profiles = found?.profiles ?? []
  return (
    <>
      <Field
        label="The sign-in page opens in"
        hint={
          face === 'browser'
            ? 'Here, in a browser, it is a link that opens in this one. The tray and the command line open it as chosen.'
            : choice?.kind === 'copy'
              ? 'The sign-in shows its link and waits.'
              : undefined
        }
      >
        <Select
          value={choice === null ? 'system' : choice.kind === 'copy' ? 'copy' : `browser ${choice.id}`}
          options={[
            { value: 'system', label: systemsBrowser },
            ...(browsers ?? []).map(({ id, name }) => ({ value: `browser ${id}`, label: name })),
            ...(chosen && !found
              ? [{ value: `browser ${chosen.id}`, label: chosen.id, ...(browsers ? { detail: 'not found' } : {}) }]
              : []),
            { value: 'copy', label: copiesLink },
          ]}
          onValueChange={(value) => onChoiceChange(choiceOf(value))}
        />
      </Field>
      {chosen && (profiles.length > 0 || chosen.profile !== null) && (
        <Field label="Browser profile">
          <Select
            value={chosen.profile === null ? 'any' : `profile ${chosen.profile}`}
            options={profileOptions(profiles, chosen.profile)}
            onValueChange={(value) =>
              onChoiceChange({ ...chosen, profile: value === 'any' ? null : value.slice('profile '.length) })
            }
          />
        </Field>
      )}
    </>
  )
}

function choiceOf(value: string): BrowserChoice | null {
  if (value === 'system') return null
  return value === 'copy' ? { kind: 'copy' } : { kind: 'browser', id: value.slice('browser '.length), profile: null }
}

function profileOptions(
  profiles: readonly { readonly id: string; readonly name: string }[],
  chosen: string | null,
): readonly Option<string>[] {
  const known = profiles.map(({ id, name }) => ({ value: `profile ${id}`, label: name }))
  const isGone = chosen !== null && profiles.every(({ id }) => id !== chosen)
  return [
    { value: 'any', label: 'The one it was used with last' },
    ...known,
    ...(isGone ? [{ value: `profile ${chosen}`, label: chosen, detail: 'not found' }] : []),
  ]
}

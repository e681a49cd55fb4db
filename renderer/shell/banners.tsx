/** What is true of the whole window and must not be missed: an endpoint override, a broken file, a lost connection. */
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../shared/result.ts'
import type { ConfigState } from '../../shared/state.ts'
import { Button, IconButton } from '../components/button.tsx'
import { classes } from '../components/classes.ts'
import { Icon } from '../components/icon.tsx'
import type { RemedyButton } from '../actions/remedy.ts'
import { useAppState, useLink, useOperation } from '../state/state.tsx'
import { useRemedy } from '../actions/actions.ts'
import { useNavigation } from '../actions/navigation.tsx'
import { useSignInRow } from '../actions/sign-in-all.tsx'
import styles from './banners.module.css'

export function Banners() {
  return (
    <>
      <LostConnection />
      <EndpointOverrides />
      <BrokenFile />
      <BrokenSettings />
      <SigningInAll />
    </>
  )
}

/** Where a row of sign-ins is. */
function SigningInAll() {
  const row = useSignInRow()
  if (!row) return null
  return (
    <Banner
      tone="info"
      action={
        <Button size="small" onClick={row.stop}>
          Stop
        </Button>
      }
    >
      {row.current === null ? (
        <b>Signing in to {row.count} sessions…</b>
      ) : (
        <>
          <b>
            Signing in to {row.current.place} of {row.count}:
          </b>{' '}
          <bdi>{row.current.name}</bdi>
          {row.current.place < row.count && '. The next one follows by itself.'}
        </>
      )}
    </Banner>
  )
}

function LostConnection() {
  const { status } = useLink()
  if (status !== 'dropped') return null
  return (
    <Banner tone="warn">
      <b>Lanyard is not running.</b> Start it again in its terminal, and follow its new link. If only the connection was
      lost, this page comes back by itself.
    </Banner>
  )
}

function EndpointOverrides() {
  const overrides = useAppState((state) => state.host.endpointOverrides)
  if (overrides.length === 0) return null
  const byHost = Map.groupBy(overrides, ({ host }) => host)
  return (
    <Banner tone="info">
      <b>Endpoint override:</b>{' '}
      {[...byHost].map(([host, services], index) => (
        <span key={host}>
          {index > 0 && ' · '}
          {services.map(({ service }) => service).join(', ')} → <code>{host}</code>
        </span>
      ))}
    </Banner>
  )
}

function BrokenFile() {
  const config = useAppState((state) => state.config)
  if (config.problem) return <UnreadableFile problem={config.problem} />
  return (
    <>
      <ShrunkenFile loss={config.loss} />
      <RefusedFile {...config} />
    </>
  )
}

function BrokenSettings() {
  const problem = useAppState((state) => state.settingsProblem)
  return problem && <UnreadableFile problem={problem} />
}

/** Most of the file is gone: that, and the copy from before. */
function ShrunkenFile({ loss }: Pick<ConfigState, 'loss'>) {
  const remedy = useRemedy(loss)
  const { isDismissed, dismiss } = useDismissal(loss?.message ?? null)
  if (!loss || isDismissed) return null
  return (
    <Banner
      tone="bad"
      action={
        <>
          <RemedyAction remedy={remedy} />
          <IconButton icon="close" label="Dismiss" onClick={dismiss} />
        </>
      }
    >
      <b>{loss.message}</b>
    </Banner>
  )
}

function RemedyAction({ remedy }: { readonly remedy: RemedyButton | null }) {
  if (!remedy) return null
  return (
    <Button size="small" onClick={remedy.run}>
      {remedy.label}
    </Button>
  )
}

function UnreadableFile({ problem }: { readonly problem: Problem }) {
  const reload = useOperation('config.reload')
  const remedy = useRemedy(problem)
  return (
    <Banner
      tone="bad"
      action={
        <>
          <RemedyAction remedy={remedy} />
          <Button size="small" pending={reload.pending} onClick={() => void reload.run({})}>
            Read again
          </Button>
        </>
      }
    >
      <b>{problem.message}</b> {problem.fix}
    </Banner>
  )
}

/** Whether a banner has been dismissed that says `what`: until it says something else, or the same once more after null. */
function useDismissal(what: string | null): { readonly isDismissed: boolean; readonly dismiss: () => void } {
  const [dismissed, setDismissed] = useState<string | null>(null)
  if (dismissed !== null && dismissed !== what) setDismissed(null)
  return { isDismissed: dismissed === what, dismiss: () => setDismissed(what) }
}

/** The lines that AWS tools refuse. */
function RefusedFile({ path, findings, isStale }: ConfigState) {
  const { screen, navigate } = useNavigation()
  // It is taken when Lanyard changes the file.
  const hasCopy = useAppState((state) => state.changes.length > 0)
  const [first, ...others] = findings
  const { isDismissed, dismiss } = useDismissal(first ? JSON.stringify([path, findings, isStale]) : null)
  if (!first || isDismissed) return null

  const button =
    screen === 'doctor'
      ? { label: 'Last good copy…', place: { screen: 'restore' } as const, isThere: isStale && hasCopy }
      : { label: 'Open Doctor', place: { screen: 'doctor' } as const, isThere: true }
  return (
    <Banner
      tone="warn"
      action={
        <>
          {button.isThere && (
            <Button size="small" onClick={() => navigate(button.place)}>
              {button.label}
            </Button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={dismiss} />
        </>
      }
    >
      <b>
        AWS tools refuse {path}, line {first.line}:
      </b>{' '}
      {first.message} {isStale ? 'Showing your file as it was before.' : 'What can be read of it is shown.'}
      {others.length > 0 && <OtherLines findings={others} />}
    </Banner>
  )
}

function OtherLines({ findings }: Pick<ConfigState, 'findings'>) {
  return (
    <details className={styles['more']}>
      <summary>
        and {findings.length} more {findings.length === 1 ? 'place' : 'places'}
      </summary>
      <ul className={styles['list']}>
        {findings.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            Line {line}: {message}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Banner({
  tone,
  action,
  children,
}: {
  readonly tone: 'info' | 'warn' | 'bad'
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={classes(styles['banner'], styles[tone])} role="status">
      <span className={styles['icon']}>
        <Icon name={tone === 'info' ? 'info' : 'warning'} size={15} />
      </span>
      <div className={styles['text']}>{children}</div>
      {action !== undefined && <div className={styles['actions']}>{action}</div>}
    </div>
  )
}

/** What is true of the whole window and must not be missed: an endpoint override, a broken file, a lost connection. */
import type { ReactNode } from 'react'
import { Button } from '../components/button.tsx'
import { classes } from '../components/classes.ts'
import { Icon } from '../components/icon.tsx'
import { useAppState, useLink, useOperation } from '../state.tsx'
import styles from './banners.module.css'

export function Banners() {
  return (
    <>
      <LostConnection />
      <EndpointOverrides />
      <BrokenFile />
    </>
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
  const reload = useOperation('config.reload')
  const again = (
    <Button size="small" pending={reload.pending} onClick={() => void reload.run({})}>
      Read again
    </Button>
  )
  if (config.problem) {
    return (
      <Banner tone="bad" action={again}>
        <b>{config.problem.message}</b> {config.problem.fix}
      </Banner>
    )
  }
  const [first, ...others] = config.findings
  if (!first) return null
  return (
    <Banner tone="warn" action={again}>
      <b>
        AWS tools refuse {config.path}, line {first.line}:
      </b>{' '}
      {first.message}
      {others.length > 0 && (
        <details className={styles['more']}>
          <summary>
            and {others.length} more {others.length === 1 ? 'place' : 'places'}
          </summary>
          <ul className={styles['list']}>
            {others.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Banner>
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
      {action}
    </div>
  )
}

/** A set-up to give away: what goes into it, the very text, and the ways to hand it over. */
import { useMemo, useState } from 'react'
import { useActions } from '../actions/actions.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import { useAppState } from '../state/state.tsx'
import type { SharedText } from '../../shared/setup.ts'
import formStyles from '../dialogs/form.module.css'
import { saveText } from './save-text.ts'
import { SectionList } from './section-list.tsx'
import { sectionKey, sectionRows, turnOver, type SectionRow } from './sections.ts'
import styles from './sharing.module.css'
import { useSharedText } from './use-shared-text.ts'

const fileName = 'aws-set-up.ini'

/** With `session` chosen, if there is one; else the only one that there is. */
export function ShareDialog({ session, onClose }: { readonly session: string | null; readonly onClose: () => void }) {
  const { copyText } = useActions()
  const rows = useRows()
  const [chosen, setChosen] = useState(() => firstChoice(rows, session))
  const { shared, isCurrent } = useSharedText(rows, chosen)
  const text = shared?.ok ? shared.value : null
  const isReady = text !== null && isCurrent
  if (rows.length === 0) return <NothingToShare onClose={onClose} />
  return (
    <Dialog
      open
      holds={false}
      onClose={onClose}
      title="Share a set-up"
      description="For others who sign in at the same place. It holds no token, key or password: everybody signs in for themselves."
      footer={
        <>
          <Button variant="ghost" className={formStyles['left'] ?? ''} onClick={onClose}>
            Close
          </Button>
          <Button disabled={!isReady} onClick={() => text && saveText(fileName, text.text)}>
            Save…
          </Button>
          <Button disabled={!isReady} onClick={() => text && void copyText(text.text, 'text')}>
            Copy text
          </Button>
          <Button variant="primary" disabled={!isReady} onClick={() => text && void copyText(text.link, 'link')}>
            Copy link
          </Button>
        </>
      }
    >
      <SectionList rows={rows} chosen={chosen} onTurn={(row) => setChosen(turnOver(chosen, row, rows))} />
      <LeftOut />
      {shared && !shared.ok && <ErrorBox problem={shared.error} />}
      {text ? (
        <TextView shared={text} />
      ) : (
        !shared && <p className={styles['waiting']}>Choose sessions and profiles. The text to share appears here.</p>
      )}
    </Dialog>
  )
}

function useRows(): readonly SectionRow[] {
  const sessions = useAppState((state) => state.sessions)
  const profiles = useAppState((state) => state.profiles)
  const assignments = useAppState((state) => state.assignments)
  return useMemo(() => sectionRows({ sessions, profiles, assignments }), [sessions, profiles, assignments])
}

function firstChoice(rows: readonly SectionRow[], session: string | null): ReadonlySet<string> {
  const sessions = rows.filter(({ kind }) => kind === 'session')
  const first = session === null && sessions.length === 1 ? sessions : sessions.filter(({ name }) => name === session)
  return new Set(first.map(sectionKey))
}

/** Why somebody may miss a profile in the list. */
function LeftOut() {
  const count = useAppState(({ profiles, sessions }) => {
    const names = new Set(sessions.map(({ name }) => name))
    return profiles.filter(({ kind, session }) => kind !== 'sso' || session === null || !names.has(session)).length
  })
  if (count === 0) return null
  const profiles = count === 1 ? 'One profile is' : `${count.toLocaleString('en')} profiles are`
  return <p className={formStyles['quiet']}>{profiles} left out: only those with a session can be shared.</p>
}

function TextView({ shared: { text, link } }: { readonly shared: SharedText }) {
  const bytes = (count: number) => count.toLocaleString('en')
  return (
    <figure className={styles['text']}>
      <figcaption className={styles['caption']}>
        {bytes(new Blob([text]).size)} bytes as text, {bytes(link.length)} as a link
      </figcaption>
      {/* A scrollable region must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles['lines']} tabIndex={0} role="group" aria-label="Text to share">
        {text}
      </pre>
    </figure>
  )
}

function NothingToShare({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open holds={false} onClose={onClose} size="small" title="Share a set-up">
      <EmptyState icon="sessions" title="There is nothing to share" action={<Button onClick={onClose}>Close</Button>}>
        The file has no session yet.
      </EmptyState>
    </Dialog>
  )
}

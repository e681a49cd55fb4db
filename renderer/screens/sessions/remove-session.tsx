/** Asks before a session is removed, with the very lines that would go; refused while profiles use it. */
import { useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useChange } from '../../app/use-change.ts'
import { useAppState } from '../../state.tsx'
import { ChangePreview } from '../../wizard/change-preview.tsx'
import styles from '../../wizard/form.module.css'
import { usePreview } from '../../wizard/use-preview.ts'
import { useNavigate } from '../../app/navigation.tsx'

export function RemoveSession({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const profiles = useAppState((state) => state.profiles)
  const users = profiles.filter((profile) => profile.session === session).map(({ name }) => name)
  if (users.length > 0) return <InUse session={session} users={users} onClose={onClose} />
  return <Confirm session={session} onClose={onClose} />
}

function InUse({
  session,
  users,
  onClose,
}: {
  readonly session: string
  readonly users: readonly string[]
  readonly onClose: () => void
}) {
  const navigate = useNavigate()
  return (
    <Dialog
      kind="alert"
      open
      onClose={onClose}
      size="small"
      title={`${session} is in use`}
      description={
        users.length === 1
          ? 'This profile would stop working without it. Remove it or give it another session first.'
          : `These ${users.length} profiles would stop working without it. Remove them or give them another session first.`
      }
      footer={
        <>
          <Button onClick={() => navigate({ screen: 'profiles', query: session })}>Show profiles</Button>
          <Button variant="primary" onClick={onClose}>
            Keep it
          </Button>
        </>
      }
    >
      <ul className={styles['names']}>
        {users.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Confirm({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null)
  const { make, pending, problem } = useChange()
  const change = { kind: 'remove-session', name: session, withProfiles: false } as const
  const preview = usePreview(change, pending)

  async function remove() {
    const result = await make(change)
    if (result.ok) onClose()
  }

  return (
    <Dialog
      kind="alert"
      open
      onClose={onClose}
      title={`Remove ${session}?`}
      description="Only these lines go, and its token. Nothing changes in AWS."
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" pending={pending} disabled={preview.preview === null} onClick={() => void remove()}>
            Remove session
          </Button>
        </>
      }
    >
      <ChangePreview state={preview} refusal={problem} waiting="Reading the file…" />
    </Dialog>
  )
}

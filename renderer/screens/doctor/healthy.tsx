/** What Doctor says when there is nothing to list: that it looks, or that nothing is wrong, and what it looked at. */
import { agoInWords } from '../../../shared/time.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useAppState, useNow } from '../../state/state.tsx'
import styles from './doctor-screen.module.css'
import type { CheckupOnScreen } from './use-checkup.ts'

/** The first check is under way. */
export function LookingAround() {
  return (
    <EmptyState icon="doctor" title="Checking…">
      <span role="status">Doctor reads your files as each AWS client would, and looks around them.</span>
      <LookedAt everything />
    </EmptyState>
  )
}

export function Healthy({ checkup: { at, scope, problem, check } }: { readonly checkup: CheckupOnScreen }) {
  const now = useNow()
  const isWhole = problem === null && scope === 'everything'
  if (scope === 'nothing') {
    return (
      <EmptyState icon="doctor" title="Nothing has been checked yet" action={<Button onClick={check}>Check</Button>}>
        Doctor reads your files as each AWS client would, and looks around them.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon="check"
      title={isWhole ? 'Nothing is wrong' : 'Nothing is wrong in the files'}
      action={
        <Button keys="R" onClick={check}>
          Check again
        </Button>
      }
    >
      <span role="status">
        {isWhole && at !== null ? `Checked ${agoInWords(at, now)}:` : 'What is around them has not been looked at.'}
      </span>
      <LookedAt everything={isWhole} />
    </EmptyState>
  )
}

function LookedAt({ everything }: { readonly everything: boolean }) {
  const { path, exists } = useAppState((state) => state.config)
  const log = useAppState((state) => state.host.log)
  return (
    <ul className={styles['list']}>
      <li>
        <code>{path}</code>
        {exists ? ' and the credentials file' : ' (there is none yet) and the credentials file'}
      </li>
      {everything && (
        <>
          <li>sessions, sign-ins and the token cache</li>
          <li>permissions of files and folders</li>
          <li>environment variables, the clock, the AWS CLI</li>
        </>
      )}
      <li>
        what Lanyard itself meets stands in <code>{log}</code>
      </li>
    </ul>
  )
}

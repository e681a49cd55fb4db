/** The steps at the top of the wizard: what was answered, where it is, what comes. An answered step leads back. */
import { classes } from '../components/classes.ts'
import { Icon } from '../components/icon.tsx'
import styles from './crumbs.module.css'
import type { Crumb, Step } from './steps.ts'

export function Crumbs({
  crumbs,
  onGoTo,
}: {
  readonly crumbs: readonly Crumb[]
  /** Null once there is no way back. */
  readonly onGoTo: ((step: Step) => void) | null
}) {
  const now = crumbs.findIndex(({ status }) => status === 'current')
  return (
    <>
      <p className={styles['spoken']} role="status">
        {now >= 0 && `Step ${now + 1} of ${crumbs.length}: ${crumbs[now]?.label}`}
      </p>
      <ol className={styles['crumbs']} aria-label="Steps">
        {crumbs.map((crumb) => (
          <li
            key={crumb.step}
            className={classes(styles['crumb'], styles[crumb.status], crumb.isAnswer && styles['answer'])}
            aria-current={crumb.status === 'current' ? 'step' : undefined}
          >
            <Label crumb={crumb} onGoTo={onGoTo} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Label({ crumb, onGoTo }: { readonly crumb: Crumb; readonly onGoTo: ((step: Step) => void) | null }) {
  const text = <bdi className={styles['text']}>{crumb.label}</bdi>
  if (crumb.status !== 'taken') return text
  const taken = (
    <>
      <Icon name="check" size={12} />
      {text}
    </>
  )
  if (onGoTo === null) return <span className={styles['taken']}>{taken}</span>
  return (
    <button
      type="button"
      className={styles['back']}
      title={`${crumb.label}: change it`}
      onClick={() => onGoTo(crumb.step)}
    >
      {taken}
    </button>
  )
}

/** The very lines of a file that would change, with what stands around them. Added and removed lines are also marked + and −. */
import type { Preview } from '../../shared/contract.ts'
import { classes } from './classes.ts'
import styles from './diff-view.module.css'

export function DiffView({ preview }: { readonly preview: Preview }) {
  return (
    <figure className={styles['diff']}>
      <figcaption className={styles['caption']}>
        {preview.path} · {summary(preview)}
      </figcaption>
      {/* A scrollable region must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['lines']} tabIndex={0} role="group" aria-label={`Changes to ${preview.path}`}>
        <table className={styles['table']}>
          <tbody>
            {preview.lines.map((line) => (
              <tr key={`${line.kind} ${line.old} ${line.new}`} className={classes(styles['line'], styles[line.kind])}>
                <td className={styles['number']}>{line.new ?? line.old}</td>
                <td className={styles['sign']}>{signs[line.kind]}</td>
                <td className={styles['text']}>
                  <bdi dir="ltr">{line.text}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}

const signs = { same: '', added: '+', removed: '−' } as const

function summary({ added, removed }: Preview): string {
  if (added === 0 && removed === 0) return 'nothing changes'
  const lines = (n: number) => `${n} ${n === 1 ? 'line' : 'lines'}`
  if (removed === 0) return `${lines(added)} added, nothing else changes`
  if (added === 0) return `${lines(removed)} removed, nothing else changes`
  return `${lines(added)} added, ${lines(removed)} removed, nothing else changes`
}

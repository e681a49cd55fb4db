/** The very lines of a file that would change, with what stands around them. Added and removed lines are also marked + and −. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { Diff, DiffLine } from '../../shared/diff.ts'
import { classes } from '../components/classes.ts'
import { visible } from '../../shared/unseen.ts'
import styles from './diff-view.module.css'

export function DiffView({
  preview,
  kind = 'change',
}: {
  readonly preview: Diff
  /** `difference`: lines that stand otherwise than they should, and not those that would be written. */
  readonly kind?: 'change' | 'difference'
}) {
  return (
    <figure className={styles['diff']}>
      <figcaption className={styles['caption']}>
        {preview.path} · {kind === 'change' ? summary(preview) : 'what differs: − as written, + as it is now'}
      </figcaption>
      <Lines preview={preview} />
    </figure>
  )
}

/** Px, as the style sheet has it. */
const lineHeight = 21

/** Of thousands of lines only those around the sight are drawn. */
function Lines({ preview: { path, lines } }: { readonly preview: Diff }) {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 100,
    initialRect: { width: 0, height: 320 },
  })
  const items = virtual.getVirtualItems()
  const digits = String(lines.at(-1)?.new ?? lines.at(-1)?.old ?? 0).length
  return (
    // A scrollable region must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={box} className={styles['lines']} tabIndex={0} role="group" aria-label={`Changes to ${path}`}>
      <table className={styles['table']}>
        <tbody>
          <Space height={items[0]?.start ?? 0} />
          {items.map(({ index }) => {
            const line = lines[index]
            return line && <Line key={index} line={line} digits={digits} />
          })}
          <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  )
}

function Line({ line, digits }: { readonly line: DiffLine; readonly digits: number }) {
  return (
    <tr className={classes(styles['line'], styles[line.kind])}>
      <td className={styles['number']} style={{ minWidth: `calc(${digits}ch + 20px)` }}>
        {line.new ?? line.old}
      </td>
      <td className={styles['sign']}>{signs[line.kind]}</td>
      <td className={styles['text']}>
        <bdi dir="ltr">{line.text.split('\t').map(visible).join('\t')}</bdi>
      </td>
    </tr>
  )
}

/** Stands for the lines that are not drawn. */
function Space({ height }: { readonly height: number }) {
  return height > 0 ? <tr aria-hidden="true" style={{ height }} /> : null
}

const signs = { same: '', added: '+', removed: '−' } as const

function summary({ added, removed }: Diff): string {
  if (added === 0 && removed === 0) return 'nothing changes'
  const lines = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'line' : 'lines'}`
  if (removed === 0) return `${lines(added)} added, nothing else changes`
  if (added === 0) return `${lines(removed)} removed, nothing else changes`
  return `${lines(added)} added, ${lines(removed)} removed, nothing else changes`
}

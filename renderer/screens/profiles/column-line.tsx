/** The line at the end of a column: dragged, or moved with the arrow keys, it shares the width of two; a double click resets. */
import { useRef } from 'react'
import type { ColumnShares } from '../../../shared/state.ts'
import { withLineReset, withMovedLine, type SharedColumn } from './columns.ts'
import styles from './profile-table.module.css'

/** How far a key moves it, in px. */
const step = 16

interface Drag {
  /** Where the pointer took it. */
  readonly x: number
  readonly widths: readonly [number, number]
  readonly from: ColumnShares
  to: ColumnShares | null
}

export function ColumnLine({
  columns,
  label,
  shares,
  onDrag,
  onDone,
}: {
  /** The one it stands in, and the next. */
  readonly columns: readonly [SharedColumn, SharedColumn]
  readonly label: string
  readonly shares: ColumnShares
  /** While it is dragged. */
  readonly onDrag: (shares: ColumnShares) => void
  readonly onDone: (shares: ColumnShares) => void
}) {
  const drag = useRef<Drag | null>(null)
  const [left, right] = columns

  function onPointerDown(event: React.PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, widths: widthsAround(event.currentTarget), from: shares, to: null }
  }

  function onPointerMove(event: React.PointerEvent<HTMLDivElement>): void {
    if (!drag.current) return
    const { x, widths, from } = drag.current
    drag.current.to = withMovedLine(from, columns, widths, event.clientX - x)
    onDrag(drag.current.to)
  }

  function onPointerUp(): void {
    if (drag.current?.to) onDone(drag.current.to)
    drag.current = null
  }

  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>): void {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onDone(withMovedLine(shares, columns, widthsAround(event.currentTarget), by))
  }

  return (
    // A separator that has the focus is a widget.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={Math.round((100 * shares[left]) / (shares[left] + shares[right]))}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles['line']}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onDoubleClick={() => onDone(withLineReset(shares, columns))}
      onKeyDown={onKeyDown}
    />
  )
}

/** The widths in px of the column that the line stands in, and of the next one. */
function widthsAround(line: HTMLElement): readonly [number, number] {
  const cell = line.parentElement
  return [cell?.offsetWidth ?? 0, (cell?.nextElementSibling as HTMLElement | null)?.offsetWidth ?? 0]
}

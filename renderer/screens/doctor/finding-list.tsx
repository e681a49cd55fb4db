/** The list of findings; open ones are as tall as they are. */
import { useEffect, useRef } from 'react'
import type { Finding } from '../../../shared/doctor.ts'
import { useRowsInSight } from '../../components/rows-in-sight.ts'
import { FindingRowView, GroupRow, rowId, SeverityRow } from './finding-row.tsx'
import styles from './finding-list.module.css'
import type { Row } from './rows.ts'
import type { Selection } from './use-selection.ts'

/** Heights in px of rows that are not open, as far as they can be known before they are drawn. */
const heights: Record<Row['kind'], number> = { severity: 44, group: 56, finding: 56 }
const layout = {
  keyOf: ({ key }: Row) => key,
  heightOf: ({ kind }: Row) => heights[kind],
  room: { above: heights.severity, below: 8 },
}

export function FindingList({
  rows,
  words,
  selection,
  repairing,
  onToggle,
  onFix,
}: {
  readonly rows: readonly Row[]
  readonly words: readonly string[]
  readonly selection: Selection
  /** The finding that is being fixed just now. */
  readonly repairing: string | null
  readonly onToggle: (key: string) => void
  readonly onFix: (findings: readonly Finding[]) => void
}) {
  const grid = useRef<HTMLDivElement>(null)
  const virtual = useRowsInSight(grid, rows, selection.index, layout)
  useEffect(() => {
    // Enter opens a finding, and does not press the button of the rail that led here once more.
    if (document.activeElement?.closest('nav')) grid.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div
      ref={grid}
      className={styles['grid']}
      role="treegrid"
      aria-label="Findings"
      aria-rowcount={rows.length}
      aria-activedescendant={selection.row ? rowId(selection.row.key) : undefined}
      tabIndex={0}
    >
      <div role="rowgroup" className={styles['rows']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          const position = {
            ref: virtual.measureElement,
            'data-index': index,
            'aria-rowindex': index + 1,
            style: { transform: `translateY(${start}px)` },
          }
          if (row.kind === 'severity') return <SeverityRow key={row.key} row={row} position={position} />
          const its = {
            position,
            words,
            isSelected: index === selection.index,
            onSelect: () => selection.select(row.key),
            onToggle: () => onToggle(row.key),
            onFix,
          }
          if (row.kind === 'group') return <GroupRow key={row.key} row={row} {...its} />
          return <FindingRowView key={row.key} row={row} isRepairing={repairing === row.key} {...its} />
        })}
      </div>
    </div>
  )
}

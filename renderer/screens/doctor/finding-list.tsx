/** The list of findings. Only the rows in sight are drawn, so that thousands stay smooth; open ones are as tall as they are. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Finding } from '../../../shared/doctor.ts'
import { FindingRowView, GroupRow, rowId, SeverityRow } from './finding-row.tsx'
import styles from './finding-list.module.css'
import type { Row } from './rows.ts'
import type { Selection } from './use-selection.ts'

/** Heights in px of rows that are not open, as far as they can be known before they are drawn. */
const heights: Record<Row['kind'], number> = { severity: 44, group: 56, finding: 56 }

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
  const virtual = useRowsInSight(grid, rows, selection.index)
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
          const place = {
            ref: virtual.measureElement,
            'data-index': index,
            'aria-rowindex': index + 1,
            style: { transform: `translateY(${start}px)` },
          }
          if (row.kind === 'severity') return <SeverityRow key={row.key} row={row} place={place} />
          const its = {
            place,
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

/** The virtual rows; the one of the keyboard is always among them, so that assistive technology can find it. */
function useRowsInSight(grid: React.RefObject<HTMLElement | null>, rows: readonly Row[], at: number) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'finding'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    scrollPaddingStart: heights.severity,
    scrollPaddingEnd: 8,
    rangeExtractor(range) {
      const indexes = defaultRangeExtractor(range)
      if (at < 0 || at >= rows.length || indexes.includes(at)) return indexes
      return [...indexes, at].sort((a, b) => a - b)
    },
  })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // Only a moved keyboard scrolls, never the person's own scrolling.
  }, [virtual, at])
  return virtual
}

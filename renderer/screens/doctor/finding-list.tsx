/** The list of findings; open ones are as tall as they are. */
import { useEffect, useRef } from 'react'
import type { Finding } from '../../../shared/doctor.ts'
import type { CurrentRow } from '../../components/current-row.ts'
import { List } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import { FindingRowView, GroupRow, SeverityRow } from './finding-row.tsx'
import type { Row } from './rows.ts'

/** Heights in px of rows that are not open, as far as they can be known before they are drawn. */
const heights: Record<Row['kind'], number> = { severity: 44, group: 56, finding: 56 }
const layout = {
  heightOf: ({ kind }: Row) => heights[kind],
  measured: true,
  room: { above: heights.severity, below: 8 },
}

export function FindingList({
  current,
  words,
  repairing,
  onToggle,
  onFix,
}: {
  readonly current: CurrentRow<Row>
  readonly words: readonly string[]
  /** The finding that is being fixed just now. */
  readonly repairing: string | null
  readonly onToggle: (key: string) => void
  readonly onFix: (findings: readonly Finding[]) => void
}) {
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Enter opens a finding, and does not press the button of the rail that led here once more.
    if (document.activeElement?.closest('nav')) grid.current?.focus({ preventScroll: true })
  }, [])
  return (
    <List ref={grid} role="treegrid" label="Findings" className={lists['screen']} current={current} layout={layout}>
      {(row, position) => {
        if (row.kind === 'severity') return <SeverityRow key={row.key} row={row} position={position} />
        const its = {
          position,
          words,
          onSelect: () => current.go(row.key),
          onToggle: () => onToggle(row.key),
          onFix,
        }
        if (row.kind === 'group') return <GroupRow key={row.key} row={row} {...its} />
        return <FindingRowView key={row.key} row={row} isRepairing={repairing === row.key} {...its} />
      }}
    </List>
  )
}

/** The columns of the table of profiles that share what is free, and what dragging the line between two does. */
import { defaultColumns, type ColumnShares } from '../../../shared/state.ts'

export type SharedColumn = keyof ColumnShares

/** In px. */
const narrowest = 72

/** The shares as tracks of a grid; without the permission set where there is no room for it. */
export function tracksOf({ name, account, role }: ColumnShares): { readonly all: string; readonly few: string } {
  const track = (share: number) => `minmax(0, ${share}fr)`
  return { all: [name, account, role].map(track).join(' '), few: [name, account].map(track).join(' ') }
}

/** `shares` after the line between two columns, which are `widths` px wide, was moved by so many px to the right. */
export function withMovedLine(
  shares: ColumnShares,
  [left, right]: readonly [SharedColumn, SharedColumn],
  [leftWidth, rightWidth]: readonly [number, number],
  by: number,
): ColumnShares {
  const width = leftWidth + rightWidth
  if (width < 2 * narrowest) return shares
  const next = Math.min(width - narrowest, Math.max(narrowest, leftWidth + by))
  const both = shares[left] + shares[right]
  const share = Math.min(both - 1, Math.max(1, Math.round((both * next) / width)))
  return { ...shares, [left]: share, [right]: both - share }
}

/** With the two columns as they are at first, against each other. */
export function withLineReset(
  shares: ColumnShares,
  [left, right]: readonly [SharedColumn, SharedColumn],
): ColumnShares {
  const both = shares[left] + shares[right]
  const share = Math.round((both * defaultColumns[left]) / (defaultColumns[left] + defaultColumns[right]))
  return { ...shares, [left]: share, [right]: both - share }
}

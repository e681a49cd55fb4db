/** Long lists of which only the rows in sight are drawn, so that thousands stay smooth. */
import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import type { CurrentRow } from './current-row.ts'

export interface ListLayout<R> {
  /** In px; where rows are `measured`, as far as it is known before they are drawn. A new function lays all out again. */
  readonly heightOf: (row: R) => number
  /** Whether rows are as tall as what is in them. */
  readonly measured?: boolean
  /** The height in px of what stands above the rows. */
  readonly head?: number
  /** Px that stay free above and below the row of the keyboard. */
  readonly room?: { readonly above: number; readonly below: number }
}

/**
 * The virtual rows of the list that `scroller` scrolls. The row of the keyboard is always among them, so that assistive
 * technology can find it, and comes into sight when it changes: only a moved keyboard scrolls, never other rows.
 */
export function useRowsInSight<R>(
  scroller: RefObject<HTMLElement | null>,
  { rows, keyOf, at }: CurrentRow<R>,
  { heightOf, head = 0, room = { above: head, below: 0 } }: ListLayout<R>,
): Virtualizer<HTMLElement, HTMLDivElement> {
  const virtual = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]!),
    // A new function for new rows alone: all are laid out again by that.
    getItemKey: useCallback((index: number) => keyOf(rows[index]!), [rows, keyOf]),
    overscan: 10,
    initialRect: { width: 0, height: 200 },
    scrollMargin: head,
    scrollPaddingStart: room.above,
    scrollPaddingEnd: room.below,
    rangeExtractor(range) {
      const indexes = defaultRangeExtractor(range)
      if (at < 0 || at >= rows.length || indexes.includes(at)) return indexes
      return [...indexes, at].sort((a, b) => a - b)
    },
  })
  // It keeps the heights that it has seen.
  useLayoutEffect(() => virtual.measure(), [virtual, heightOf])
  const isShown = useRef(false)
  useEffect(() => {
    if (at < 0) return
    virtual.scrollToIndex(at, { align: isShown.current ? 'auto' : 'center' })
    isShown.current = true
  }, [virtual, at])
  return virtual
}

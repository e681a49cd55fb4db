/** Where the focus goes after something was made, or was led to. */
import { useEffect, type RefObject } from 'react'

/**
 * Gives `target` the focus for each new `occasion`; null is none. It waits for the dialog that closes just then, which
 * gives the focus back to where it was opened from.
 */
export function useFocusOnArrival(target: RefObject<HTMLElement | null>, occasion: object | string | null): void {
  useEffect(() => {
    if (occasion === null) return undefined
    const frame = requestAnimationFrame(() => target.current?.focus({ preventScroll: true }))
    return () => cancelAnimationFrame(frame)
  }, [target, occasion])
}

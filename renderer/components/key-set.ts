/** Which of many are chosen, or open: by key. */
import { useMemo, useState } from 'react'

export interface KeySet {
  readonly keys: ReadonlySet<string>
  readonly toggle: (key: string) => void
  readonly add: (keys: readonly string[]) => void
  readonly clear: () => void
}

export function useKeySet(): KeySet {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const change = useMemo(
    () => ({
      toggle: (key: string) =>
        setKeys((before) => new Set(before.has(key) ? [...before].filter((each) => each !== key) : [...before, key])),
      add: (more: readonly string[]) => setKeys((before) => new Set([...before, ...more])),
      clear: () => setKeys(new Set()),
    }),
    [],
  )
  return { keys, ...change }
}

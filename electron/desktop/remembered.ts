/** What the desktop remembers from one start to the next, in a small file of its own. */
import path from 'node:path'
import { ensureOwnFolder, readOwn, writeAtomically } from '../system/files.ts'
import { log } from '../system/log.ts'
import type { Rectangle } from './window-place.ts'

/** Said once, ever. */
export type Hint = 'stays-in-tray' | 'no-tray' | 'no-links'

export interface Remembered {
  /** Where the window was, when it was neither maximized nor minimized. */
  readonly place: Rectangle | null
  readonly isMaximized: boolean
  readonly hints: readonly Hint[]
}

export interface Memory {
  get(): Remembered
  set(values: Partial<Remembered>): void
  /** True the first time that it is asked for `hint`. */
  isNew(hint: Hint): boolean
  /** Settles when all is written. */
  written(): Promise<void>
}

/** What `folder` (absolute) remembers. Best effort, in both directions: a file that cannot be used is as good as none. */
export async function openMemory(folder: string): Promise<Memory> {
  const file = path.join(folder, 'desktop.json')
  let remembered = read(await readOwn(file).catch(() => null))
  let writing = Promise.resolve()
  const set = (values: Partial<Remembered>) => {
    remembered = { ...remembered, ...values }
    const text = `${JSON.stringify(remembered)}\n`
    writing = writing
      .then(() => ensureOwnFolder(folder))
      .then(async () => void (await writeAtomically(file, text, { mode: 0o600 })))
      .catch((error: unknown) => log.warn('What the desktop remembers could not be written', error))
  }
  return {
    get: () => remembered,
    set,
    isNew(hint) {
      if (remembered.hints.includes(hint)) return false
      set({ hints: [...remembered.hints, hint] })
      return true
    },
    written: () => writing,
  }
}

function read(bytes: Buffer | null): Remembered {
  const values = parse(bytes?.toString('utf8') ?? '')
  const { place, isMaximized, hints } = values
  return {
    place: isRectangle(place) ? place : null,
    isMaximized: isMaximized === true,
    hints: Array.isArray(hints) ? (hints as Hint[]) : [],
  }
}

function parse(text: string): Partial<Record<keyof Remembered, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const sides = value as Partial<Record<keyof Rectangle, unknown>>
  return [sides.x, sides.y, sides.width, sides.height].every(Number.isSafeInteger)
}

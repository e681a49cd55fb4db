/** One change as the journal has it: written as two lines of JSON, read back as data that anyone may have spoilt. */
import { parseObject, recordOf, stringOf } from '../../../system/unknown-json.ts'
import type { Hunk } from './hunks.ts'

/** What is noted of a change beside its lines. */
export interface Note {
  /** In words: `Added the session corp`. */
  readonly what: string
  /** The id of the change that this one takes back. */
  readonly undoes: string | null
  /** ms since the epoch. */
  readonly at: number
}

export interface Head extends Note {
  readonly id: string
  /** SHA-256 of the file before and after the change, in hex. */
  readonly before: string
  readonly after: string
  /** Of the file after the change: bytes and sections. */
  readonly size: number
  readonly sections: number
  /** How many of the file's findings the change took away. */
  readonly mended: number
  /** Lines. */
  readonly added: number
  readonly removed: number
}

export interface JournalEntry extends Head {
  readonly hunks: readonly Hunk[]
}

/** No `Date` can be later, in ms since the epoch. */
const latestDate = 8.64e15

/** The head stands alone on the first line, so that a list of changes need not read what they did. */
export function writeEntry({ hunks, ...head }: JournalEntry): string {
  return `${JSON.stringify(head)}\n${JSON.stringify({ hunks })}\n`
}

/** Null for what is no entry. */
export function readHead(text: string): Head | null {
  const value = parseObject(text.slice(0, Math.max(text.indexOf('\n'), 0)))
  if (!value) return null
  const [id, what, before, after] = [value['id'], value['what'], value['before'], value['after']].map(stringOf)
  const names = ['at', 'size', 'sections', 'mended', 'added', 'removed'] as const
  const numbers = Object.fromEntries(names.map((name) => [name, value[name]]))
  if (!id || !what || !before || !after || !Object.values(numbers).every(isCount)) return null
  if (Number(numbers['at']) > latestDate) return null
  return {
    id,
    what,
    before,
    after,
    undoes: stringOf(value['undoes']),
    ...(numbers as Record<(typeof names)[number], number>),
  }
}

/** Null for what is no entry. */
export function readEntry(text: string): JournalEntry | null {
  const head = readHead(text)
  const hunks = parseObject(text.slice(text.indexOf('\n') + 1))?.['hunks']
  return head && Array.isArray(hunks) && hunks.every(isHunk) ? { ...head, hunks } : null
}

function isHunk(value: unknown): value is Hunk {
  const hunk = recordOf(value)
  const lines = [hunk['removed'], hunk['added'], hunk['above'], hunk['below']]
  return (
    [hunk['old'], hunk['new']].every(isCount) &&
    lines.every((each) => Array.isArray(each) && each.every(isByteLine)) &&
    [hunk['section'], hunk['key']].every((each) => each === null || typeof each === 'string')
  )
}

function isByteLine(value: unknown): boolean {
  // oxlint-disable-next-line no-control-regex -- a byte may be any
  return typeof value === 'string' && /^[\0-\xff]+$/.test(value)
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

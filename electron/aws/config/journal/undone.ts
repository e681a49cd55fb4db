/** Whether another program's older copy has taken an edit away again. */
import { ownSettings, type Document } from '../document/document.ts'
import { byteLines, withoutEnd } from './hunks.ts'

/**
 * True where `now` has lost something that the edit from `before` to `after` said: it says of a key, or of a section,
 * what `before` said of it. A key with a third value is somebody's later wish, and not undone. An edit that only writes
 * the same in another way is undone where all its lines are again as they were.
 */
export function isUndone(before: Document, after: Document, now: Document): boolean {
  if (now.text === after.text && now.foreign?.what === after.foreign?.what) return false
  if (now.text === before.text) return true
  const [old, wanted, found] = [statementsOf(before), statementsOf(after), statementsOf(now)]
  const changed = differences(old, wanted)
  if (changed.length > 0) return changed.some((key) => found.get(key) === old.get(key))
  const [were, made, are] = [linesOf(before), linesOf(after), linesOf(now)]
  const rewritten = differences(were, made)
  return rewritten.length > 0 && rewritten.every((line) => are.get(line) === were.get(line))
}

/** The keys of which the two say something else. */
export function differences<T>(one: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((each) => one.get(each) !== other.get(each))
}

/** How often each line is there that says something, however it ends. */
function linesOf(document: Document): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const line of byteLines(document).map(withoutEnd)) {
    if (line.trim() !== '') counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return counts
}

/** What a file says: of each section that it is there, and of each of its keys the value. */
export function statementsOf(document: Document): ReadonlyMap<string, string> {
  const statements = new Map<string, string>()
  for (const [header, section] of document.headers()) {
    statements.set(header, '')
    for (const [key, value] of ownSettings(document, section)) {
      statements.set(`${header}\n${key}`, typeof value === 'string' ? value : JSON.stringify([...value]))
    }
  }
  return statements
}

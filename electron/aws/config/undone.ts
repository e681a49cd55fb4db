/** Whether another program's older copy has taken an edit away again. */
import { ownSettings, type Document } from './document.ts'

/**
 * True where `now` has lost something that the edit from `before` to `after` said: it says of a key, or of a section,
 * what `before` said of it. A key with a third value is somebody's later wish, and not undone.
 */
export function isUndone(before: Document, after: Document, now: Document): boolean {
  if (now.text === after.text) return false
  if (now.text === before.text) return true
  const [old, wanted, found] = [statementsOf(before), statementsOf(after), statementsOf(now)]
  const changed = [...new Set([...old.keys(), ...wanted.keys()])].filter((key) => old.get(key) !== wanted.get(key))
  return changed.some((key) => found.get(key) === old.get(key))
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

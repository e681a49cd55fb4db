import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleChanges } from '../../../../testing/configs/config-changes.ts'
import { anyFile } from '../../../../testing/configs/config-files.ts'
import { documentBytes, parseDocument, type Document } from '../document/document.ts'
import { byteLines, bytesOf, changesEnds } from './hunks.ts'
import { entryOf, hashOf } from './journal.ts'
import type { JournalEntry } from './journal-entry.ts'
import { undoEntry } from './undo.ts'
import { statementsOf } from './undone.ts'

const files = fc.sample(anyFile, { numRuns: 1200, seed: 7 })

function entryFor(before: Document, after: Document): JournalEntry {
  const [old, now] = [before, after].map((document) => ({ document, bytes: documentBytes(document) }))
  return entryOf({ id: '1', what: 'Changed it', undoes: null, at: 0 }, old!, hashOf(old!.bytes), now!)
}

/** Up to four changes one after the other, from the first document on. */
function sequenceFrom(bytes: Buffer, seed: number): readonly Document[] {
  const documents = [parseDocument(bytes)]
  for (let turn = 0; turn < 4; turn += 1) {
    const now = Buffer.from(documentBytes(documents.at(-1)!))
    const { edits } = sampleChanges(fc.constant(now), { numRuns: 3, seed: seed * 10 + turn })
    if (edits[0]) documents.push(edits[0].after)
  }
  return documents
}

const sequences = files.map((bytes, at) => sequenceFrom(bytes, at))
const latin1 = (document: Document): string => Buffer.from(documentBytes(document)).toString('latin1')

/** The headers of the sections that read differently in two documents. */
function headersOf(before: Document, after: Document): ReadonlySet<string> {
  const [old, now] = [statementsOf(before), statementsOf(after)]
  const changed = [...old.keys(), ...now.keys()].filter((each) => old.get(each) !== now.get(each))
  return new Set(changed.map((each) => each.split('\n')[0]!))
}

/** The lines of `text` that say something, sorted. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .sort()
}

/** The lines that are left of `now` when the hunks of `entry` are turned round in it, wherever they stand. */
function expectedLines(entry: JournalEntry, now: Document): readonly string[] {
  const hunks = entry.hunks.filter((hunk) => !changesEnds(hunk))
  const [gone, come] = [hunks.flatMap(({ added }) => added), hunks.flatMap(({ removed }) => removed)]
  const lines = [...linesOf(latin1(now))]
  for (const line of linesOf(gone.join('\n'))) lines.splice(lines.indexOf(line), 1)
  return [...lines, ...linesOf(come.join('\n'))].sort()
}

const foreignLine = fc.constantFrom(
  '',
  '# theirs',
  '[profile theirs]',
  '[theirs]\nk = v',
  'output = text',
  '  k = v',
  'k = v',
  'stray',
)

describe('undo, after any sequence of changes of any file,', () => {
  test('of all of them, newest first, gives the first file byte for byte', () => {
    let count = 0
    for (const documents of sequences) {
      let now = documents.at(-1)!
      for (let at = documents.length - 1; at > 0; at -= 1) {
        const undone = undoEntry(entryFor(documents[at - 1]!, documents[at]!), now, 'config')
        expect(undone.ok).toBe(true)
        if (undone.ok) now = undone.value
        expect(latin1(now)).toBe(latin1(documents[at - 1]!))
        count += 1
      }
    }
    expect(count).toBeGreaterThan(1000)
  })

  test('of one of them is refused, or takes away just that one', () => {
    const counts = { taken: 0, refused: 0 }
    for (const documents of sequences) {
      for (let at = documents.length - 2; at > 0; at -= 1) {
        counts[undoAt(documents[at - 1]!, documents[at]!, documents.at(-1)!)] += 1
      }
    }
    expect(counts.taken).toBeGreaterThan(counts.refused)
  })

  test('keeps every line that others have written since, and all they have taken away', () => {
    const counts = { taken: 0, refused: 0 }
    const random = fc.sample(fc.tuple(fc.nat(), fc.nat(2), foreignLine), { numRuns: files.length, seed: 8 })
    for (const [at, documents] of sequences.entries()) {
      const [old, made] = documents
      if (!old || !made) continue
      const [place, gone, line] = random[at]!
      const lines = [...byteLines(made)]
      lines.splice(place % (lines.length + 1), gone, `${line}\n`)
      counts[undoAt(old, made, parseDocument(bytesOf(lines)))] += 1
    }
    expect(counts.taken).toBeGreaterThan(counts.refused)
  })
})

/** Undoes the change from `old` to `made` in `now`, and looks that nothing else has changed where it is not refused. */
function undoAt(old: Document, made: Document, now: Document): 'taken' | 'refused' {
  const entry = entryFor(old, made)
  const undone = undoEntry(entry, now, 'config')
  const story = { old: old.text, made: made.text, now: now.text }
  if (!undone.ok) {
    expect(undone.error.code).toBe('changed-since')
    return 'refused'
  }
  const after = { ...story, undone: undone.value.text }
  expect({ ...after, lines: linesOf(latin1(undone.value)) }).toEqual({ ...after, lines: expectedLines(entry, now) })
  const meant = headersOf(old, made)
  const others = [...headersOf(now, undone.value)].filter((each) => !meant.has(each))
  expect({ ...after, others }).toEqual({ ...after, others: [] })
  return 'taken'
}

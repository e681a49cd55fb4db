import { describe, expect, test } from 'vitest'
import { sampleChanges, sectionsOf, type Edit } from '../../../e2e/interop/config-changes.ts'
import { anyFile } from '../../../e2e/interop/config-files.ts'
import { removeProfile } from './profiles.ts'
import { removeSession } from './sessions.ts'
import { emptyDocument, documentBytes, parseDocument, type Document } from './document.ts'

const { edits, results } = sampleChanges(anyFile, { numRuns: 12_000, seed: 4 })
const latin1 = (document: Document): string => Buffer.from(documentBytes(document)).toString('latin1')

/** The bytes above the first and below the last section that an edit is about, as Latin-1. */
function untouched({ before, change }: Edit): { readonly above: string; readonly below: string } {
  const { text, utf8, starts } = before
  const bytes = (piece: string): string => (utf8 ? Buffer.from(piece).toString('latin1') : piece)
  const sections = sectionsOf(before, change)
  if (sections.length === 0) return { above: bytes(text), below: '' }
  const from = starts[sections[0]!.line]!
  const to = starts[sections.at(-1)!.end] ?? text.length
  // From the end of the file a removal takes one blank line above along.
  const above = to === text.length ? text.slice(0, from).trimEnd() : text.slice(0, from)
  return { above: bytes(above), below: bytes(text.slice(to)) }
}

/** Lines of the sections that an edit is about, but for those of keys that it may change, and blank ones. */
function otherLines(document: Document, { change }: Edit): readonly string[] {
  const entries = sectionsOf(document, change).flatMap(({ first, last }) => document.entries.slice(first, last))
  const gone = new Set<number>()
  for (const { key, line, end } of entries) {
    if (!/^(?:sso_.*|region|output)$/.test(key)) continue
    for (let each = line; each < end; each += 1) gone.add(each)
  }
  return latin1(document)
    .split(/\r\n|\r|\n/)
    .filter((line, at) => line !== '' && !gone.has(at))
}

describe('an edit of any file', () => {
  test('is possible often enough for these tests to mean something', () => {
    const kinds = new Map<string, number>()
    for (const { change } of edits) kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1)
    expect(Math.min(...kinds.values())).toBeGreaterThan(50)
    expect(kinds.size).toBe(6)
  })

  test('is seldom refused for what stands around it', () => {
    const refused = results.filter(({ result }) => !result.ok && result.error.code === 'config-broken')
    expect(refused.length).toBeLessThan(edits.length / 50)
  })

  test('leaves every byte outside the sections it is about', () => {
    for (const edit of edits) {
      const { above, below } = untouched(edit)
      const bytes = latin1(edit.after)
      const kept = bytes.startsWith(above) && bytes.endsWith(below)
      expect({ change: edit.change, before: latin1(edit.before), bytes, kept }).toMatchObject({ kept: true })
    }
  })

  test('leaves every line inside them that is not of a key it changes', () => {
    for (const edit of edits.filter(({ change }) => change.kind.startsWith('update'))) {
      expect(otherLines(edit.after, edit)).toEqual(otherLines(edit.before, edit))
    }
  })

  test('gives a document that reads as its bytes do', () => {
    for (const { after } of edits) {
      const { sections, entries, findings } = parseDocument(documentBytes(after))
      expect({ sections, entries, findings }).toEqual({
        sections: after.sections,
        entries: after.entries,
        findings: after.findings,
      })
    }
  })

  test('finds nothing wrong where nothing was wrong before', () => {
    for (const { before, after } of edits) if (before.findings.length === 0) expect(after.findings).toEqual([])
  })

  test('that creates is undone by a removal, but for blank lines at the end of the file', () => {
    for (const { change, before, after } of edits.filter((edit) => edit.before.utf8)) {
      let again = after
      if (change.kind === 'create-session') {
        const removed = removeSession(after, emptyDocument, change.draft.name, false)
        // Profiles of the file may have named the session before it was there.
        if (!removed.ok) expect(removed.error.code).toBe('in-use')
        if (!removed.ok) continue
        again = removed.value
      } else if (change.kind === 'create-profiles') {
        for (const draft of change.drafts) {
          const removed = removeProfile(again, emptyDocument, draft.name)
          expect(removed.ok).toBe(true)
          if (removed.ok) again = removed.value
        }
      } else continue
      expect(again.text.trimEnd()).toBe(before.text.trimEnd())
    }
  })
})

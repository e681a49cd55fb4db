import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { sampleChanges, sectionsOf, type Edit } from '../../../../testing/configs/config-changes.ts'
import { anyFile } from '../../../../testing/configs/config-files.ts'
import { keyOfHeader } from '../document/heading.ts'
import { leadOf } from '../document/owners.ts'
import type { Section } from '../document/scan.ts'
import { removeProfile } from '../profiles.ts'
import { removeSession } from '../sessions.ts'
import { emptyDocument, documentBytes, parseDocument, type Document } from '../document/document.ts'

const { edits, results } = sampleChanges(anyFile, { numRuns: 12_000, seed: 4 })
const latin1 = (document: Document): string => Buffer.from(documentBytes(document)).toString('latin1')

/** The bytes of a piece of the document's text, as Latin-1. */
function bytesOf({ utf8 }: Document, piece: string): string {
  return utf8 ? Buffer.from(piece).toString('latin1') : piece
}

/** With a section that is removed the comments above it go. */
function beginOf(document: Document, change: Edit['change'], section: Section): number {
  return change.kind.startsWith('remove') ? leadOf(document, section) : section.line
}

/** White space at the end, with the bytes of no-break spaces. */
const blankEnd = /(?:\s|\u00c2\u00a0)+$/

/** The bytes above the first and below the last section that an edit is about, as Latin-1. */
function untouched({ before, change }: Edit): { readonly above: string; readonly below: string } {
  const { text, starts } = before
  const bytes = (piece: string): string => bytesOf(before, piece)
  const sections = sectionsOf(before, change)
  if (sections.length === 0) return { above: bytes(text), below: '' }
  const from = starts[beginOf(before, change, sections[0]!)]!
  const to = starts[sections.at(-1)!.end] ?? text.length
  // From the end of the file a removal takes one blank line above along.
  const above = bytes(text.slice(0, from))
  return { above: to === text.length ? above.replace(blankEnd, '') : above, below: bytes(text.slice(to)) }
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

function linesOf(document: Document): readonly string[] {
  return latin1(document).split(/\r\n|\r|\n/)
}

const decoded = (line: string): string => Buffer.from(line, 'latin1').toString('utf8')
const isSaid = (line: string): boolean => decoded(line).trim() !== ''
const isNoKey = (line: string): boolean => !/^\s*(?:sso_\w*|region|output)\s*[=:]/i.test(decoded(line))

/** Whether all of `lines` are among `others`, in their order. */
function isWithin(lines: readonly string[], others: readonly string[]): boolean {
  let at = 0
  return lines.every((line) => (at = others.indexOf(line, at) + 1) > 0)
}

function changedLines({
  before,
  after,
}: Edit): readonly { readonly at: number; readonly old: string; readonly now: string }[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  expect(now.length).toBe(old.length)
  return old.flatMap((line, at) => (line === now[at] ? [] : [{ at, old: line, now: now[at]! }]))
}

/** Whether a changed line is a header of what is renamed, or one that names it; what stands around the name is the same. */
function isRenamed({ change, before }: Edit, { at, old, now }: ReturnType<typeof changedLines>[number]): boolean {
  if (change.kind !== 'rename-session' && change.kind !== 'rename-profile') return false
  const header = before.sections.find(({ line }) => line === at)?.header
  if (header !== undefined) {
    const around = (line: string) => [line.slice(0, line.indexOf('[')), line.slice(line.lastIndexOf(']'))]
    const key = `${change.kind === 'rename-session' ? 'sso-session' : 'profile'}.${change.name}`
    return keyOfHeader(header) === key && isDeepStrictEqual(around(old), around(now))
  }
  const entry = before.entries.find(({ line }) => line === at)
  const key = change.kind === 'rename-session' ? 'sso_session' : 'source_profile'
  const start = entry ? bytesOf(before, before.text.slice(before.starts[at], entry.from)).length : 0
  const value = old.slice(start).trimEnd()
  return (
    entry?.key === key &&
    value === change.name &&
    now === old.slice(0, start) + change.to + old.slice(start + value.length)
  )
}

/** Whether an edit reaches beyond the sections that its change names. */
function follows({ change, before }: Edit): boolean {
  return /^(?:rename-|remove-session)/.test(change.kind) && sectionsOf(before, change).length > 1
}

describe('an edit of any file', () => {
  test('is possible often enough for these tests to mean something', () => {
    const kinds = new Map<string, number>()
    for (const { change } of edits) kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1)
    expect(Math.min(...kinds.values())).toBeGreaterThan(50)
    expect(kinds.size).toBe(9)
    expect(edits.filter(follows).length).toBeGreaterThan(50)
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

  test('that renames changes headers, and the lines that name what is renamed', () => {
    for (const edit of edits.filter(({ change }) => change.kind.startsWith('rename'))) {
      expect(changedLines(edit).filter((line) => !isRenamed(edit, line))).toEqual([])
    }
  })

  test('that removes takes lines away from the sections it is about, and changes none', () => {
    for (const { change, before, after } of edits.filter((edit) => edit.change.kind.startsWith('remove'))) {
      const targets = sectionsOf(before, change)
      const isOutside = (_: string, at: number) =>
        targets.every((section) => at < beginOf(before, change, section) || at >= section.end)
      const [old, now] = [linesOf(before), linesOf(after).filter(isSaid)]
      expect(isWithin(old.filter(isOutside).filter(isSaid), now)).toBe(true)
      expect(isWithin(now, old)).toBe(true)
    }
  })

  test('that copies leaves every byte, and adds the lines that it copies', () => {
    for (const { change, before, after } of edits) {
      if (change.kind !== 'duplicate-profile') continue
      expect(latin1(after).startsWith(latin1(before))).toBe(true)
      const copy = after.profiles().get(change.to)!
      const own = linesOf(after).slice(copy.line + 1)
      expect(isWithin(own.filter(isSaid).filter(isNoKey), linesOf(before))).toBe(true)
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

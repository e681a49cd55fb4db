import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleChanges, type Edit } from '../../../testing/configs/config-changes.ts'
import { documentBytes, lineText, parseDocument, type Document } from './document/document.ts'
import { keyOfHeader } from './document/heading.ts'
import { isBlank, isComment, leadOf, ownersOf } from './document/owners.ts'
import { entryOf, hashOf } from './journal/journal.ts'
import { undoEntry } from './journal/undo.ts'

const teleport = '; Do not edit. Section managed by Teleport (AWS Identity Center integration).'
const gap = fc.constantFrom('', '\n', '# of this one\n', `${teleport}\n`, `# mine\n${teleport}\n\n`, '\n# alone\n\n')
const keys = fc.constantFrom(
  'region = us-east-1\n',
  'sso_session = a\nsso_account_id = 111111111111\nsso_role_name = Admin\n',
  'sso_session = a\nsso_account_id = 111111111111\nsso_role_name = Admin\ngranted_generated_from = aws-sso\n',
  'sso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\nsso_auto_populated = true\n# own\n',
)
const names = ['sso-session a', 'sso-session my-sso', 'profile a', 'profile b', 'profile dev.admin', 'default']
const sections = fc
  .shuffledSubarray(names, { minLength: 1 })
  .chain((headers) => fc.tuple(...headers.map((header) => fc.tuple(gap, fc.constant(header), keys))))
  .map((all) => all.map(([above, header, said]) => `${above}[${header}]\n${said}`).join(''))
const inBlock = fc
  .tuple(sections, fc.constantFrom('', '\n'))
  .map(([text, blank]) => `# BEGIN_AWS_SSO_CLI\n${blank}${text}${blank}# END_AWS_SSO_CLI\n`)
const file = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: sections }, inBlock),
    fc.constantFrom('', '# end', '\n# end\n', `\n${teleport}\n`),
  )
  .map(([text, end]) => Buffer.from(text + end))

const { edits } = sampleChanges(file, { numRuns: 3000, seed: 5 })

/** Of each section by its key: its owner, and the comments that go with it. */
function marksOf(document: Document) {
  const owners = ownersOf(document)
  return new Map(
    document.sections.map((section) => {
      const lead = span(leadOf(document, section), section.line).map((line) => lineText(document, line))
      return [keyOfHeader(section.header), { owner: owners.get(section) ?? null, lead }]
    }),
  )
}

const span = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

/** By their keys, the sections that an edit renames, and those that it makes. */
function named({ change }: Edit): { readonly from: string; readonly to: string } | null {
  if (change.kind === 'rename-profile') return { from: `profile.${change.name}`, to: `profile.${change.to}` }
  if (change.kind === 'rename-session') return { from: `sso-session.${change.name}`, to: `sso-session.${change.to}` }
  return null
}

describe('an edit of a file with comments and marks', () => {
  test('is of every kind often enough for this to mean something', () => {
    const kinds = edits.map(({ change }) => change.kind)
    for (const kind of new Set(kinds)) expect(kinds.filter((each) => each === kind).length).toBeGreaterThan(20)
    expect(new Set(kinds).size).toBe(9)
  })

  test('leaves every other section its comments and its owner, and takes those of one that it renames along', () => {
    for (const edit of edits) {
      const [old, now] = [marksOf(edit.before), marksOf(edit.after)]
      const renamed = named(edit)
      for (const [key, marks] of old) {
        const there = now.get(renamed?.from === key ? renamed.to : key)
        if (there) expect({ key, change: edit.change, ...there }).toEqual({ key, change: edit.change, ...marks })
      }
    }
  })

  test('makes no section of the person an other program’s, nor puts one directly under a comment', () => {
    for (const edit of edits) {
      const { before, after } = edit
      const [old, owners] = [marksOf(before), ownersOf(after)]
      const renamed = named(edit)
      for (const section of after.sections) {
        const key = keyOfHeader(section.header)
        if (old.has(key) || renamed?.to === key) continue
        expect({ key, owner: owners.get(section) ?? null }).toEqual({ key, owner: null })
        expect(section.line === 0 || isBlank(after, section.line - 1)).toBe(true)
      }
    }
  })

  test('takes the mark of what it removes away, so that nobody else’s section comes under it', () => {
    for (const { change, before, after } of edits) {
      if (!change.kind.startsWith('remove')) continue
      const count = (document: Document) =>
        document.sections.filter((section) =>
          span(leadOf(document, section), section.line).some((line) => isComment(document, line)),
        ).length
      const gone = before.sections.length - after.sections.length
      expect(count(after)).toBeLessThanOrEqual(count(before))
      expect(gone).toBeGreaterThan(0)
      expect(latin1(after).match(/(?:BEGIN|END)_AWS/g)).toEqual(latin1(before).match(/(?:BEGIN|END)_AWS/g))
    }
  })

  test('is undone to the byte', () => {
    for (const { before, after } of edits) {
      const [old, now] = [before, after].map((document) => ({ document, bytes: documentBytes(document) }))
      const note = { id: '1', what: 'Changed it', undoes: null, at: 0 }
      const undone = undoEntry(entryOf(note, old!, hashOf(old!.bytes), now!), parseDocument(now!.bytes), 'config')
      expect(undone.ok && latin1(undone.value)).toBe(latin1(before))
    }
  })
})

const latin1 = (document: Document): string => documentBytes(document).toString('latin1')

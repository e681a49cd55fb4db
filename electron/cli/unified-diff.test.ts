import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sampleChanges } from '../../testing/configs/config-changes.ts'
import { anyFile } from '../../testing/configs/config-files.ts'
import { hasGnuPatch } from '../../testing/tools.ts'
import { previewOf } from '../aws/config/diff/diff.ts'
import { documentBytes, emptyDocument, type Document } from '../aws/config/document/document.ts'
import { parse } from '../aws/config/document/document.testing.ts'
import { createProfiles, removeProfile } from '../aws/config/profiles.ts'
import type { Result } from '../../shared/result.ts'
import { diffText } from './unified-diff.ts'

const diffOf = (before: Document, after: Document, name = '~/.aws/config'): string =>
  diffText(previewOf(name, before, after))
const diffOfTexts = (before: string, after: string) => diffOf(parse(before), parse(after))
const heading = '--- ~/.aws/config\n+++ ~/.aws/config\n'

describe('a unified diff', () => {
  test('has up to three lines of context around each change, and a hunk for changes further apart', () => {
    const before = Array.from({ length: 20 }, (_, at) => `k${at + 1}\n`).join('')
    expect(diffOfTexts(before, before.replace('k2\n', 'new\nK2\n').replace('k15\n', ''))).toBe(
      `${heading}@@ -1,5 +1,6 @@\n k1\n-k2\n+new\n+K2\n k3\n k4\n k5\n@@ -12,7 +13,6 @@\n k12\n k13\n k14\n-k15\n k16\n k17\n k18\n`,
    )
  })

  test('of a file that is new or empty, or becomes so, has an empty range', () => {
    expect(diffOf(emptyDocument, parse('[a]\nk = v\n'))).toBe(`${heading}@@ -0,0 +1,2 @@\n+[a]\n+k = v\n`)
    expect(diffOfTexts('[a]\n', '')).toBe(`${heading}@@ -1,1 +0,0 @@\n-[a]\n`)
  })

  test('says where the last line has no line break, and shows that it gets one', () => {
    const mark = '\\ No newline at end of file\n'
    expect(diffOfTexts('[x]\nk = v', '[x]\nk = v\n\n[y]\n')).toBe(
      `${heading}@@ -1,2 +1,4 @@\n [x]\n-k = v\n${mark}+k = v\n+\n+[y]\n`,
    )
    expect(diffOfTexts('a\nb', 'A\nb')).toBe(`${heading}@@ -1,2 +1,2 @@\n-a\n+A\n b\n${mark}`)
    expect(diffOfTexts('a\nb', 'a\nB')).toBe(`${heading}@@ -1,2 +1,2 @@\n a\n-b\n${mark}+B\n${mark}`)
  })

  test('keeps CRLF, also where one line alone has it', () => {
    expect(diffOfTexts('[x]\r\nk = v\r\n', '[x]\r\nk = w\r\n')).toBe(
      `${heading}@@ -1,2 +1,2 @@\n [x]\r\n-k = v\r\n+k = w\r\n`,
    )
    expect(diffOfTexts('a\n\r\n\nb\n', 'a\n\nb\n')).toBe(`${heading}@@ -1,4 +1,3 @@\n a\n-\r\n \n b\n`)
  })

  test('is empty where nothing changes', () => {
    expect(diffOfTexts('a\nb', 'a\nb')).toBe('')
  })

  test('has a name of one line, whatever the file is called', () => {
    expect(diffOf(parse(''), parse('a\n'), '/tmp/a\n@@ -1 +1 @@\u001b[2J').split('\n')).toHaveLength(5)
  })
})

/** What `patch` makes of `before`, at the very lines that the diff names. */
function patched(folder: string, before: Uint8Array | null, diff: string): string {
  const file = path.join(folder, 'config')
  rmSync(file, { force: true })
  if (before) writeFileSync(file, before)
  const { status, stdout, stderr } = spawnSync('patch', ['--fuzz=0', file], { input: diff, encoding: 'utf8' })
  expect({ status, stdout, stderr, diff }).toMatchObject({ status: 0, stdout: `patching file ${file}\n`, stderr: '' })
  return readFileSync(file, 'latin1')
}

describe.runIf(hasGnuPatch())('applied by patch, it gives the bytes that are written', () => {
  const folder = () => {
    const made = mkdtempSync(path.join(tmpdir(), 'lanyard-patch-'))
    onTestFinished(() => rmSync(made, { recursive: true, force: true }))
    return made
  }
  const bytes = (document: Document) => Buffer.from(documentBytes(document)).toString('latin1')
  const draft = { name: 'new', session: 's', accountId: '111122223333', roleName: 'R', region: null, output: null }
  const old = '[profile a]\nregion = eu-west-1  \n\n# mine\n[profile b]\nregion = eu-west-2\n'

  test.each([
    ['a new file', null],
    ['an empty file', ''],
    ['LF', old],
    ['no line break at the end', old.trimEnd()],
    ['CRLF', old.replaceAll('\n', '\r\n')],
    ['CRLF, and none at the end', old.replaceAll('\n', '\r\n').trimEnd()],
    ['both', old.replace('\n\n', '\r\n\r\n')],
    ['a form feed, other spaces and no ASCII', '# Grüße\n[profile a]\n\u00a0\n\f\nregion\t=  eu-west-1 \t\n'],
  ])('%s', (_, text) => {
    const before = text === null ? emptyDocument : parse(text)
    const results: readonly Result<Document>[] = [
      createProfiles(before, emptyDocument, [draft]),
      ...[...before.profiles().keys()].map((name) => removeProfile(before, emptyDocument, name)),
    ]
    const at = folder()
    for (const result of results) {
      if (!result.ok) throw new Error(result.error.message)
      const diff = diffOf(before, result.value)
      expect(patched(at, text === null ? null : Buffer.from(text), diff)).toBe(bytes(result.value))
    }
  })

  test('any file and any change, where nothing is masked', () => {
    const { edits } = sampleChanges(anyFile, { numRuns: 1500, seed: 11 })
    const plain = edits.filter(({ before, after }) => {
      const texts = before.text + after.text
      return before.utf8 && after.utf8 && !/\r(?!\n)/.test(texts) && !/secret|token|password|process/i.test(texts)
    })
    expect(plain.length).toBeGreaterThan(50)
    const at = folder()
    for (const { before, after } of plain.slice(0, 200)) {
      expect(patched(at, documentBytes(before), diffOf(before, after))).toBe(bytes(after))
    }
  })
})

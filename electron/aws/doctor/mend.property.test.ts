import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFile } from '../../../testing/configs/config-files.ts'
import {
  documentBytes,
  emptyDocument,
  lineText,
  parseDocument,
  settingsOf,
  type Document,
} from '../config/document/document.ts'
import { keyOfHeader } from '../config/document/heading.ts'
import { javascriptReading } from '../config/document/javascript.ts'
import { diagnoseFiles } from './offers.ts'
import { mendDocument } from './mend.ts'

interface Mended {
  readonly file: string
  readonly ids: readonly string[]
  readonly before: Document
  readonly after: Document
}

/** Their mends drop or rewrite what contradicts something else, which is what they are for. */
const rewriting =
  /^(?:contradicts-session|legacy-profiles|unknown-session|start-url-tail|insecure-start-url|missing-scope|odd-scopes)/

function idsOf(config: Document): readonly string[] {
  const found = diagnoseFiles({ config, credentials: emptyDocument, configPath: '', credentialsPath: '' })
  return found.flatMap(({ finding, mend }) =>
    mend?.kind === 'lines' && !mend.alone && !rewriting.test(finding.id) ? [finding.id] : [],
  )
}

const samples = fc.sample(anyFile, { numRuns: 2000, seed: 7 }).map((bytes) => {
  const before = parseDocument(bytes)
  const ids = idsOf(before)
  return {
    file: bytes.toString('latin1'),
    before,
    ids,
    result: ids.length > 0 ? mendDocument(before, emptyDocument, ids) : null,
  }
})
const mended = samples.flatMap(({ file, ids, before, result }): Mended[] =>
  result?.ok ? [{ file, ids, before, after: result.value }] : [],
)

describe('mending all of any file', () => {
  test('is possible often enough for these tests to mean something', () => {
    const refused = samples.filter(({ result }) => result && !result.ok)
    expect(mended.length).toBeGreaterThan(700)
    expect(refused.length).toBeLessThan(mended.length / 10)
  })

  test('leaves no file refused that was read, nor for more reasons', () => {
    for (const { file, before, after } of mended) {
      expect({ file, count: after.findings.length <= before.findings.length }).toEqual({ file, count: true })
    }
  })

  test('keeps every comment', () => {
    for (const { file, before, after } of mended) {
      const left = commentsOf(after)
      const lost = commentsOf(before).filter((comment) => {
        const at = left.indexOf(comment)
        if (at !== -1) left.splice(at, 1)
        return at === -1
      })
      expect({ file, lost }).toEqual({ file, lost: [] })
    }
  })

  // Readers have replacements of their own for what is not UTF-8.
  const inUtf8 = mended.filter(({ before }) => before.utf8)

  test('keeps every key that botocore reads', () => {
    // Keys below a header that botocore took for a value move to where they belong.
    const apart = inUtf8.filter(({ ids }) => !ids.some((id) => id.startsWith('swallowed-header')))
    for (const { file, before, after } of apart) {
      const left = new Set(keysOf(after))
      const lost = keysOf(before).filter((key) => !left.has(key))
      expect({ file, after: after.text, lost }).toEqual({ file, after: after.text, lost: [] })
    }
  })

  test('keeps every value that the JavaScript SDK reads', () => {
    // With `key: value` come keys that it did not see, and lines below them that belong to them.
    const seen = inUtf8.filter(({ ids }) => !ids.some((id) => id.startsWith('colon')))
    for (const { file, before, after } of seen) {
      const left = sdkValues(after)
      // Below a header that it took for none, it found them in the section, or in the block, above.
      const settings = new Set([...left].map(([key, value]) => `${bare(key)} = ${value}`))
      const isLeft = (key: string, value: string): boolean =>
        left.get(key) === value || (!left.has(key) && settings.has(`${bare(key)} = ${value}`))
      const lost = [...sdkValues(before)].filter(([key, value]) => !isLeft(key, value))
      expect({ file, after: after.text, lost }).toEqual({ file, after: after.text, lost: [] })
    }
  })

  test('gives a document that reads as its bytes do', () => {
    for (const { after } of mended) {
      const { sections, entries, findings } = parseDocument(documentBytes(after))
      expect({ sections, entries, findings }).toEqual({
        sections: after.sections,
        entries: after.entries,
        findings: after.findings,
      })
    }
  })
})

function commentsOf(document: Document): string[] {
  return Array.from(document.starts, (_, line) => lineText(document, line).trim()).filter((text) => /^[#;]/.test(text))
}

/** Under the key of the section, as mends write headers in another way. */
function keysOf(document: Document): readonly string[] {
  return document.sections.flatMap((section) =>
    [...settingsOf(document, section).keys()].map((key) => `${plain(keyOfHeader(section.header))} ${key}`),
  )
}

/** A header that no client sees, or not all, may be what it was meant to be afterwards. */
function plain(key: string): string {
  return key
    .replace(/^.*?([\w@+.%:/-]+)[\s"'\]]*(?:#.*)?$/, '$1')
    .replace(/^(?:profile|sso-session|services)\./, '')
    .toLowerCase()
}

/** Without its section and its block. */
function bare(key: string): string {
  return key.replace(/^\S+ /, '').replace(/^.*\./, '')
}

function sdkValues(document: Document): ReadonlyMap<string, string> {
  const readings = javascriptReading(document) ?? []
  return new Map(
    readings.map(({ section, key, value }) => [
      `${section === 'default' ? 'profile.default' : section} ${key.toLowerCase()}`,
      value,
    ]),
  )
}

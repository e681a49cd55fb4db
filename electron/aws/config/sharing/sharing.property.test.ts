import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFile, wildFile } from '../../../../testing/configs/config-files.ts'
import { dangerousKeys, everything, goodSetup, tamperedText } from '../../../../testing/configs/shared-setups.ts'
import { emptyDocument, entriesOf, parseDocument } from '../document/document.ts'
import { parse } from '../document/document.testing.ts'
import { importShared, readSharedText, writeSharedText } from './sharing.ts'

const allowed = new Set([
  'sso_start_url',
  'sso_region',
  'sso_registration_scopes',
  'sso_session',
  'sso_account_id',
  'sso_role_name',
  'region',
  'output',
])

const anyText = fc.oneof(
  { weight: 6, arbitrary: tamperedText },
  { weight: 2, arbitrary: wildFile },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }).map((text) => `lanyard://import?setup=${text}`) },
)

describe('a set-up', () => {
  test('reads back as it was shared, as text and as a link', () => {
    fc.assert(
      fc.property(goodSetup, ({ config, sessions, profiles }) => {
        const shared = writeSharedText(parse(config), sessions, profiles)
        if (!shared.ok) throw new Error(shared.error.message)
        const [plain, linked, own] = [shared.value.text, shared.value.link, config].map((text) =>
          readSharedText(emptyDocument, emptyDocument, text),
        )
        expect(linked).toEqual(plain)
        expect(own).toEqual(plain)
        expect(plain).toMatchObject({ ok: true })
        if (plain?.ok) expect(plain.value.items).toHaveLength(sessions.length + profiles.length)
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  test('from anybody gives items with the few keys, or a reason', () => {
    let good = 0
    fc.assert(
      fc.property(anyText, (text) => {
        const result = readSharedText(emptyDocument, emptyDocument, text)
        if (!result.ok) {
          expect(result.error.message).not.toBe('')
          return
        }
        good += 1
        for (const { settings } of result.value.items) {
          for (const [key] of settings) expect(allowed).toContain(key)
        }
        const plain = text.startsWith('lanyard:') ? '' : text
        for (const key of dangerousKeys) expect(plain).not.toMatch(new RegExp(`^\\s*\\[?\\s*${key}\\b`, 'm'))
      }),
      { numRuns: 8000, seed: 8 },
    )
    expect(good).toBeGreaterThan(500)
  })

  test('adds sections of the few keys below any file, and changes no byte of it', () => {
    let added = 0
    fc.assert(
      fc.property(anyFile, tamperedText, (file, text) => {
        const before = parseDocument(file)
        const setup = readSharedText(before, emptyDocument, text)
        if (!setup.ok) return
        const after = importShared(before, emptyDocument, text, everything(setup.value))
        if (!after.ok || after.value === before) return
        added += 1
        expect(after.value.text.startsWith(before.text)).toBe(true)
        const sections = after.value.sections.slice(before.sections.length)
        const keys = sections.flatMap((section) => entriesOf(after.value, section)).map(({ key }) => key)
        for (const key of keys) expect(allowed).toContain(key)
        const again = readSharedText(after.value, emptyDocument, text)
        if (again.ok) expect(again.value.items.length).toBe(setup.value.items.length)
      }),
      { numRuns: 4000, seed: 9 },
    )
    expect(added).toBeGreaterThan(500)
  })
})

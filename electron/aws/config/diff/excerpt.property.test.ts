import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChange, sampleChanges } from '../../../../testing/configs/config-changes.ts'
import { anyFile } from '../../../../testing/configs/config-files.ts'
import { previewOf } from './diff.ts'
import { parseDocument, type Document } from '../document/document.ts'
import { keyOfHeader } from '../document/heading.ts'
import { hunksOf } from '../journal/hunks.ts'

/** The same document, of which only the whole may be looked at. */
function whole({ bytes }: Document): Document {
  return Object.create(parseDocument(bytes()), { isPlain: { value: false } }) as Document
}

/** White space to Python, to JavaScript, or to both: readers disagree about a header that has it. */
const strange = ['\u0085', '\u001c', '\u00a0', '\u3000', '\ufeff', '\f', '\t', ' ']
const mostlyNone = fc.constantFrom('', '', '', '', '', '', '', '', '', '', '', '', ...strange)
const header = fc
  .tuple(
    fc.constantFrom('profile', 'sso-session', 'services', 'profiles'),
    fc.oneof({ weight: 3, arbitrary: fc.constant(' ') }, fc.constantFrom('\t', '\u00a0', '  ', '.')),
    fc.constantFrom('a', 'b', 'my-sso', '"a"', 'é'),
    mostlyNone,
    mostlyNone,
  )
  .map(([kind, space, name, inside, behind]) => `[${kind}${space}${name}${inside}]${behind}`)
const key = fc
  .tuple(
    fc.constantFrom('', '', '  '),
    fc.constantFrom('region', 'sso_session', 'source_profile', 's3', 'sso_region'),
    fc.constantFrom(' = ', ': '),
    fc.constantFrom('a', 'my-sso', '', '[profile b]', 'x # c'),
  )
  .map((parts) => parts.join(''))
const rest = fc.constantFrom('', '# c', '  # x', '    more = 1', '\u0085', '\u001c# [profile a]')
const section = fc
  .tuple(
    header,
    fc.uniqueArray(key, { selector: (line) => line.trim().split(/[ :]/)[0], maxLength: 4 }),
    fc.array(rest),
  )
  .map(([first, keys, others]) => [first, ...keys, ...others.slice(0, 2)])
const strangeFile = fc
  .uniqueArray(section, { selector: ([first]) => first, maxLength: 6 })
  .map((sections) => Buffer.from(`${sections.flat().join('\n')}\n`))

test('the sections of a key are those that a look at all headers finds', () => {
  fc.assert(
    fc.property(
      fc.oneof(strangeFile, anyFile),
      fc.constantFrom<string>('profile.a', 'services.b', 'default'),
      (bytes, other) => {
        const { sections, byKey, twins } = parseDocument(bytes)
        const all = Map.groupBy(sections, ({ header }) => keyOfHeader(header))
        for (const each of [...all.keys(), other]) expect(byKey(each)).toEqual(all.get(each) ?? [])
        expect([...twins()]).toEqual([...all].filter(([, group]) => group.length > 1))
      },
    ),
    { numRuns: 2000, examples: [[Buffer.from('[profile a]\n[profile.a]\n[profile.b]\n'), 'profile.b']] },
  )
})

describe('where only the sections that differ are looked at', () => {
  const { results } = sampleChanges(fc.oneof(strangeFile, anyFile), { numRuns: 12_000, seed: 11 })
  const short = results.filter(({ before }) => before.isPlain)
  const edits = short.flatMap(({ before, result }) => (result.ok ? [{ before, after: result.value }] : []))

  test('there are enough of them for these tests to mean something', () => {
    expect(edits.length).toBeGreaterThan(500)
    expect(short.length - edits.length).toBeGreaterThan(500)
  })

  test('a change comes to the same as with the whole file', () => {
    for (const { before, change, result } of short) {
      const slow = applyChange(whole(before), change)
      const [one, other] = [result, slow].map((each) => (each.ok ? each.value.text : each.error))
      expect({ before: before.text, change, came: one }).toEqual({ before: before.text, change, came: other })
    }
  })

  test('its hunks and its preview are those of the whole file', () => {
    for (const { before, after } of edits) {
      expect(hunksOf(before, after)).toEqual(hunksOf(whole(before), after))
      expect(previewOf('f', before, after)).toEqual(previewOf('f', whole(before), after))
    }
  })
})

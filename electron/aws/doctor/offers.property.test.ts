/** A mend that is offered mends: of files as people break them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brokenFile } from '../../../testing/configs/broken-files.ts'
import { anyFile } from '../../../testing/configs/config-files.ts'
import type { Finding } from '../../../shared/doctor.ts'
import { emptyDocument, ownSettings, parseDocument, type Document } from '../config/document/document.ts'
import { mendDocument } from './mend.ts'
import { diagnoseFiles } from './offers.ts'

const filesOf = (config: Document) => ({ config, credentials: emptyDocument, configPath: 'c', credentialsPath: 'd' })
const findingsOf = (config: Document): readonly Finding[] =>
  diagnoseFiles(filesOf(config)).map(({ finding }) => finding)
const offeredIn = (config: Document): readonly string[] =>
  findingsOf(config).flatMap(({ id, fix }) => (fix && !fix.alone ? [id] : []))

function mend(config: Document, ids: readonly string[]): Document {
  const mended = mendDocument(config, emptyDocument, ids)
  if (!mended.ok) throw new Error(`${mended.error.message}\n${config.text}`)
  return mended.value
}

const broken = fc.sample(brokenFile, { numRuns: 700, seed: 3 }).map((text) => parseDocument(Buffer.from(text)))
const wild = fc.sample(anyFile, { numRuns: 300, seed: 3 }).map((bytes) => parseDocument(bytes))

describe('each mend that is offered', () => {
  const each = broken.flatMap((before) => offeredIn(before).map((id) => ({ id, before, after: mend(before, [id]) })))

  test('does away with its finding', () => {
    expect(each.length).toBeGreaterThan(400)
    for (const { id, before, after } of each) {
      const [was, is] = [before, after].map((config) =>
        findingsOf(config).filter((finding) => sameThing(finding.id, id)),
      )
      expect({ id, file: before.text, left: is!.length < was!.length }).toEqual({ id, file: before.text, left: true })
    }
  })

  test('brings no other fault than one that was there and not seen', () => {
    for (const { id, before, after } of each) {
      const known = new Set(findingsOf(before).map((finding) => finding.id))
      const brought = findingsOf(after).filter(
        (finding) => finding.severity !== 'note' && !known.has(finding.id) && !isHidden(before, finding),
      )
      expect({ id, file: before.text, brought }).toEqual({ id, file: before.text, brought: [] })
    }
  })
})

describe('mending all that is offered, again and again', () => {
  const mended = [...broken, ...wild].map((before) => {
    let [after, rounds] = [before, 0]
    for (let ids = offeredIn(after); ids.length > 0 && rounds < 4; ids = offeredIn(after)) {
      after = mend(after, ids)
      rounds += 1
    }
    return { before, after, rounds }
  })

  test('ends after three rounds at most, with nothing left that has a mend', () => {
    expect(mended.filter(({ rounds }) => rounds > 0).length).toBeGreaterThan(500)
    for (const { before, after, rounds } of mended) {
      expect({ file: before.text, rounds, left: offeredIn(after), ends: rounds < 4 }).toMatchObject({
        left: [],
        ends: true,
      })
    }
  })

  test('loses no section and no key of the person', () => {
    for (const { before, after } of mended.slice(0, broken.length)) {
      const [was, is] = [keysOf(before), keysOf(after)]
      // A header that was taken for a value has its keys back.
      const found = new Set([...is].flatMap(([name, keys]) => (was.has(name) ? [] : [...keys])))
      const lost = [...was].filter(([name, keys]) => {
        const now = is.get(name)
        // What a profile repeats of its session may go, and a start URL of its own becomes a session.
        const isTold = (key: string): boolean =>
          now!.has('sso_session') && /^sso_(?:start_url|region|registration_scopes)$/.test(key)
        return !now || [...keys].some((key) => !now.has(key) && !found.has(key) && !isTold(key))
      })
      expect({ file: before.text, after: after.text, lost }).toEqual({ file: before.text, after: after.text, lost: [] })
    }
  })
})

function sameThing(one: string, other: string): boolean {
  const thing = (id: string): string => id.replace(/ \(\d+\)$/, '')
  return thing(one) === thing(other)
}

/** About a profile or session that botocore did not see. */
function isHidden(before: Document, { id }: Finding): boolean {
  const [, kind, name] = /^\S+ (profile|sso-session):(\S+)/.exec(id) ?? []
  if (kind === undefined) return id === 'no-region profiles'
  return !(kind === 'profile' ? before.profiles() : before.sessions()).has(name!)
}

/** The keys of each profile and session, as botocore reads them. */
function keysOf(document: Document): ReadonlyMap<string, ReadonlySet<string>> {
  const named = [
    ...document.profiles(),
    ...[...document.sessions()].map(([name, section]) => [`of ${name}`, section] as const),
  ]
  return new Map(named.map(([name, section]) => [name, new Set(ownSettings(document, section).keys())]))
}

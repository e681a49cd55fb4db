import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentBytes } from '../../electron/aws/config/document.ts'
import type { Heading } from '../../electron/aws/config/heading.ts'
import { botocoreReads, type BotocoreReading } from './botocore.ts'
import { sampleChanges, wanted, type Edit } from './config-changes.ts'
import { anyFile, tidyFile } from './config-files.ts'
import { findBotocore, sdkLoader, type SdkConfig } from './tools.ts'

const python = findBotocore()

type Settings = Readonly<Record<string, unknown>>
type Sections = Readonly<Record<string, Settings>>
interface Reading {
  readonly profiles: Sections
  readonly sessions: Sections
}

const sectionIn = (reading: Reading, { kind, name }: Heading): Settings | undefined => {
  const sections = kind === 'profile' ? reading.profiles : reading.sessions
  return Object.hasOwn(sections, name) ? sections[name] : undefined
}

/** `reading` without the sections that an edit is about. */
function others(reading: Reading, { change }: Edit): unknown {
  const left = { profiles: { ...reading.profiles }, sessions: { ...reading.sessions } }
  for (const { heading } of wanted(change)) {
    delete (heading.kind === 'profile' ? left.profiles : left.sessions)[heading.name]
  }
  return left
}

/** `found` with the settings that were wanted; a key that was to go is not there, one that was to come is. */
function withWanted(found: Settings, settings: Readonly<Record<string, string | null>>): Settings {
  const expected: Record<string, unknown> = { ...found }
  for (const [key, value] of Object.entries(settings)) {
    if (value === null) delete expected[key]
    else expected[key] = value
  }
  return expected
}

const story = (edit: Edit) => ({ change: edit.change, before: edit.before.text, after: edit.after.text })

describe.runIf(python)('botocore', () => {
  const { edits } = sampleChanges(
    tidyFile.map((text) => Buffer.from(text)),
    { numRuns: 3000, seed: 11 },
  )

  test('reads an edited file as it was meant, and everything else in it as before', () => {
    const files = edits.flatMap(({ before, after }) => [documentBytes(before), documentBytes(after)])
    const answers = botocoreReads(python!, files)
    let compared = 0
    for (const [at, edit] of edits.entries()) {
      const [before, after] = [answers[2 * at]!, answers[2 * at + 1]!]
      if (!('read' in before)) continue
      expect({ ...story(edit), after, accepted: 'read' in after }).toMatchObject({ accepted: true })
      if ('read' in after) compare(edit, before.read, after.read)
      compared += 1
    }
    expect(compared).toBeGreaterThan(500)
  })

  function compare(edit: Edit, before: BotocoreReading, after: BotocoreReading): void {
    const [old, now] = [before, after].map((read) => ({ profiles: read.profiles, sessions: read.sso_sessions }))
    expect({ ...story(edit), others: others(now!, edit) }).toEqual({ ...story(edit), others: others(old!, edit) })
    expect({ ...after, profiles: null, sso_sessions: null }).toEqual({ ...before, profiles: null, sso_sessions: null })
    for (const { heading, settings } of wanted(edit.change)) {
      const found = sectionIn(now!, heading)
      if (settings === null) expect({ ...story(edit), found }).toEqual({ ...story(edit), found: undefined })
      else expect({ ...story(edit), found }).toEqual({ ...story(edit), found: withWanted(found ?? {}, settings) })
      if (settings !== null && edit.change.kind.startsWith('create')) {
        expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(found ?? {}).filter(isWritten)))
      }
    }
  }

  /** The scopes are written also when a draft names none. */
  const isWritten = (key: string): boolean => key !== 'sso_registration_scopes'
})

describe('the JavaScript SDK', () => {
  const load = sdkLoader()
  const { edits } = sampleChanges(anyFile, { numRuns: 4000, seed: 12 })
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanyard-sdk-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  async function read(file: string, bytes: Uint8Array): Promise<SdkConfig> {
    // The loader remembers files by their name.
    await writeFile(join(folder, file), bytes)
    return load(join(folder, file))
  }

  test('reads an edited file as it was meant, and everything else in it as before', async () => {
    expect(edits.length).toBeGreaterThan(500)
    for (const [at, edit] of edits.entries()) {
      const before = await read(`${at}-before`, documentBytes(edit.before))
      const after = await read(`${at}-after`, documentBytes(edit.after))
      expect({ ...story(edit), others: others(after, edit) }).toEqual({ ...story(edit), others: others(before, edit) })
      for (const { heading, settings } of wanted(edit.change)) {
        const [old, now] = [sectionIn(before, heading), sectionIn(after, heading)]
        const expected = settings === null ? undefined : expectedOf(edit, old, now, settings)
        expect({ ...story(edit), now }).toEqual({ ...story(edit), now: expected })
      }
    }
  })

  /** Where a section is edited in place, what the SDK did not see before, such as `key: value`, it need not see now. */
  function expectedOf(
    { change }: Edit,
    old: Settings | undefined,
    now: Settings | undefined,
    settings: Readonly<Record<string, string | null>>,
  ): Settings | undefined {
    if (change.kind.startsWith('create')) return withWanted(now ?? {}, settings)
    if (!old)
      return (
        now &&
        withWanted(
          now,
          pick(settings, (key) => key in now),
        )
      )
    return withWanted(
      now ?? {},
      pick(settings, (key) => key in old || key in (now ?? {}) || settings[key] === null),
    )
  }

  function pick<T>(from: Readonly<Record<string, T>>, keep: (key: string) => boolean): Record<string, T> {
    return Object.fromEntries(Object.entries(from).filter(([key]) => keep(key)))
  }
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentBytes, emptyDocument } from '../../electron/aws/config/document/document.ts'
import type { Heading } from '../../electron/aws/config/document/heading.ts'
import { profileSettings } from '../../electron/aws/config/profiles.ts'
import { botocoreReads, type BotocoreReading } from './botocore.ts'
import { namingIn, sampleChanges, wanted, type Edit, type Wanted } from '../../testing/configs/config-changes.ts'
import { anyFile, tidyFile } from '../../testing/configs/config-files.ts'
import { findBotocore, sdkLoader, type SdkConfig } from '../../testing/tools.ts'

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
function others(reading: Reading, edit: Edit): unknown {
  const left = { profiles: { ...reading.profiles }, sessions: { ...reading.sessions } }
  for (const { heading } of wanted(edit.change, namingIn(edit.before))) {
    delete (heading.kind === 'profile' ? left.profiles : left.sessions)[heading.name]
  }
  return left
}

/** What a profile's session says in its place may go from it when it is edited. */
const maybeGone = ['sso_start_url', 'sso_region', 'sso_registration_scopes']
const isEdit = ({ kind }: Edit['change']): boolean => kind === 'update-profile' || kind === 'duplicate-profile'

/** `found` with the settings that were wanted; a key that was to go is not there, one that was to come is. */
function withWanted(found: Settings, settings: Readonly<Record<string, string | null>>): Record<string, unknown> {
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
    for (const { heading, base, settings } of wanted(edit.change, namingOf(old!))) {
      const found = sectionIn(now!, heading)
      const was = (base && sectionIn(old!, base)) ?? {}
      const expected = settings === null ? undefined : withWanted(was, settings)
      if (isEdit(edit.change)) for (const key of maybeGone) if (!(key in (found ?? {}))) delete expected?.[key]
      expect({ ...story(edit), found }).toEqual({ ...story(edit), found: expected })
    }
  }

  /** Who names a section, by what botocore itself reads. */
  function namingOf({ profiles }: Reading): Parameters<typeof wanted>[1] {
    return (key, name) => Object.keys(profiles).filter((user) => profiles[user]?.[key] === name)
  }
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
      for (const each of wanted(edit.change, namingIn(edit.before))) {
        const old = (each.base && sectionIn(before, each.base)) ?? undefined
        const now = sectionIn(after, each.heading)
        const expected = each.settings === null ? undefined : expectedOf(edit, each, old, now)
        expect({ ...story(edit), now }).toEqual({ ...story(edit), now: expected })
      }
    }
  })

  /**
   * Of a section that the SDK did not see before (a header with two spaces), and of a line (`key: value`), it need see
   * nothing now. What it sees otherwise than before is what botocore sees.
   */
  function expectedOf(
    edit: Edit,
    { heading, base, settings }: Wanted,
    old: Settings | undefined,
    now: Settings | undefined,
  ): Settings | undefined {
    const changes = settings ?? {}
    if (base === null) return withWanted({}, changes)
    if (!old)
      return (
        now &&
        withWanted(
          now,
          pick(changes, (key) => key in now),
        )
      )
    const isSeen = (key: string) => key in old || key in (now ?? {}) || changes[key] === null
    const expected = withWanted(old, pick(changes, isSeen))
    const byBotocore: Settings =
      (heading.kind === 'profile' && profileSettings(edit.after, emptyDocument, heading.name)) || {}
    for (const key of Object.keys({ ...old, ...now })) {
      if (key in changes) continue
      // Indented behind a nested block, a key is a part of that to the SDK.
      const isChanged = key.split('.').some((part) => part.toLowerCase() in changes)
      if (isChanged || now?.[key] === byBotocore[key.toLowerCase()]) expected[key] = now?.[key]
      if (expected[key] === undefined) delete expected[key]
    }
    return expected
  }

  function pick<T>(from: Readonly<Record<string, T>>, keep: (key: string) => boolean): Record<string, T> {
    return Object.fromEntries(Object.entries(from).filter(([key]) => keep(key)))
  }
})

/** What Doctor says of a file is what the real clients do with it, and what it mends all of them read alike. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { botocoreReads, type BotocoreAnswer } from './botocore.ts'
import {
  contestedConfigs,
  refusedConfigs,
  unseenConfigs,
  type BrokenConfig,
} from '../../testing/configs/broken-configs.ts'
import { documentBytes, emptyDocument, parseDocument } from '../../electron/aws/config/document/document.ts'
import { diagnoseFiles } from '../../electron/aws/doctor/offers.ts'
import { mendDocument } from '../../electron/aws/doctor/mend.ts'
import { tidyFile, wildFile } from '../../testing/configs/config-files.ts'
import { findBotocore, sdkLoader } from '../../testing/tools.ts'

const python = findBotocore()
const load = sdkLoader()

type Flat = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What each reader finds in a file; null where it refuses it. */
interface Readings {
  readonly file: string
  readonly cli: Flat | null
  readonly sdk: Flat
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-doctor-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function readAll(files: readonly string[]): Promise<readonly Readings[]> {
  const answers = botocoreReads(
    python!,
    files.map((file) => Buffer.from(file)),
  )
  return Promise.all(
    files.map(async (file, at) => ({ file, cli: byBotocore(answers[at]!), sdk: await bySdk(file, String(at)) })),
  )
}

function byBotocore(answer: BotocoreAnswer): Flat | null {
  if (!('read' in answer)) return null
  const { profiles, sso_sessions } = answer.read
  const flat = (settings: Readonly<Record<string, unknown>>) =>
    Object.entries(settings).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string'
        ? [[key, value]]
        : Object.entries(value as Record<string, string>).map(([inner, each]) => [`${key}.${inner}`, each]),
    )
  return tidy(profiles, sso_sessions, flat)
}

async function bySdk(file: string, name: string): Promise<Flat> {
  const path = join(folder, name)
  await writeFile(path, file)
  const { profiles, sessions } = await load(path)
  return tidy(profiles, sessions, (settings) => Object.entries(settings as Record<string, string>))
}

/** Profiles and sessions that say anything, and the values that are not empty. */
function tidy(
  profiles: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>,
  sessions: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  flat: (settings: Readonly<Record<string, unknown>>) => [string, string][],
): Flat {
  const named = [
    ...Object.entries(profiles).map(([name, settings]) => [`profile ${name}`, settings ?? {}] as const),
    ...Object.entries(sessions).map(([name, settings]) => [`sso-session ${name}`, settings] as const),
  ].map(([name, settings]) => [name, flat(settings).filter(([, value]) => value !== '')] as const)
  return Object.fromEntries(
    named.filter(([, settings]) => settings.length > 0).map(([name, settings]) => [name, Object.fromEntries(settings)]),
  )
}

const files = (cases: readonly BrokenConfig[]): string[] => cases.map(({ file }) => file)
const mended = (cases: readonly BrokenConfig[]): string[] => cases.flatMap(({ mended }) => mended ?? [])

describe.runIf(python)('with the real botocore and JavaScript SDK', () => {
  test('a file that Doctor says is refused is refused by botocore alone', async () => {
    for (const { file, cli, sdk } of await readAll(files(refusedConfigs))) {
      expect({ file, cli, sdk: 'profile a' in sdk }).toEqual({ file, cli: null, sdk: true })
    }
  })

  test('what Doctor says is read differently is', async () => {
    for (const { file, cli, sdk } of await readAll(files(contestedConfigs))) {
      expect({ file, cli: cli !== null, same: JSON.stringify(cli) === JSON.stringify(sdk) }).toEqual({
        file,
        cli: true,
        same: false,
      })
    }
  })

  test('what Doctor says no client sees, none does', async () => {
    for (const { file, cli, sdk } of await readAll(files(unseenConfigs))) {
      expect({ file, cli, sdk }).toEqual({ file, cli: {}, sdk: {} })
    }
  })

  test('what is mended is there for all clients, and the same', async () => {
    const readings = await readAll(mended([...refusedConfigs, ...contestedConfigs, ...unseenConfigs]))
    for (const { file, cli, sdk } of readings) {
      expect({ file, cli }).toEqual({ file, cli: sdk })
      expect(Object.keys(sdk).length).toBeGreaterThan(0)
    }
  })

  test('any file that is mended is read, or still refused for what a person has to mend', async () => {
    const mendedFiles = fc.sample(fc.oneof(tidyFile, wildFile), { numRuns: 1500, seed: 5 }).flatMap((file) => {
      const before = parseDocument(Buffer.from(file))
      const found = diagnoseFiles({ config: before, credentials: emptyDocument, configPath: '', credentialsPath: '' })
      const ids = found.flatMap(({ finding }) => (finding.fix ? [finding.id] : []))
      const after = mendDocument(before, emptyDocument, ids)
      return after.ok ? [{ before, after: after.value }] : []
    })
    const answers = botocoreReads(
      python!,
      mendedFiles.map(({ after }) => documentBytes(after)),
    )
    for (const [at, { before, after }] of mendedFiles.entries()) {
      const read = 'read' in answers[at]!
      expect({ file: before.text, after: after.text, read }).toMatchObject({ read: after.findings.length === 0 })
      if (before.findings.length === 0) expect(read).toBe(true)
    }
    expect(mendedFiles.length).toBeGreaterThan(800)
  })
})

/** What Doctor says of AWS's SDKs for Go and Ruby is what these read, and what it mends they read as it is meant. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDocument, ownSettings, parseText, type Document } from '../../electron/aws/config/document/document.ts'
import { diagnoseFiles } from '../../electron/aws/doctor/offers.ts'
import type { Client, Finding } from '../../shared/doctor.ts'
import { contestedConfigs, unseenConfigs } from '../../testing/configs/broken-configs.ts'
import { readerConfigs } from '../../testing/configs/reader-configs.ts'
import { unusableConfigs } from '../../testing/configs/unusable-configs.ts'
import { goReads, hasGo, hasRuby, rubyReads, rubyWorksBy, type Settings } from './readers.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-readers-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const all = [...contestedConfigs, ...unseenConfigs, ...unusableConfigs, ...readerConfigs]

function findingsIn(file: string): readonly Finding[] {
  const config = parseText(file, true)
  const files = { config, credentials: emptyDocument, configPath: '', credentialsPath: '' }
  return diagnoseFiles(files).map(({ finding }) => finding)
}

const findingOf = ({ id, file }: (typeof all)[number]): Finding => findingsIn(file).find((each) => each.id === id)!

const names = (finding: Finding, client: Client): boolean =>
  finding.effects.some(({ clients }) => clients.includes(client))

/** As botocore reads them. */
function meantBy(file: string): Record<string, Settings> {
  const config = parseText(file, true)
  const sessions = [...config.sessions()].map(([name, section]) => [`sso-session ${name}`, section] as const)
  return Object.fromEntries(
    [...config.profiles(), ...sessions].flatMap(([name, section]) => {
      const settings = flat(config, section)
      return Object.keys(settings).length > 0 ? [[name, settings]] : []
    }),
  )
}

function flat(config: Document, section: Parameters<typeof ownSettings>[1]): Record<string, string> {
  const own = [...ownSettings(config, section)].flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [...value].map(([inner, each]) => [`${key}.${inner}`, each]),
  )
  return Object.fromEntries(own.filter(([, value]) => value !== ''))
}

describe.runIf(hasRuby)("AWS's SDK for Ruby", () => {
  const spokenOf = all.filter((each) => names(findingOf(each), 'Ruby SDK'))
  // What it reads is the same there, and what it makes of it is not.
  const [disputed, named] = [true, false].map((isSo) =>
    spokenOf.filter(({ id }) => isSo === id.includes('-beside-sso')),
  )

  test('signs in where Doctor says that it does, whatever else is there', async () => {
    expect(disputed!.length).toBe(2)
    for (const { id, file } of disputed!) {
      const by = await rubyWorksBy(folder, file)
      // Nobody is signed in.
      expect({ id, by }).toEqual({ id, by: 'Aws::Errors::InvalidSSOToken' })
    }
  })

  test('reads otherwise what Doctor says that it does', async () => {
    const read = await rubyReads(
      folder,
      named!.map(({ file }) => file),
    )
    expect(named!.length).toBeGreaterThan(15)
    for (const [at, { id, file }] of named!.entries()) {
      const isAsBotocore = isDeepStrictEqual(read[at], meantBy(file))
      // Both take such a comment for a part of the value, where the key is not indented.
      expect({ id, file, isAsBotocore }).toEqual({
        id,
        file,
        isAsBotocore: id.startsWith('inline-comment') && !file.includes('\n  '),
      })
    }
  })

  test('reads what is mended as it is meant', async () => {
    const mended = [...named!, ...readerConfigs]
      .flatMap(({ mended: file }) => file ?? [])
      .filter((file) => findingsIn(file).every((finding) => !names(finding, 'Ruby SDK')))
    expect(mended.length).toBeGreaterThan(15)
    const read = await rubyReads(folder, mended)
    for (const [at, file] of mended.entries()) expect({ file, read: read[at] }).toEqual({ file, read: meantBy(file) })
  })

  test('reads as it is meant what troubles others alone', async () => {
    const others = readerConfigs.filter((each) => !names(findingOf(each), 'Ruby SDK'))
    const read = await rubyReads(
      folder,
      others.map(({ file }) => file),
    )
    expect(others.length).toBeGreaterThan(3)
    for (const [at, { file }] of others.entries())
      expect({ file, read: read[at] }).toEqual({ file, read: meantBy(file) })
  })
})

describe.runIf(hasGo)("AWS's SDK for Go", () => {
  test('reads a profile otherwise where Doctor says so, and as it is meant once that is mended', async () => {
    const files = readerConfigs.flatMap(({ file, mended }) => [file, mended ?? file])
    const read = await goReads(folder, 'a', files)
    for (const [at, each] of readerConfigs.entries()) {
      const { id, file, go, mended } = each
      const isAsMeant = same(read[at * 2]!, meantBy(file)['a'])
      expect({ id, file, isAsMeant }).toEqual({ id, file, isAsMeant: go === 'as meant' })
      expect({ id, mended, isAsMeant: same(read[at * 2 + 1]!, meantBy(mended!)['a']) }).toMatchObject({
        isAsMeant: true,
      })
      if (!isAsMeant) expect({ id, named: names(findingOf(each), 'Go SDK') }).toEqual({ id, named: true })
    }
  })
})

/** It tells no `output`, and no blocks. */
function same(read: Settings, meant: Settings | undefined): boolean {
  const known = Object.entries(meant ?? {}).filter(([key]) => key !== 'output' && !key.includes('.'))
  return isDeepStrictEqual(read, Object.fromEntries(known))
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument, settingsOf, type Document, type Value } from '../../electron/aws/config/document/document.ts'
import { headingOf } from '../../electron/aws/config/document/heading.ts'
import { javascriptReading } from '../../electron/aws/config/document/javascript.ts'
import { botocoreReads } from './botocore.ts'
import { anyFile, tidyFile, wildFile } from '../../testing/configs/config-files.ts'
import { findBotocore, sdkLoader, type SdkConfig } from '../../testing/tools.ts'

const python = findBotocore()

/** A document in the form that `load_config` returns. */
function likeBotocore(document: Document): Record<string, unknown> {
  const read: Record<'profile' | 'sso-session' | 'services' | 'other', [string, unknown][]> = {
    profile: [],
    'sso-session': [],
    services: [],
    other: [],
  }
  for (const section of document.sections) {
    const heading = headingOf(section.header)
    const settings = plain(settingsOf(document, section))
    if (heading) read[heading.kind].push([heading.name, settings])
    else if (isKept(section.header)) read.other.push([section.header, settings])
  }
  return {
    ...Object.fromEntries(read.other),
    profiles: Object.fromEntries(read.profile),
    sso_sessions: Object.fromEntries(read['sso-session']),
    services: Object.fromEntries(read.services),
  }
}

const isKept = (header: string): boolean => header !== 'DEFAULT' && !/^(?:profile|sso-session|services)/.test(header)

function plain(settings: ReadonlyMap<string, Value>): Record<string, unknown> {
  return Object.fromEntries(
    [...settings].map(([key, value]) => [key, typeof value === 'string' ? value : Object.fromEntries(value)]),
  )
}

function compare(files: readonly Buffer[]): { readonly read: number; readonly refused: number } {
  const answers = botocoreReads(python!, files)
  const counts = { read: 0, refused: 0 }
  for (const [at, bytes] of files.entries()) {
    const answer = answers[at]!
    const document = parseDocument(bytes)
    if ('read' in answer) {
      expect({ file: bytes.toString('latin1'), findings: document.findings, read: likeBotocore(document) }).toEqual({
        file: bytes.toString('latin1'),
        findings: [],
        read: answer.read,
      })
      counts.read += 1
    } else {
      expect({ ...answer, file: bytes.toString('latin1'), found: document.findings.length > 0 }).toMatchObject({
        found: true,
      })
      counts.refused += 1
    }
  }
  return counts
}

describe.runIf(python)('a document reads as botocore does', () => {
  test('in files that it mostly accepts', () => {
    const counts = compare(fc.sample(tidyFile, { numRuns: 1500, seed: 1 }).map((text) => Buffer.from(text)))
    expect(counts.read).toBeGreaterThan(500)
  })

  test('in files that it mostly refuses, and then says where', () => {
    const counts = compare(fc.sample(wildFile, { numRuns: 1500, seed: 2 }).map((text) => Buffer.from(text)))
    expect(counts.read).toBeGreaterThan(100)
    expect(counts.refused).toBeGreaterThan(500)
  })

  test('in files with a byte order mark or bytes that are not UTF-8', () => {
    compare(fc.sample(anyFile, { numRuns: 1000, seed: 3 }))
  })
})

test('what the JavaScript SDK reads is known', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-sdk-'))
  const load = sdkLoader()
  try {
    for (const [at, bytes] of fc.sample(anyFile, { numRuns: 2000, seed: 4 }).entries()) {
      const path = join(folder, String(at))
      await writeFile(path, bytes)
      const { profiles, sessions } = await load(path)
      expect({ file: bytes.toString('latin1'), ...likeSdk(parseDocument(bytes)) }).toEqual({
        file: bytes.toString('latin1'),
        profiles,
        sessions,
      })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

function likeSdk(document: Document): SdkConfig {
  const found = new Map<string, Record<string, string>>()
  for (const { section, key, value } of javascriptReading(document) ?? []) {
    found.set(section, { ...found.get(section), [key]: value })
  }
  const named = (kind: string) =>
    [...found].filter(([key]) => key.startsWith(`${kind}.`)).map(([key, value]) => [key.slice(kind.length + 1), value])
  const services = [...found].filter(([key]) => key.startsWith('services.'))
  return {
    profiles: { default: found.get('default'), ...Object.fromEntries([...services, ...named('profile')]) },
    sessions: Object.fromEntries(named('sso-session')),
  }
}

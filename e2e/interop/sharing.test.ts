import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  documentBytes,
  emptyDocument,
  parseDocument,
  type Document,
} from '../../electron/aws/config/document/document.ts'
import { importShared, readSharedText } from '../../electron/aws/config/sharing/sharing.ts'
import type { SharedItem } from '../../shared/setup.ts'
import { botocoreReads } from './botocore.ts'
import { tidyFile } from '../../testing/configs/config-files.ts'
import { everything, goodSetup } from '../../testing/configs/shared-setups.ts'
import { findBotocore, sdkLoader } from '../../testing/tools.ts'

interface Import {
  readonly before: Document
  readonly after: Document
  readonly items: readonly SharedItem[]
}

/** Set-ups that were added to files of all kinds, each whole. */
const imports = fc
  .sample(fc.tuple(tidyFile, goodSetup), { numRuns: 1200, seed: 21 })
  .flatMap(([file, { config }]): Import[] => {
    const before = parseDocument(Buffer.from(file))
    const setup = readSharedText(before, emptyDocument, config)
    if (!setup.ok || before.findings.length > 0) return []
    const after = importShared(before, emptyDocument, config, everything(setup.value))
    return after.ok ? [{ before, after: after.value, items: setup.value.items }] : []
  })

/** The settings of an item as they are to be found under its new name. */
function expected({ items }: Import, item: SharedItem): Record<string, string> {
  const settings = Object.fromEntries(item.settings)
  const session = items.find((each) => each.kind === 'session' && each.name === settings['sso_session'])
  return session && session.clash !== 'same' ? { ...settings, sso_session: session.freeName } : settings
}

const added = (each: Import) => each.items.filter(({ clash }) => clash !== 'same')

test('sets are added often enough for these tests to mean something', () => {
  expect(imports.length).toBeGreaterThan(500)
})

const python = findBotocore()

test.runIf(python)('botocore reads what was added as it was shared', () => {
  const answers = botocoreReads(
    python!,
    imports.map(({ after }) => documentBytes(after)),
  )
  for (const [at, each] of imports.entries()) {
    const answer = answers[at]!
    if (!('read' in answer)) throw new Error(`${answer.refused}: ${each.after.text}`)
    const { profiles, sso_sessions: sessions } = answer.read
    for (const item of added(each)) {
      const found = (item.kind === 'profile' ? profiles : sessions)[item.freeName]
      expect({ text: each.after.text, found }).toMatchObject({ found: expected(each, item) })
    }
  }
})

describe('the JavaScript SDK', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanyard-shared-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  test('reads what was added as it was shared', async () => {
    const load = sdkLoader()
    for (const [at, each] of imports.entries()) {
      const path = join(folder, String(at))
      await writeFile(path, documentBytes(each.after))
      const { profiles, sessions } = await load(path)
      for (const item of added(each)) {
        const found = (item.kind === 'profile' ? profiles : sessions)[item.freeName]
        expect({ text: each.after.text, found }).toEqual({ text: each.after.text, found: expected(each, item) })
      }
    }
  })
})

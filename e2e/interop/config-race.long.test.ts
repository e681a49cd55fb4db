import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDocument, ownSettings } from '../../electron/aws/config/document/document.ts'
import { setKeys } from '../../electron/aws/config/edit/edit.ts'
import { editFile, readDocument } from '../../electron/aws/config/disk/file.ts'
import { findEntry, readChanges } from '../../electron/aws/config/journal/journal.ts'
import { undoEntry } from '../../electron/aws/config/journal/undo.ts'
import { findAwsClis, type AwsCli } from '../../testing/tools.ts'

const run = promisify(execFile)
/** Each starts a process of Python. */
const rounds = 80
const clis = findAwsClis()

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-race-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Long enough for the CLI to need a moment between reading and writing. */
const others = Array.from({ length: 1000 }, (_, at) => `[profile p${at}]\nregion = eu-west-1\n`).join('\n')

/**
 * Lets the CLI set one key after another, and Lanyard others meanwhile, all in one file. Two processes of the CLI at the
 * same time would lose each other's keys: each has a file of its own.
 */
async function race(cli: AwsCli, at: number): Promise<void> {
  const path = join(folder, `config-${at}`)
  const lockFolder = join(folder, 'state')
  await writeFile(path, `[profile ours]\nregion = eu-west-1\n\n${others}\n[profile theirs]\nregion = eu-west-1\n`)
  const env = { ...process.env, AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') }
  let over = false
  const theirs = async (): Promise<void> => {
    for (let round = 0; round < rounds / clis.length; round += 1) {
      await run(cli.path, ['configure', 'set', `key${round}`, String(round), '--profile', 'theirs'], { env })
    }
  }
  const made: string[] = []
  const edits = async (): Promise<void> => {
    while (!over) {
      const setting = [`key${made.length}`, String(made.length)] as const
      const note = { what: setting[0], undoes: null, at: 0 }
      const edited = await editFile({ path, lockFolder, note }, (document) => ({
        ok: true,
        value: setKeys(document, document.profiles().get('ours')!, [setting], ''),
      }))
      expect(edited).toMatchObject({ ok: true })
      made.push(setting[1])
    }
  }
  await Promise.all([theirs().finally(() => (over = true)), edits()])

  const read = await readDocument(path)
  expect(read).toMatchObject({ ok: true, value: { findings: [] } })
  const settings = read.ok ? ownSettings(read.value, read.value.profiles().get('ours')!) : new Map<string, string>()
  expect([...settings]).toEqual([['region', 'eu-west-1'], ...made.map((value) => [`key${value}`, value])])
  expect(made.length).toBeGreaterThan(rounds / clis.length)

  // Each is noted as it was made in the end, and is taken back from among what the CLI has written.
  const changes = await readChanges(lockFolder, path)
  expect(changes.map(({ what }) => what)).toEqual(
    made
      .slice(-50)
      .map((value) => `key${value}`)
      .toReversed(),
  )
  let document = read.ok ? read.value : emptyDocument
  for (const { id } of changes) {
    const entry = await findEntry(lockFolder, path, id)
    const undone = entry.ok ? undoEntry(entry.value, document, path) : entry
    expect(undone).toMatchObject({ ok: true })
    if (undone.ok) document = undone.value
  }
  const left = (text: string) => text.split('\n').filter((line) => line !== '')
  const gone = new Set(made.slice(-50).map((value) => `key${value} = ${value}`))
  const [ours, rest] = (read.ok ? read.value.text : '').split('[profile p0]')
  expect(left(document.text)).toEqual([
    ...left(ours!).filter((line) => !gone.has(line)),
    ...left(`[profile p0]${rest}`),
  ])
}

test.runIf(clis.length > 0)('no key is lost that Lanyard sets while the AWS CLI rewrites the file', async () => {
  await Promise.all(clis.map(race))
})

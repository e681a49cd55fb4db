import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, readdir, realpath, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from '../../../system/lock.ts'
import { parseDocument, type Document } from '../document/document.ts'
import { findEntry, folderOf, readChanges, readLastGood } from '../journal/journal.ts'
import { undoEntry } from '../journal/undo.ts'

const kills = 1000
/** Processes at the same time, each with a file of its own. */
const lanes = 4
/** A process is killed at most this long after its first edit, in ms: the next ones take a few each. */
const latest = 15

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'lanyard-kill-')))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const urlOf = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)

/**
 * Makes edit after edit, from the number given on, until it is killed or has made as many as it may. Says of each when
 * it begins and when it is done. A file that was just written is read twice: each is made to look older, to save that.
 */
const editor = `
import { writeSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { editFile } from ${urlOf('file.ts')}
import { setKeys } from ${urlOf('../edit/edit.ts')}
const [path, lockFolder, first, count] = process.argv.slice(1)
const valueOf = ${valueOf.toString()}
for (let at = Number(first); at < Number(first) + Number(count); at += 1) {
  writeSync(1, 'begin ' + at + '\\n')
  const note = { what: 'Edit ' + at, undoes: null, at }
  const edited = await editFile({ path, lockFolder, lookAfter: 0, note }, (document) => ({
    ok: true,
    value: setKeys(document, document.profiles().get('counter'), [['region', valueOf(at)]], ''),
  }))
  if (!edited.ok) throw new Error(edited.error.message)
  writeSync(1, 'done ' + at + '\\n')
  await utimes(path, 0, 0)
}
`

/** What edit number `at` writes: texts of many lengths, so that a mixture of two would be seen. */
function valueOf(at: number): string {
  return `${at}-${'x'.repeat((at * 7919) % 5000)}`
}

function configAt(at: number): string {
  const others = Array.from({ length: 300 }, (_, each) => `[profile p${each}]\nregion = eu-west-1\n`).join('\n')
  return `# Ours.\n[profile counter]\nregion = ${valueOf(at)}\n\n${others}`
}

/** Numbers from 0 up to 1, the same ones each time for a seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

interface Lane {
  readonly path: string
  readonly lockFolder: string
}

function start({ path, lockFolder }: Lane, first: number, count: number) {
  // Without its cache of compiled code most of the time would go into starting processes.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const words = ['--input-type=module', '-e', editor, '--', path, lockFolder, String(first), String(count)]
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, ended: once(child, 'close') }
}

/**
 * Lets a process edit on from `first`, and kills it `delay` ms after it has made the first. Answers the numbers of the
 * last edits that it said it began and finished.
 */
async function killed(lane: Lane, first: number, delay: number): Promise<{ begun: number; done: number }> {
  const { child, ended } = start(lane, first, Number.MAX_SAFE_INTEGER)
  let said = ''
  const warm = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      if (said.includes('done ')) resolve()
    })
  })
  await Promise.race([warm, ended])
  await sleep(delay)
  child.kill('SIGKILL')
  expect((await ended)[1], said).toBe('SIGKILL')
  const lines = said.split('\n')
  const numberOf = (word: string): number =>
    Number(lines.findLast((line) => line.startsWith(word))?.slice(word.length) ?? first - 1)
  return { begun: numberOf('begin '), done: numberOf('done ') }
}

async function prepare(at: number): Promise<Lane> {
  const lane = { path: join(folder, String(at), '.aws', 'config'), lockFolder: join(folder, String(at), 'state') }
  await mkdir(dirname(lane.path), { recursive: true })
  await writeFile(lane.path, configAt(0), { mode: 0o600 })
  return lane
}

test('a process that is killed leaves the file whole, loses no finished edit, keeps no lock, and is tidied up after', async () => {
  const [warm, ...others] = await Promise.all(Array.from({ length: lanes + 1 }, (_, at) => prepare(at)))
  await start(warm!, 1, 1).ended
  let unfinished = 0
  let leftovers = 0
  /** Of those, edits that the file holds though nobody was told. */
  let replaced = 0
  const runLane = async (lane: Lane, seed: number): Promise<void> => {
    const random = numbersFrom(seed)
    let now = 0
    for (let turn = 0; turn < kills / lanes; turn += 1) {
      const { begun, done } = await killed(lane, now + 1, random() * latest)
      const bytes = await readFile(lane.path)
      const document = parseDocument(bytes)
      expect(document.findings).toEqual([])
      now = bytes.toString() === configAt(begun) ? begun : done
      expect(bytes.toString() === configAt(now), `seed ${seed}, turn ${turn}: neither edit ${begun} nor ${done}`).toBe(
        true,
      )
      leftovers += await ageLeftovers(dirname(lane.path))
      await ageLeftovers(folderOf(lane.lockFolder, lane.path))
      await checkJournal(lane, document, now)
      if (begun > done) unfinished += 1
      if (now > done) replaced += 1
      const free = await withLock({ folder: lane.lockFolder, subject: lane.path, patience: 0 }, async () => 'free')
      expect(free).toEqual({ value: 'free' })
    }
  }
  await Promise.all(others.map((lane, at) => runLane(lane, at + 1)))
  // Else the kills would have missed what they are for.
  expect(unfinished).toBeGreaterThan(kills / 4)
  expect(replaced).toBeGreaterThan(0)
  expect(leftovers).toBeGreaterThan(0)
  for (const lane of others) {
    await start(lane, 1, 1).ended
    expect(await readdir(dirname(lane.path))).toEqual(['config'])
    const noted = await readdir(folderOf(lane.lockFolder, lane.path))
    expect(noted.filter((name) => name.endsWith('.tmp'))).toEqual([])
  }
}, 600_000)

/** Every change that is listed happened, from the last one on, and can be taken back; the good copy is whole. */
async function checkJournal({ path, lockFolder }: Lane, document: Document, last: number): Promise<void> {
  const changes = await readChanges(lockFolder, path)
  expect(changes.map(({ what }) => what)).toEqual(
    Array.from({ length: Math.min(last, 50) }, (_, at) => `Edit ${last - at}`),
  )
  let now = document
  for (const [at, { id }] of changes.slice(0, 3).entries()) {
    const entry = await findEntry(lockFolder, path, id)
    const undone = entry.ok ? undoEntry(entry.value, now, path) : entry
    if (!undone.ok) throw new Error(undone.error.message)
    now = undone.value
    expect(now.text === configAt(last - at - 1)).toBe(true)
  }
  const good = await readLastGood(lockFolder, path)
  expect(good.ok && [last, last + 1].some((each) => good.value.text === configAt(each))).toBe(true)
}

/** Lets what a killed process left in a folder be old enough for the next edit to remove it. Answers how many. */
async function ageLeftovers(place: string): Promise<number> {
  const names = (await readdir(place)).filter((name) => name.endsWith('.tmp'))
  for (const name of names) await utimes(join(place, name), 0, 0)
  return names.length
}

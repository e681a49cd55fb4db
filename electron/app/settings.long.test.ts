import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { recordOf } from '../system/unknown-json.ts'

let home: string
let file: string

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'lanyard-settings-'))
  file = path.join(home, '.config/lanyard/settings.json')
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
})

/** A process with an application of its own, which runs `body` on it as `round` counts up; a line tells of each round. */
function face(rounds: number, body: string): ChildProcess {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const script = `
    import { createApp } from ${module('app.ts')}
    import { nodeSystem } from ${module('../system/node.ts')}
    const app = createApp(nodeSystem())
    await app.start({ watch: false })
    const update = async (settings) => {
      const result = await app.call('settings.update', { settings })
      if (!result.ok) throw new Error(JSON.stringify(result.error))
    }
    for (let round = 0; round < ${rounds}; round += 1) {
      ${body}
      console.log(round)
    }`
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

const written = async () => recordOf(JSON.parse(await readFile(file, 'utf8')))

test('of 60 rounds in which two processes change different settings, none loses one', async () => {
  const faces = [
    face(60, `await update({ theme: round % 2 ? 'dark' : 'light', favourites: { ['one ' + round]: true } })`),
    face(60, `await update({ copyOnSwitch: round % 2 === 0, favourites: { ['other ' + round]: true } })`),
  ]
  expect(await Promise.all(faces.map(async (each) => (await once(each, 'exit'))[0] as number))).toEqual([0, 0])
  const { theme, copyOnSwitch, favourites } = await written()
  expect({ theme, copyOnSwitch }).toEqual({ theme: 'dark', copyOnSwitch: false })
  const rounds = Array.from({ length: 60 }, (_, round) => [`one ${round}`, `other ${round}`])
  expect((favourites as string[]).toSorted()).toEqual(rounds.flat().toSorted())
})

test('a process that is killed at any moment leaves whole settings, no lock, and no setting of another lost', async () => {
  const keeper = face(1, `await update({ copyOnSwitch: false })`)
  await once(keeper, 'exit')
  for (let turn = 0; turn < 12; turn += 1) {
    const child = face(Infinity, `await update({ favourites: { ['a ' + round]: true }, theme: 'dark' })`)
    await once(child.stdout!, 'data')
    await sleep(turn * 7)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await written()).toMatchObject({ copyOnSwitch: false, theme: 'dark' })
    const after = face(1, `await update({ favourites: { ['after ${turn}']: true } })`)
    expect((await once(after, 'exit'))[0]).toBe(0)
    expect((await written())['favourites']).toContain(`after ${turn}`)
  }
  expect((await readdir(path.dirname(file))).filter((name) => !name.endsWith('.tmp'))).toEqual(['settings.json'])
})

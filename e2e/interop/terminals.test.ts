/** `lanyard login` in several terminals at once, as real processes: one sign-in, one browser. */
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { program } from '../cli/lanyard.ts'
import { openHome, override } from './shared-home.ts'
import type { SignInRoom } from '../../electron/aws/sso/sign-in.testing.ts'

/** Notes each address that it is given, and follows it once a file says so. */
const browser = `
import { appendFileSync, existsSync } from 'node:fs'
const [, , home, address] = process.argv
appendFileSync(home + '/opened', address + '\\n')
for (let tries = 0; tries < 3000 && !existsSync(home + '/allow'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20))
await fetch(address).catch(() => undefined)
`

async function desk(): Promise<SignInRoom & { terminal(): Terminal; opened(): Promise<readonly string[]> }> {
  const room = await openHome()
  const script = path.join(room.home, 'browser.mjs')
  await writeFile(script, browser)
  const env = {
    PATH: process.env['PATH'],
    HOME: room.home,
    BROWSER: `"${process.execPath}" "${script}" "${room.home}"`,
    ...override(room),
  }
  return {
    ...room,
    terminal: () => {
      const child = spawn(process.execPath, [program, 'login', 'corp'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      onTestFinished(() => void child.kill('SIGKILL'))
      const done = new Promise<number | null>((resolve) => child.once('close', resolve))
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
      return { interrupt: () => child.kill('SIGINT'), done, said: () => said }
    },
    opened: async () => {
      const text = await readFile(path.join(room.home, 'opened'), 'utf8').catch(() => '')
      return text.split('\n').filter(Boolean)
    },
  }
}

interface Terminal {
  readonly interrupt: () => void
  /** The exit code. */
  readonly done: Promise<number | null>
  /** All that it has told the person. */
  readonly said: () => string
}

const allow = ({ home }: SignInRoom) => writeFile(path.join(home, 'allow'), '')
const moment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('one browser for all of them, and all are signed in', async () => {
  const room = await desk()
  const terminals = Array.from({ length: 4 }, room.terminal)
  await vi.waitFor(async () => expect(await room.opened()).toHaveLength(1), 30_000)
  // Time for the others to open one too, if they would.
  await moment(3000)
  expect(terminals.filter(({ said }) => said().includes('Another Lanyard is signing in to corp'))).toHaveLength(3)
  await allow(room)
  expect(await Promise.all(terminals.map(({ done }) => done))).toEqual([0, 0, 0, 0])
  expect(await room.opened()).toHaveLength(1)
  expect(room.demo.requests.entries.filter(({ grantType }) => grantType === 'authorization_code')).toHaveLength(1)
})

test('the next in line signs in when the first is interrupted, and no other', async () => {
  const room = await desk()
  const first = room.terminal()
  await vi.waitFor(async () => expect(await room.opened()).toHaveLength(1), 30_000)
  const others = [room.terminal(), room.terminal()]
  await moment(3000)
  first.interrupt()
  expect(await first.done).not.toBe(0)
  await vi.waitFor(async () => expect(await room.opened()).toHaveLength(2), 30_000)
  await allow(room)
  expect(await Promise.all(others.map(({ done }) => done))).toEqual([0, 0])
  expect(await room.opened()).toHaveLength(2)
})

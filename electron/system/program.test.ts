import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { testClock } from './clock.testing.ts'
import { nodeSystem } from './node.ts'
import { programRunner } from './program.ts'

const options = { env: process.env, folder: tmpdir(), limit: 20_000 }
const node = (script: string) => ['-e', script]
const run = programRunner(nodeSystem().clock)

test('both streams are heard, and how the program ended', async () => {
  const script = 'process.stdout.write("one "); process.stderr.write("two"); process.exitCode = 3'
  const ran = await run(process.execPath, node(script), options)
  expect(ran).toMatchObject({ kind: 'ended', code: 3 })
  expect(ran.kind === 'ended' && ran.said.split(' ').toSorted().join('')).toMatch(/^(onetwo|twoone)$/)
})

test('words are not read by a shell', async () => {
  const ran = await run(process.execPath, ['-p', 'process.argv[1]', '$(exit) "; `'], options)
  expect(ran).toEqual({ kind: 'ended', code: 0, said: '$(exit) "; `\n' })
})

test('what cannot be started is said by its code', async () => {
  expect(await run('/not/there', [], options)).toEqual({ kind: 'failed', code: 'ENOENT' })
})

test('there is nothing to read, so that a question ends at once', async () => {
  expect(await run(process.execPath, node('process.stdin.resume()'), options)).toMatchObject({ kind: 'ended', code: 0 })
})

/** Starts a program of its own, which holds a connection as long as it lives, and waits with it. */
const parent = `
  const child = 'require("node:net").connect(+process.env.PORT, "127.0.0.1")'
  require('node:child_process').spawn(process.execPath, ['-e', child], { stdio: 'inherit' })
`

test.skipIf(process.platform === 'win32')('what takes too long is killed, with what it started', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const env = { ...process.env, PORT: String(typeof address === 'object' && address?.port) }
  const clock = testClock(0)
  const ran = programRunner(clock)(process.execPath, node(parent), { ...options, env })
  const [connection]: Socket[] = await once(server, 'connection')
  const closed = once(connection!.resume(), 'close')
  clock.advance(options.limit)
  expect(await ran).toEqual({ kind: 'hung' })
  await closed
})

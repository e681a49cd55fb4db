import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ServerMessage } from '../../shared/wire.ts'
import { nodeSystem } from '../system/node.ts'
import { startServing } from './run.ts'
import { messageText } from './socket.ts'

async function serve({ open = true, opens = true } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'lanyard-home-'))
  await writeFile(join(home, 'index.html'), '<!doctype html>')
  const [links, notes, opened]: [string[], string[], string[]] = [[], [], []]
  const input = new PassThrough()
  const serving = await startServing({
    system: nodeSystem({ env: { HOME: home, BROWSER: 'false' } }),
    port: 0,
    open,
    openFile: async (file) => {
      opened.push(file)
      return opens
    },
    input,
    tell: { link: (url) => links.push(url), note: (sentence) => notes.push(sentence) },
    root: home,
  })
  if (!serving.ok) throw new Error(serving.error.message)
  onTestFinished(async () => {
    await serving.value.stop()
    await rm(home, { recursive: true })
  })
  return { ...serving.value, home, links, notes, opened, input }
}

/** What the server says first to a page that comes with `link`. */
function follow(link: string): Promise<ServerMessage | number> {
  const { host, hash } = new URL(link)
  const socket = new WebSocket(`ws://${host}/socket`, { origin: `http://${host}` })
  socket.on('open', () => socket.send(JSON.stringify({ secret: new URLSearchParams(hash.slice(1)).get('secret') })))
  return new Promise((resolve) => {
    socket.on('message', (data) => resolve(JSON.parse(messageText(data)) as ServerMessage))
    socket.on('close', resolve)
  }).finally(() => socket.terminate()) as Promise<ServerMessage | number>
}

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((each) => !each.isDirectory())
    .map(({ name }) => name)

const exists = (file: string) => stat(file).then(Boolean, () => false)

test('the browser is given a file that only this user can read, with a link of its own, gone once it was followed', async () => {
  const { opened, links, home, port } = await serve()
  await expect.poll(() => opened.length).toBe(1)
  const [file = ''] = opened
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700)
  expect(file.startsWith(home)).toBe(true)
  const link = /url=(http:[^"]+)/.exec(await readFile(file, 'utf8'))?.[1] ?? ''
  expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/#secret=[\\w-]{43}$`))
  expect(links).toHaveLength(1)
  expect(links).not.toContain(link)
  expect(await follow(link)).toMatchObject({ welcome: { port } })
  await expect.poll(() => exists(file)).toBe(false)
})

test('the printed link works once, and Enter prints another', async () => {
  const { links, input } = await serve({ open: false })
  const [first = ''] = links
  expect(await follow(first)).toHaveProperty('welcome')
  expect(await follow(first)).toBe(4401)
  input.write('\n')
  await expect.poll(() => links.length).toBe(2)
  expect(await follow(links[1] ?? '')).toHaveProperty('welcome')
})

test('a browser that cannot be opened leaves the printed link', async () => {
  const { notes } = await serve({ opens: false })
  await expect.poll(() => notes).toContain('No browser could be opened: follow the link.')
})

test('nothing is opened or written when it is not wanted, from start to stop', async () => {
  const { opened, home, links, stop } = await serve({ open: false })
  expect(await follow(links[0] ?? '')).toHaveProperty('welcome')
  expect(await filesIn(home)).toEqual(['index.html'])
  await stop()
  expect(await filesIn(home)).toEqual(['index.html'])
  expect(opened).toEqual([])
})

test('a stop takes the file away and frees the port', async () => {
  const { opened, stop, port } = await serve()
  await expect.poll(() => opened.length).toBe(1)
  await stop()
  expect(await exists(opened[0] ?? '')).toBe(false)
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})

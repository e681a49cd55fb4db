import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { messageText } from '../../electron/serve/socket.ts'
import { openDesk, opened, put } from './lanyard.ts'
import { openPage } from './served-page.ts'

test('serve prints one line of JSON with a link, opens the browser without the secret in sight, and stays', async () => {
  const desk = await openDesk()
  const serve = desk.start('serve --json')
  const [line] = await serve.said('stdout', /^.+\n/)
  const { url } = JSON.parse(line) as { url: string }
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#secret=[\w-]{43}$/)
  await expect.poll(() => opened(desk)).toHaveLength(2)
  const [file = '', link = ''] = await opened(desk)
  expect(file).toMatch(/^file:.*\.local\/state\/lanyard\/open-\d+\.html$/)
  expect(link.split('#')[0]).toBe(url.split('#')[0])
  expect(link).not.toBe(url)
  if (process.platform === 'linux') {
    const everyCommand = execFileSync('ps', ['-eo', 'args']).toString()
    for (const each of [url, link]) expect(everyCommand).not.toContain(each.split('secret=')[1])
  }
  expect((await openPage(link)).port).toBe(Number(new URL(url).port))
  await expect.poll(() => readdir(path.join(desk.home, '.local/state/lanyard'))).toEqual(['lanyard.log'])
  expect(serve.child.exitCode).toBeNull()
})

test.runIf(process.platform !== 'win32')('Ctrl-C ends it, and the port is free for the next', async () => {
  const desk = await openDesk()
  const serve = desk.start('serve --no-open')
  const [, port = ''] = await serve.said('stdout', /^http:\/\/127\.0\.0\.1:(\d+)\/#secret=/)
  serve.child.kill('SIGINT')
  expect((await serve.done).code).toBe(130)
  const again = desk.start(`serve --no-open --port ${port}`)
  await again.said('stdout', new RegExp(`^http://127\\.0\\.0\\.1:${port}/#`))
  again.child.kill('SIGTERM')
  expect((await again.done).code).toBe(143)
  expect(await opened(desk)).toEqual([])
})

test('what changes in the file is pushed to the page', async () => {
  const desk = await openDesk()
  const serve = desk.start('serve --no-open --json')
  const [line] = await serve.said('stdout', /^.+\n/)
  const { socket } = await openPage((JSON.parse(line) as { url: string }).url)
  const patch = new Promise((resolve) =>
    socket.on('message', (data) => {
      const message = JSON.parse(messageText(data)) as { patch?: { profiles?: unknown } }
      if (message.patch?.profiles) resolve(message.patch.profiles)
    }),
  )
  await put(desk, '.aws/config', '[profile new]\nregion = us-east-1\n')
  expect(await patch).toMatchObject([{ name: 'new' }])
  socket.terminate()
})

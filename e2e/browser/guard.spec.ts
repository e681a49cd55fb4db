import { createServer, request as httpRequest } from 'node:http'
import { WebSocket } from 'ws'
import { listen, stop } from '../../testing/idc/loopback.ts'
import { expect, test } from './fixtures.ts'

test('a link opens Lanyard once, and its secret stays out of the address and of every cookie', async ({
  page,
  context,
  lanyard,
}) => {
  await page.goto(lanyard.url)
  await expect(page.getByRole('heading', { name: 'Connect to your organization' })).toBeVisible()
  expect(page.url()).toBe(`${lanyard.origin}/`)
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => ({ local: localStorage.length, session: sessionStorage.length }))).toEqual({
    local: 0,
    session: 1,
  })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Connect to your organization' })).toBeVisible()

  const second = await context.newPage()
  await second.goto(lanyard.url)
  await expect(second.getByText('This link has been used or is too old')).toBeVisible()
  await second.goto(await lanyard.newLink())
  await expect(second.getByRole('heading', { name: 'Connect to your organization' })).toBeVisible()
})

test('without a secret there is the empty page alone', async ({ page, lanyard }) => {
  await page.goto(lanyard.origin)
  await expect(page.getByText('This link has been used or is too old')).toBeVisible()
})

test('another name for this machine is refused, by page and by socket', async ({ lanyard }) => {
  const { port } = new URL(lanyard.origin)
  const ask = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port, headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      asked.once('error', reject).end()
    })
  expect(await ask(`127.0.0.1:${port}`)).toBe(200)
  expect(await ask(`localhost:${port}`)).toBe(200)
  for (const host of [`rebound.example:${port}`, `127.0.0.1.example:${port}`, `[::1]:${port}`]) {
    expect(await ask(host), host).toBe(403)
  }

  const connect = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { headers })
      socket.once('open', () => resolve('open'))
      socket.once('unexpected-response', (_, response) => resolve(String(response.statusCode)))
      socket.once('error', (error) => resolve(error.message))
    })
  expect(await connect({ origin: 'https://evil.example' })).toBe('403')
  expect(await connect({ origin: `http://127.0.0.1:${Number(port) + 1}` })).toBe('403')
  expect(await connect({})).toBe('403')
})

test('a page of another site can neither frame Lanyard nor read from it', async ({ page, lanyard }) => {
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(`<iframe src="${lanyard.origin}"></iframe>`)
  })
  const origin = await listen(site, 0)
  await page.goto(origin)
  const tries = await page.evaluate(async (target) => {
    const ask = (init: RequestInit) => fetch(target, init).then((answer) => answer.type, String)
    return [await ask({}), await ask({ mode: 'no-cors' })]
  }, lanyard.origin)
  expect(tries).toEqual(['TypeError: Failed to fetch', 'TypeError: Failed to fetch'])
  await expect(page.frameLocator('iframe').getByText('Lanyard')).toHaveCount(0)
  expect(page.frames().map((frame) => frame.url())).not.toContain(`${lanyard.origin}/`)
  await stop(site)
})

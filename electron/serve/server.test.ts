import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSecrets } from './secrets.ts'
import { listenOnLoopback } from './server.ts'
import { testClock } from '../system/clock.testing.ts'
import { ask, echo, enter, start } from './server.testing.ts'

describe('files', () => {
  test('are there without a secret, under headers that leave the page alone with its socket', async () => {
    const { port } = await start()
    const page = await ask(port, '/')
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Lanyard</title>' })
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = page.headers['content-security-policy']
    expect(policy).toMatch(/^default-src 'none'/)
    expect(policy).toContain(`connect-src ws://127.0.0.1:${port};`)
    expect(page.headers['set-cookie']).toBeUndefined()
    expect((await ask(port, '/assets/main.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  test('reached through a forwarded port may connect there, and nowhere else', async () => {
    const { port } = await start()
    const { headers } = await ask(port, '/', { headers: { Host: 'localhost:9999' } })
    expect(headers['content-security-policy']).toContain('connect-src ws://localhost:9999;')
  })

  test('answer HEAD without a body', async () => {
    const { port } = await start()
    const { status, headers, body } = await ask(port, '/', { method: 'HEAD' })
    expect({ status, length: headers['content-length'], body }).toEqual({ status: 200, length: '37', body: '' })
  })

  test.each(['/nothing.js', '/../package.json', '/assets/%2e%2e/index.html', '//etc/passwd', '/socket', '/assets'])(
    '%s is not one',
    async (path) => {
      const { port } = await start()
      expect((await ask(port, path)).status).toBe(404)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is not allowed', async (method) => {
    const { port } = await start()
    const { status, headers } = await ask(port, '/', { method })
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: 'GET, HEAD' })
  })

  test.each(['evil.example', '127.0.0.1.evil.example', '169.254.169.254', '[::1]'])(
    'asked for as %s are refused',
    async (host) => {
      const { port } = await start()
      const { status, headers } = await ask(port, '/', { headers: { Host: host } })
      expect(status).toBe(403)
      expect(headers['content-security-policy']).toContain("connect-src 'none'")
    },
  )
})

describe('the address', () => {
  test('is 127.0.0.1 and no other of this machine', async () => {
    const { port } = await start()
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const address of ['::1', ...others.map((other) => other.address)]) await refused(address, port)
  })

  test('that is taken is a problem with a next step', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const clock = testClock(0)
    const options = { app: echo(), secrets: createSecrets(clock), clock, root: '/', port }
    const taken = await listenOnLoopback(options)
    expect(taken).toMatchObject({
      ok: false,
      error: { code: 'port-unavailable', message: `Port ${port} is in use; perhaps Lanyard runs there already.` },
    })
  })

  test('is free again after a close, with a page still connected', async () => {
    const first = await start()
    const { page } = await enter(first)
    await first.close()
    expect(await page.closed).toBe(1006)
    expect((await start(first.port)).port).toBe(first.port)
  })
})

function refused(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ host, port, agent: false }, () => reject(new Error(`${host} answers`)))
      .on('error', () => resolve())
      .end()
  })
}

import { describe, expect, test } from 'vitest'
import { ask, connect, enter, start } from './server.testing.ts'

describe('a socket', () => {
  test('is welcome with the secret of a link, and comes back with the one it was given', async () => {
    const server = await start()
    const { page, welcome } = await enter(server)
    expect(welcome.port).toBe(server.port)
    page.say({ id: 1, snapshot: true })
    expect(await page.hear()).toEqual({ id: 1, state: { revision: 7 } })

    const again = await connect(server.port)
    again.say({ secret: welcome.secret })
    expect(await again.hear()).toEqual({ welcome })
  })

  test('calls operations, each answered under its own number', async () => {
    const { page } = await enter(await start())
    page.say({ id: 2, call: 'profile.switch', input: { profile: null } })
    page.say({ id: 3, call: 'toString', input: {} })
    page.say({ id: 4, call: '__proto__', input: {} })
    const answers = [await page.hear(), await page.hear(), await page.hear()]
    expect(answers).toContainEqual({
      id: 2,
      result: { ok: true, value: { name: 'profile.switch', input: { profile: null } } },
    })
    for (const id of [3, 4]) {
      expect(answers).toContainEqual({ id, result: expect.objectContaining({ ok: false }) })
    }
  })

  test('hears every change, once it is welcome', async () => {
    const server = await start()
    const stranger = await connect(server.port)
    const { page } = await enter(server)
    server.app.change({ revision: 8, active: 'dev' })
    expect(await page.hear()).toEqual({ patch: { revision: 8, active: 'dev' } })
    expect(stranger.heard).toEqual([])
  })

  test.each([
    ['a wrong secret', { secret: 'x'.repeat(43) }],
    ['no secret', { id: 1, snapshot: true }],
    ['a call', { id: 1, call: 'config.reload', input: {} }],
    ['something else', 'hello'],
    ['nothing', 'null'],
    ['a number', '5'],
    ['an overlong secret', { secret: 'x'.repeat(10_000) }],
  ])('that begins with %s hears nothing, waits, and is refused', async (_, message) => {
    const server = await start()
    const page = await connect(server.port)
    page.say(message)
    page.say({ secret: server.secrets.issue() })
    await server.clock.nextTimer()
    await ask(server.port, '/')
    server.clock.advance(999)
    expect(await Promise.race([page.closed, ask(server.port, '/').then(() => 'still open')])).toBe('still open')
    server.clock.advance(1)
    expect(await page.closed).toBe(4401)
    expect(page.heard).toEqual([])
  })

  test('that says nothing is closed, and may come back', async () => {
    const server = await start()
    const page = await connect(server.port)
    server.clock.advance(9999)
    expect(await Promise.race([page.closed, ask(server.port, '/').then(() => 'still open')])).toBe('still open')
    server.clock.advance(1)
    expect(await page.closed).toBe(1008)
  })

  test('that sends nonsense later on is closed', async () => {
    for (const nonsense of [
      '{',
      '[]',
      'null',
      '5',
      '"x"',
      '{"id":"1","call":"config.reload"}',
      '{"id":1}',
      '{"secret":"x"}',
    ]) {
      const { page } = await enter(await start())
      page.say(nonsense)
      expect(await page.closed).toBe(1008)
    }
  })

  test('that sends more at once than 5000 new profiles is closed', async () => {
    const { page } = await enter(await start())
    const draft = { name: 'x'.repeat(128), session: 'x'.repeat(128), roleName: 'x'.repeat(128) }
    page.say({ id: 0, call: 'profile.create', input: { drafts: Array.from({ length: 5000 }, () => draft) } })
    expect(await page.hear()).toMatchObject({ id: 0 })
    page.say({ id: 1, call: 'clipboard.write', input: { text: 'x'.repeat(4 * 1024 * 1024) } })
    expect(await page.closed).toBe(1009)
  })

  test.each([
    ['another origin', { origin: 'http://evil.example' }, '403'],
    ['another port', { origin: 'http://127.0.0.1:1' }, '403'],
    ['a file', { origin: 'null' }, '403'],
    ['another name for this machine', { host: 'evil.example', origin: 'http://evil.example' }, '403'],
    ['another path', { path: '/' }, '404'],
  ])('from %s is not opened', async (_, from, status) => {
    const { port } = await start()
    await expect(connect(port, from)).rejects.toThrow(status)
  })

  test('guesses at the secret with a few others alone: eight a second, however many it opens', async () => {
    const server = await start()
    const guess = async () => {
      const page = await connect(server.port)
      page.say({ secret: 'x'.repeat(43) })
      return page
    }
    const pages = await Promise.all(Array.from({ length: 8 }, guess))
    await expect.poll(() => server.clock.timers()).toBe(8)
    for (let refused = 0; refused < 3; refused += 1) await expect(guess()).rejects.toThrow('503')
    server.clock.advance(999)
    await expect(guess()).rejects.toThrow('503')
    server.clock.advance(1)
    expect(await Promise.all(pages.map(({ closed }) => closed))).toEqual(Array.from({ length: 8 }, () => 4401))
    expect((await guess()).heard).toEqual([])
  })

  test('that takes nothing is dropped, and its place is free for what it missed', async () => {
    const server = await start()
    const { page } = await enter(server)
    page.socket.pause()
    const patch = { revision: 8, active: 'x'.repeat(1024 * 1024) }
    let sent = 0
    while (server.app.listeners() > 0 && sent < 64) {
      server.app.change(patch)
      sent += 1
      await new Promise(setImmediate)
    }
    // More than what may wait here, and no more than the system's own buffers on top.
    expect(sent).toBeGreaterThan(16)
    expect(sent).toBeLessThan(64)
    page.socket.resume()
    expect(await page.closed).toBe(1006)
  })

  test('may be one of a few strangers, with room for more when one has gone or is known', async () => {
    const server = await start()
    const strangers = await Promise.all(Array.from({ length: 8 }, () => connect(server.port)))
    await expect(connect(server.port)).rejects.toThrow('503')
    strangers[0]?.say({ secret: server.secrets.issue() })
    await strangers[0]?.hear()
    const next = await connect(server.port)
    next.socket.terminate()
    await next.closed
    await expect.poll(() => connect(server.port).then(Boolean, () => false)).toBe(true)
  })
})

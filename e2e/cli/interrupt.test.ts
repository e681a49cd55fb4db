import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { corpSession, openDesk, partnerSession, signedIn } from './lanyard.ts'

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true))
  })

describe.runIf(process.platform !== 'win32')('Ctrl-C', () => {
  test('ends a sign-in that waits for the browser, frees its port, and is 130', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    for (const words of ['login --no-browser', 'login --no-browser --json']) {
      const login = desk.start(words)
      const [url] = await login.said('stderr', /^http\S+$/m)
      const port = Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port)
      expect(await isFree(port)).toBe(false)
      login.child.kill('SIGINT')
      expect(await login.done).toMatchObject({ code: 130, stdout: '' })
      expect(await isFree(port)).toBe(true)
    }
    expect(await desk.json('session show corp')).toMatchObject({ status: 'signed-out' })
  })

  test('ends a sign-in that waits for a code', async () => {
    const desk = await openDesk({ settings: { autoApprove: false } })
    await desk.json(corpSession)
    const login = desk.start('login --use-device-code --no-browser --json')
    await login.said('stderr', /^http\S+$/m)
    login.child.kill('SIGINT')
    const { code, stderr } = await login.done
    expect(code).toBe(130)
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ error: { code: 'cancelled' } })
  })

  test('ends a long reading', async () => {
    const desk = await signedIn({ size: { accounts: 200 }, settings: { latencyMs: 50 } })
    const accounts = desk.start('accounts --json')
    await expect.poll(() => desk.demo.requests.count('ListAccountRoles'), { timeout: 10_000 }).toBeGreaterThan(3)
    accounts.child.kill('SIGINT')
    expect(await accounts.done).toMatchObject({ code: 130, stdout: '' })
  })

  test('another signal ends the command as well', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const login = desk.start('login --no-browser')
    await login.said('stderr', /^http\S+$/m)
    login.child.kill('SIGTERM')
    expect((await login.done).code).toBe(143)
  })
})

test('a sign-in that the person refuses in the browser fails with a next step', async () => {
  const desk = await openDesk({ settings: { autoApprove: false } })
  await desk.json(partnerSession)
  const login = desk.start('login --no-browser --json')
  const [url] = await login.said('stderr', /^http\S+$/m)
  const query = new URL(url).searchParams
  const callback = new URL(query.get('redirect_uri') ?? '')
  expect((await fetch(`${callback.href}?error=access_denied&state=wrong`)).status).toBe(400)
  callback.searchParams.set('error', 'access_denied')
  callback.searchParams.set('state', query.get('state') ?? '')
  await fetch(callback)
  const { code, stdout, stderr } = await login.done
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ error: { code: 'sign-in-refused' } })
})

test('a reader that stops listening is no error', async () => {
  const desk = await signedIn({ size: { accounts: 200 } })
  const accounts = desk.start('accounts --json')
  accounts.child.stdout?.destroy()
  const { code, stderr } = await accounts.done
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { fail } from '../../shared/result.ts'
import { openRoom, withCorp, type Room } from './app.testing.ts'
import { closeLog, openLog } from '../system/log.ts'
import { readLog } from '../system/log-file.ts'
import { createApp } from './app.ts'
import { defaultSettings } from './setting-values.ts'
import { noted } from './unforeseen.ts'

afterEach(closeLog)

async function loggedRoom(options: Parameters<typeof openRoom>[0] = {}): Promise<Room & { logged(): Promise<string> }> {
  const room = await openRoom(options)
  openLog(room.system, 'desktop')
  return { ...room, logged: () => readLog(room.system.paths.state) }
}

test('what nobody foresaw is told with an id, which stands in the log with its stack and nothing secret', async () => {
  const { system, logged } = await loggedRoom()
  const write = () => Promise.reject(new TypeError('it broke at http://127.0.0.1/?code=abcdef'))
  const app = createApp({ ...system, clipboard: { write } })
  const result = await app.call('clipboard.write', { text: 'x' })
  const report = (result.ok ? null : result.error.report) ?? 'none'
  expect(result).toMatchObject({
    ok: false,
    error: {
      code: 'internal',
      message: `Something went wrong inside Lanyard (clipboard.write, report ${report}).`,
      fix: expect.stringContaining('problem report'),
    },
  })
  const text = await logged()
  expect(text).toContain(
    `clipboard.write failed (report ${report})\n    TypeError: it broke at http://127.0.0.1/?[hidden]\n`,
  )
  expect(text).toMatch(/^ +at .*reporting\.test\.ts/m)
})

test('an answer of AWS that nobody knows is in the log with its stack', async () => {
  const { demo, app, logged } = await loggedRoom({ config: withCorp })
  demo.faults.add({ operation: 'RegisterClient', kind: 'error', status: 400, error: 'SomethingNewException' })
  demo.faults.add({ operation: 'RegisterClient', kind: 'error', status: 400, error: 'SomethingNewException' })
  await app.call('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  expect(await logged()).toMatch(/\(SomethingNewException, status 400\)\n +SomethingNewException: .*\n +at /)
  expect((await logged()).match(/info .* Sign-in to corp: aws-unavailable, /g)).toHaveLength(1)
})

test('a problem that nobody knows what to do about gets an id on its way, once', async () => {
  const { logged } = await loggedRoom()
  const once = noted('operation', fail('internal', 'It came to nothing.'))
  const report = (once.ok ? null : once.error.report) ?? 'none'
  expect(once).toMatchObject({ error: { message: `It came to nothing. (report ${report})`, report } })
  expect(noted('face', once)).toBe(once)
  expect(await logged()).toMatch(
    new RegExp(`error \\[\\d+\\] operation: It came to nothing\\. \\(report ${report}\\)\n$`),
  )
})

test('each step of a sign-in is in the log, and no secret of it', async () => {
  const { demo, run, logged } = await loggedRoom({ config: withCorp })
  await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  const text = await logged()
  expect(text.match(/Sign-in to corp\S* ?\S+/g)).toEqual([
    'Sign-in to corp by',
    'Sign-in to corp: preparing',
    'Sign-in to corp: waiting',
    'Sign-in to corp: finishing',
    'Sign-in to corp: done,',
  ])
  const { accessTokens, refreshTokens, codes } = demo.grants
  for (const secret of [...accessTokens.keys(), ...refreshTokens.keys(), ...codes.keys()]) {
    expect(text).not.toContain(secret)
  }
})

test('what went wrong at AWS or on the disk is in the log; what a person mistyped is not', async () => {
  const { demo, app, logged } = await loggedRoom({ config: withCorp })
  await app.call('profile.switch', { profile: 'nope' })
  expect(await logged()).toBe('')
  for (let count = 0; count < 10; count += 1) demo.faults.add({ operation: 'RegisterClient', kind: 'reset' })
  await app.call('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  expect(await logged()).toMatch(/info {2}\[\d+\] Sign-in to corp: offline, /)
})

test('an error of the page is recorded, a few in a minute, and nothing that is too long', async () => {
  let now = Date.parse('2026-11-22T12:00:00Z')
  const { app, run, logged } = await loggedRoom({ clock: { now: () => now, after: () => () => undefined } })
  const input = { message: 'x is undefined', stack: 'TypeError: x is undefined\n at Row\naccessToken: abc' }
  const { report } = await run('log.record', input)
  expect(await logged()).toContain(
    `The window broke: x is undefined (report ${report})\n    TypeError: x is undefined\n     at Row\n    accessToken: [hidden]\n`,
  )
  for (let count = 1; count < 10; count += 1) await run('log.record', input)
  const refused = await app.call('log.record', input)
  expect(refused).toMatchObject({ ok: false, error: { code: 'rate-limited' } })
  now += 61_000
  await run('log.record', input)
  const long = await app.call('log.record', { message: 'x', stack: 'y'.repeat(100_000) })
  expect(long).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
})

test('the problem report has versions, platform, what runs and the end of the log, on the clipboard, without secrets', async () => {
  const { run, copied, system, app } = await loggedRoom()
  for (let count = 0; count < 9; count += 1)
    await run('log.record', { message: `error ${count}`, stack: 'at\n'.repeat(20) })
  const { text } = await run('log.copyReport', {})
  expect(copied).toEqual([text])
  expect(text).toMatch(`Lanyard ${system.version}, `)
  expect(text).toMatch(`linux ${process.arch} `)
  expect(text).toMatch(`Node ${process.versions.node}`)
  expect(text).toMatch(`  desktop (Lanyard ${system.version}, process ${process.pid}) since 20`)
  expect(text).toContain(`The last 100 lines of ${app.state().host.log}:\n\n`)
  expect(text.split(':\n\n')[1]?.trimEnd().split('\n')).toHaveLength(100)
  expect(text).toContain('error 8')
  expect(text).not.toContain('error 0')
})

test('where there is no log yet, the problem report says the rest', async () => {
  const { run, system } = await loggedRoom()
  const { text } = await run('log.copyReport', {})
  expect(text).toMatch(/^Lanyard [^]*lanyard\.log:\n\n\n$/)
  await rm(system.paths.state, { recursive: true, force: true })
})

test('settings that cannot be read are in the log, and the defaults in use', async () => {
  const { app, system, logged } = await loggedRoom()
  await mkdir(path.join(system.paths.settings, 'settings.json'), { recursive: true })
  await app.call('config.reload', {})
  expect(app.state().settings).toEqual(defaultSettings)
  expect(await logged()).toMatch(/warn {2}\[\d+\] The settings could not be read\n +\w*Error: /)
})

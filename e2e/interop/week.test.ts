/** A week of a person with three sessions: every browser that opens is counted, and every token file is read. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { openRoom, patience, production, type Room } from '../../electron/app/app.testing.ts'
import { override, run as runClient } from './shared-home.ts'
import { testClock, type TestClock } from '../../electron/system/clock.testing.ts'
import { askPython, findAwsClis, findBotocore } from '../../testing/tools.ts'
import { demoStartUrl, partnerStartUrl } from '../../testing/idc/organization.ts'
import { parseCacheDate } from '../../electron/aws/sso/cache-format.ts'
import type { App } from '../../electron/app/app.ts'

const minute = 60_000
const hour = 60 * minute
const names = ['corp', 'corp-two', 'partner']

const config = `[sso-session corp]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
[sso-session corp-two]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
[sso-session partner]
sso_start_url = ${partnerStartUrl}
sso_region = eu-west-1
[profile prod]
sso_session = corp
sso_account_id = ${production}
sso_role_name = AdministratorAccess
region = us-east-1
`

interface Week extends Room {
  readonly clock: TestClock
}

test('a week', { timeout: 180_000 }, async () => {
  const clock = testClock(Date.now() - 7 * 24 * hour)
  const opened: string[] = []
  const open = async (url: string) => {
    opened.push(url)
    // A person needs a moment.
    setTimeout(() => void fetch(url).catch(() => undefined), 300)
    return true
  }
  const room: Week = { ...(await openRoom({ config, clock, watch: true, browser: open })), clock }
  const { app, demo } = room
  /** So many other processes of Lanyard in the same home. */
  const others = (count: number) =>
    Promise.all(Array.from({ length: count }, () => room.another({ browser: { ...room.system.browser, open } })))
  let needed = 0
  /** A click on what needs a sign-in: as many browsers as sessions that do. */
  const click = async (sessions: readonly string[] = names) => {
    const wanting = app.state().sessions.filter(({ name, status }) => sessions.includes(name) && status !== 'signed-in')
    for (const { name } of wanting) {
      demo.settings.sessionSeconds = (name === 'partner' ? 12 : 8) * 3600
      await room.run('session.signIn', { session: name, method: 'browser', openBrowser: true })
      await vi.waitFor(() => expect(app.state().assignments[name]?.status).toBe('ready'), patience)
    }
    needed += wanting.length
    await check()
  }
  const check = async () => {
    expect(opened).toHaveLength(needed)
    await expectReadable(room)
  }
  const work = async (hours: number) => {
    for (let left = hours * hour; left > 0; left -= 20 * minute) {
      clock.advance(Math.min(left, 20 * minute))
      await settled(room)
      await check()
    }
  }
  const sleep = async (hours: number) => {
    clock.sleep(hours * hour)
    app.wake()
    clock.advance(0)
    await settled(room)
    await check()
  }
  const status = (name: string) => app.state().sessions.find((session) => session.name === name)?.status

  // Monday: signed in once, kept alive until the organizations end it.
  expect(app.state().sessions.map(({ status }) => status)).toEqual(names.map(() => 'signed-out'))
  for (const other of await others(20)) {
    expect(await other.credentials('prod')).toMatchObject({ error: { code: 'sign-in-needed' } })
  }
  await click()
  expect(needed).toBe(3)
  await work(7)
  expect(names.map(status)).toEqual(names.map(() => 'signed-in'))
  await work(3)
  expect(names.map(status)).toEqual(['expired', 'expired', 'signed-in'])
  await sleep(14)
  expect(names.map(status)).toEqual(names.map(() => 'expired'))

  // Tuesday: the lid is closed over lunch. What Monday taught is an estimate now.
  await click()
  const end = app.state().sessions[0]?.end
  expect(end?.isKnown).toBe(false)
  expect(Math.abs(Date.parse(end!.at) - clock.now() - 8 * hour)).toBeLessThan(5 * minute)
  await work(2)
  await sleep(2.5)
  await work(2)
  expect(names.map(status)).toEqual(names.map(() => 'signed-in'))
  await sleep(17.5)

  // Wednesday: two hours without a network, longer than any token.
  await click()
  await work(1)
  demo.faults.add({ operation: '*', kind: 'reset', times: 100_000 })
  await work(2)
  expect(names.map(status)).toEqual(names.map(() => 'signed-in'))
  demo.faults.clear()
  app.wake()
  await work(2)
  expect(app.state().sessions.every(({ expiresAt }) => Date.parse(expiresAt!) > clock.now())).toBe(true)
  await sleep(19)

  // Thursday: somebody ends the partner's session. It is shown, and waits for a click.
  await click()
  await work(1)
  for (const signIn of new Set(demo.grants.refreshTokens.values())) {
    if (signIn.instance.startUrl === partnerStartUrl) demo.grants.revoke(signIn)
  }
  await work(2)
  expect(names.map(status)).toEqual(['signed-in', 'signed-in', 'expired'])
  await click(['partner'])
  await work(3)
  await sleep(18)

  // Friday: every access token is refused before its time, and twenty programs want credentials at once.
  await click()
  await work(1)
  demo.grants.expireAccessTokens()
  const asked = demo.requests.count('GetRoleCredentials')
  const programs = await others(20)
  const all = await Promise.all(programs.map((program) => program.credentials('prod')))
  expect(all.map(({ ok }) => ok)).toEqual(all.map(() => true))
  expect(new Set(all.map((each) => (each.ok ? each.value.accessKeyId : null))).size).toBe(1)
  expect(demo.requests.count('GetRoleCredentials') - asked).toBeLessThanOrEqual(2)
  await work(3)
  await sleep(20)

  // Saturday: twenty terminals ask for the same sign-in at once: one browser.
  const terminals: App[] = await others(20)
  const input = { session: 'corp', method: 'browser', openBrowser: true } as const
  needed += 1
  const signedIn = await Promise.all(terminals.map((terminal) => terminal.call('session.signIn', input)))
  expect(signedIn.map(({ ok }) => ok)).toEqual(signedIn.map(() => true))
  await vi.waitFor(() => expect(status('corp')).toBe('signed-in'), patience)
  await check()
  await work(2)
  await sleep(22)

  // Sunday: the machine is closed.
  demo.requests.clear()
  await sleep(20)
  expect(demo.requests.entries).toEqual([])
  expect(names.map(status)).toEqual(names.map(() => 'expired'))

  // What is left in the caches is what the real clients read.
  clock.sleep(Date.now() - clock.now())
  await click()
  await expectUsable(room)
})

/** While a token is being renewed there is no timer; nor is there one when nothing is signed in. */
async function settled({ app, clock }: Week): Promise<void> {
  const moment = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20))
  while (app.state().sessions.some(({ status }) => status === 'signed-in')) {
    if (await Promise.race([clock.nextTimer().then(() => true), moment()])) return
  }
}

/** Each file of the cache as botocore needs it: whole, with a token and a date, or a registration. */
async function expectReadable({ system }: Week): Promise<void> {
  const { ssoCache } = system.paths
  for (const name of (await readdir(ssoCache).catch(() => [])).filter((file) => file.endsWith('.json'))) {
    const fields = JSON.parse(await readFile(path.join(ssoCache, name), 'utf8')) as Record<string, unknown>
    const keys = Object.keys(fields)
    expect(parseCacheDate(fields['expiresAt'])).not.toBeNull()
    const isToken = keys.includes('accessToken')
    const needed = isToken ? ['startUrl', 'region', 'accessToken', 'expiresAt'] : ['clientId', 'clientSecret']
    expect(keys).toEqual(expect.arrayContaining(needed))
  }
}

/** The real AWS CLI and botocore, where this machine has them. */
async function expectUsable(room: Week): Promise<void> {
  const cli = findAwsClis().find(({ major }) => major === 1)
  if (cli) {
    const words = ['sts', 'get-caller-identity', '--profile', 'prod']
    expect(await runClient(room, cli.path, words, override(room))).toMatchObject({ code: 0, stderr: '' })
  }
  const python = findBotocore()
  if (python === null) return
  const script = `import json, sys
from botocore.utils import JSONFileCache, SSOTokenLoader
given = json.load(sys.stdin)
load = SSOTokenLoader(cache=JSONFileCache(given['folder']))
print(json.dumps([load(None, session_name=name)['accessToken'][:7] for name in given['names']]))`
  const tokens = askPython(python, script, { folder: room.system.paths.ssoCache, names })
  expect(tokens).toEqual(names.map(() => 'aoaDEMO'))
}

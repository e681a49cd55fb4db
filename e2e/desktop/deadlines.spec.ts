import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import type { Main } from '../electron/start.ts'
import { expect, menuWith, test } from './desktop.ts'

const minutes = 60_000

const tokenFile = (home: string) =>
  path.join(home, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`)

const inMinutes = (count: number) => `${new Date(Date.now() + count * minutes).toISOString().slice(0, 19)}Z`

/** Signs in to `corp` by a token that does not renew itself and ends in `left` minutes. */
async function signedIn(home: string, left: number): Promise<void> {
  const folder = path.join(home, '.aws/sso/cache')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = tokenFile(home)
  const expiresAt = inMinutes(left)
  const token = { startUrl: demoStartUrl, region: 'us-east-1', accessToken: 'aoaTOKEN', expiresAt }
  await writeFile(file, JSON.stringify(token), { mode: 0o600 })
}

const titles = async (main: Main) => (await main.ask('notifications')).map(({ title }) => title)

test('one that ends while the screen is locked is told of when it is unlocked, by a button too', async ({
  start,
  home,
}) => {
  await signedIn(home, 30)
  const main = await start({ args: ['--hidden'] })
  await menuWith(main, 'Sign out')
  await main.ask('power', 'lock-screen')
  await signedIn(home, -1)
  await expect
    .poll(async () => (await main.ask('tray'))?.menu.map(({ label }) => label).join())
    .toContain('sign-in needed')
  await main.ask('power', 'resume')
  expect(await titles(main)).toEqual([])
  await main.ask('power', 'unlock-screen')
  expect(await titles(main)).toEqual(['corp: sign-in needed'])
  await main.ask('power', 'unlock-screen')
  expect(await titles(main)).toEqual(['corp: sign-in needed'])
  expect(await main.ask('opened')).toEqual([])
  await main.ask('pressNotificationButton', 0)
  await expect.poll(() => main.ask('opened')).toHaveLength(1)
})

test('what could not be renewed is tried again as soon as the machine wakes', async ({ start, home, demo }) => {
  const main = await start({ args: ['--hidden'] })
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('clickTray', ['corp — sign-in needed'])
  await expect.poll(() => main.ask('opened')).toHaveLength(1)
  await fetch((await main.ask('opened'))[0] ?? '')
  await menuWith(main, 'corp — signed in · renews itself')

  demo.faults.add({
    operation: 'CreateToken',
    kind: 'error',
    status: 500,
    error: 'InternalServerException',
    times: 100,
  })
  const token = JSON.parse(await readFile(tokenFile(home), 'utf8')) as { expiresAt: string }
  await writeFile(tokenFile(home), JSON.stringify({ ...token, expiresAt: inMinutes(-1) }))
  const failed = () => demo.requests.entries.filter(({ status }) => status === 500).length
  await expect.poll(failed).toBeGreaterThan(0)
  let before = 0
  await expect.poll(() => before === (before = failed()), { intervals: [1500] }).toBe(true)
  demo.faults.clear()
  await main.ask('power', 'resume')
  const expiresAt = async () => (JSON.parse(await readFile(tokenFile(home), 'utf8')) as typeof token).expiresAt
  await expect.poll(async () => Date.parse(await expiresAt()) - Date.now()).toBeGreaterThan(50 * minutes)
  expect(await main.ask('opened')).toHaveLength(1)
})

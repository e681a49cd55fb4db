import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { demoStartUrl } from '../idc/organization.ts'
import type { Main } from '../electron/start.ts'
import { expect, menuWith, test } from './desktop.ts'

const minutes = 60_000

/** Signs in to `corp` by a token that does not renew itself and ends `left` ms from now. */
async function signedIn(home: string, left: number): Promise<void> {
  const folder = path.join(home, '.aws/sso/cache')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `${createHash('sha1').update('corp').digest('hex')}.json`)
  const expiresAt = `${new Date(Date.now() + left).toISOString().slice(0, 19)}Z`
  const token = { startUrl: demoStartUrl, region: 'us-east-1', accessToken: 'aoaTOKEN', expiresAt }
  await writeFile(file, JSON.stringify(token), { mode: 0o600 })
}

const titles = async (main: Main) => (await main.ask('notifications')).map(({ title }) => title)

test('a session that is about to end is told of, and a click signs in anew', async ({ start, home }) => {
  await signedIn(home, 10 * minutes)
  const main = await start({ args: ['--hidden'] })
  await expect.poll(() => titles(main)).toEqual(['corp ends in 10 min'])
  expect(await main.ask('notificationButtons', 0)).toEqual(['Sign in'])
  expect(await main.ask('opened')).toEqual([])
  await main.ask('clickNotification', 0)
  await expect.poll(() => main.ask('opened')).toHaveLength(1)
  await fetch((await main.ask('opened'))[0] ?? '')
  await menuWith(main, 'corp — signed in · renews itself')
  expect(await titles(main)).toEqual(['corp ends in 10 min', 'Signed in to corp'])
})

test('one that ends while the screen is locked is told of when it is unlocked, by a button too', async ({
  start,
  home,
}) => {
  await signedIn(home, 30 * minutes)
  const main = await start({ args: ['--hidden'] })
  await menuWith(main, 'Sign out')
  await main.ask('power', 'lock-screen')
  await signedIn(home, -minutes)
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

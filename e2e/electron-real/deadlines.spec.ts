/** What Lanyard tells by the system's notifications, and what their buttons do. */
import { createHash } from 'node:crypto'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { expect, heard, menuUntil, menuWith, labels, notification, notifications, test } from './real.ts'
import type { Home } from './real.ts'

const minute = 60_000

/** Signs in to `corp` by a token that does not renew itself and ends in `left` minutes. */
async function signedIn(home: Home, left: number): Promise<void> {
  const expiresAt = `${new Date(Date.now() + left * minute).toISOString().slice(0, 19)}Z`
  const token = { startUrl: demoStartUrl, region: 'us-east-1', accessToken: 'aoaTOKEN', expiresAt }
  await home.write(`.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`, JSON.stringify(token))
}

test('a session that is about to end is told of, and a click signs in anew', async ({ start, buses, home, opened }) => {
  await signedIn(home, 10)
  start({ args: ['--hidden'], packaged: true })
  const told = await notification(buses)
  expect(told.title).toBe('corp ends in 10 min')
  expect(opened.entries).toEqual([])
  // On Linux Electron gives notifications no buttons of one's own.
  await buses.ask('invoke', { number: told.id })
  const url = await opened.until('the page of the sign-in', (entries) => entries[0])
  await fetch(url)
  await menuWith(buses, 'corp — signed in · renews itself')
  expect((await notification(buses, 2)).title).toBe('Signed in to corp')
})

test('one that ends while the machine sleeps is told of once, when it wakes', async ({ start, buses, home }) => {
  await signedIn(home, 30)
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await menuWith(buses, 'Sign out')
  await buses.ask('sleep', { going: true })
  await heard(lanyard, 'suspend')
  await signedIn(home, -1)
  await menuUntil(buses, 'the end', (lines) => labels(lines).some((label) => label.includes('sign-in needed')))
  expect(notifications(buses.log.entries)).toEqual([])
  await buses.ask('sleep', { going: false })
  await heard(lanyard, 'resume')
  expect((await notification(buses)).title).toBe('corp: sign-in needed')
  expect(notifications(buses.log.entries)).toHaveLength(1)
})

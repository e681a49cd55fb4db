import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Main } from '../electron/start.ts'
import { configText, expect, labels, menuWith, stateFolder, test } from './desktop.ts'

const chosen = async (main: Main) =>
  (await main.ask('tray'))?.menu.filter((line) => line.checked).map((line) => line.label)

const asset = async (name: string) =>
  `data:image/png;base64,${(await readFile(path.resolve('assets/tray', name))).toString('base64')}`

test('the tray shows what the files say', async ({ start, demo }) => {
  const main = await start()
  const lines = await menuWith(main, 'corp — sign-in needed')
  expect(labels(lines)).toEqual([
    `Endpoint override: ${new URL(demo.url).host}`,
    '',
    'No active profile',
    '',
    'audit  (sign-in needed)',
    'default',
    'staging  (sign-in needed)',
    '',
    'corp — sign-in needed',
    '',
    'New profile…',
    'Open Lanyard',
    'Preferences…',
    'Quit',
  ])
  expect(lines.every((line) => !line.checked)).toBe(true)
})

test('its image says that a sign-in is needed, and its tooltip which profile is active', async ({ start }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  const tray = await main.ask('tray')
  const kind = process.platform === 'darwin' ? 'template' : 'colour'
  const small = process.platform === 'linux' ? 32 : 16
  expect(tray?.image[1]).toBe(await asset(`${kind}/sign-in-needed-${small}.png`))
  expect(tray?.tooltip).toBe('Lanyard — no active profile')
})

test('a click on a profile switches to it', async ({ start, home }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('clickTray', ['staging  (sign-in needed)'])
  await menuWith(main, 'staging — sign-in needed')
  expect(await chosen(main)).toEqual(['staging  (sign-in needed)'])
  await expect.poll(() => main.ask('clipboard')).toBe('export AWS_PROFILE=staging')
  expect(await readFile(path.join(stateFolder(home), 'active-profile'), 'utf8')).toBe('staging\n')
})

test('when switching fails, the mark goes back by itself, and the person is told', async ({ start, home }) => {
  await mkdir(path.join(stateFolder(home), 'active-profile', 'in the way'), { recursive: true, mode: 0o700 })
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('blurWindow')
  await main.ask('clickTray', ['audit  (sign-in needed)'])
  expect(await chosen(main)).toEqual(['audit  (sign-in needed)'])
  await expect.poll(() => chosen(main)).toEqual([])
  await expect
    .poll(async () => (await main.ask('notifications'))[0]?.title)
    .toMatch(/^The active profile could not be written/)
})

test('what someone else writes into the file is in the menu at once', async ({ start, home }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await writeFile(path.join(home, '.aws/config'), `${configText}\n[profile R&D]\nregion = eu-west-1\n`)
  await menuWith(main, 'R&D')
  await rm(path.join(home, '.aws/config'))
  await expect.poll(async () => labels((await main.ask('tray'))?.menu ?? [])).not.toContain('R&D')
})

test('one click signs in, tells when it is done, and the menu follows', async ({ start, demo }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('blurWindow')
  await main.ask('clickTray', ['corp — sign-in needed'])
  await menuWith(main, 'corp — signing in…')
  await expect.poll(() => main.ask('opened')).toHaveLength(1)
  const [url = ''] = await main.ask('opened')
  expect(url.startsWith(`${demo.url}/authorize?`)).toBe(true)
  // What the browser does, here without one: the organization allows, and leads back to Lanyard's own page.
  expect((await fetch(url)).status).toBe(200)
  const lines = await menuWith(main, 'Sign out')
  expect(labels(lines)).toContain('corp — signed in · renews itself')
  await expect.poll(() => main.ask('notifications')).toEqual([{ title: 'Signed in to corp', body: '' }])
  expect(demo.requests.count('CreateToken')).toBe(1)
})

test('what the person sees in the window is not told beside it', async ({ start, open }) => {
  const main = await start()
  await open(main)
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('clickTray', ['corp — sign-in needed'])
  await expect.poll(() => main.ask('opened')).toHaveLength(1)
  await fetch((await main.ask('opened'))[0] ?? '')
  await menuWith(main, 'corp — signed in · renews itself')
  expect(await main.ask('notifications')).toEqual([])
})

test('a sign-in can be cancelled, which is nothing to tell', async ({ start }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('blurWindow')
  await main.ask('clickTray', ['corp — sign-in needed'])
  await menuWith(main, 'Open the page again')
  await main.ask('clickTray', ['corp — signing in…', 'Cancel'])
  await menuWith(main, 'corp — sign-in needed')
  expect(await main.ask('notifications')).toEqual([])
})

test('the identity that was asked for from the tray is told', async ({ start, open }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('clickTray', ['corp — sign-in needed'])
  await expect.poll(() => main.ask('opened')).toHaveLength(1)
  await fetch((await main.ask('opened'))[0] ?? '')
  await menuWith(main, 'staging')
  await main.ask('clickTray', ['staging'])
  await menuWith(main, 'Check identity')
  await main.ask('blurWindow')
  await main.ask('clickTray', ['Check identity'])
  await expect.poll(async () => (await main.ask('notifications')).map((news) => news.title)).toContain('staging works')
  const news = (await main.ask('notifications')).findIndex((each) => each.title === 'staging works')
  expect((await main.ask('notifications'))[news]?.body).toMatch(/^arn:aws:sts::058264527036:assumed-role\//)

  const { page } = await open(main)
  await main.ask('closeWindow')
  await main.ask('clickNotification', news)
  expect((await main.ask('windows'))[0]?.visible).toBe(true)
  await page.close()
})

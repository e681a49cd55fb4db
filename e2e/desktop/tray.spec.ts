import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Main } from '../electron/start.ts'
import { expect, menuWith, stateFolder, test } from './desktop.ts'

const chosen = async (main: Main) =>
  (await main.ask('tray'))?.menu.filter((line) => line.checked).map((line) => line.label)

const asset = async (name: string) =>
  `data:image/png;base64,${(await readFile(path.resolve('assets/tray', name))).toString('base64')}`

test('its image says that a sign-in is needed, and its tooltip which profile is active', async ({ start }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  const tray = await main.ask('tray')
  const kind = process.platform === 'darwin' ? 'template' : 'colour'
  const [small, large] = process.platform === 'linux' ? [22] : [16, 32]
  expect(tray?.image[1]).toBe(await asset(`${kind}/sign-in-needed-${small}.png`))
  if (large !== undefined) expect(tray?.image[2]).toBe(await asset(`${kind}/sign-in-needed-${large}.png`))
  expect(tray?.tooltip).toBe('Lanyard — no active profile')
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

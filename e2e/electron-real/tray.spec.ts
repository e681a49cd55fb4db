/** The tray as a panel has it over D-Bus: the menu is read from there, and its lines are clicked there. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  all,
  clickLine,
  configText,
  expect,
  heard,
  labels,
  menuUntil,
  menuWith,
  notification,
  notifications,
  test,
} from './real.ts'
import type { Line } from './desk.ts'
import type { Lanyard } from './lanyard.ts'

const chosen = (lines: readonly Line[]) =>
  all(lines)
    .filter(({ checked }) => checked)
    .map(({ label }) => label)
const clipboard = (lanyard: Lanyard) => lanyard.main(({ clipboard }) => clipboard.readText())

test('from what the files say, over a sign-in, to a profile that is switched to', async ({
  start,
  buses,
  opened,
  demo,
  home,
}) => {
  const lanyard = start({ args: ['--hidden'], packaged: true })
  const lines = await menuWith(buses, 'corp — sign-in needed')
  expect(labels(lines)).toEqual([
    `Endpoint override: ${new URL(demo.url).host}`,
    '',
    'No active profile',
    '',
    'audit  (sign-in needed)',
    'staging  (sign-in needed)',
    '',
    'corp — sign-in needed',
    '',
    'New profile…',
    'Open Lanyard',
    'Preferences…',
    'Quit',
  ])
  const before = await buses.ask('item_properties')
  expect(before.tooltip).toBe('Lanyard — no active profile')
  expect(before.icons.map(([width, height]) => [width, height])).toEqual([[22, 22]])

  await clickLine(buses, 'corp — sign-in needed')
  await menuWith(buses, 'Copy the link')
  const url = await opened.until('the page of the sign-in', (entries) => entries[0])
  expect((await fetch(url)).status).toBe(200)
  await menuWith(buses, 'Sign out')
  expect(await notification(buses)).toMatchObject({ title: 'Signed in to corp' })
  const after = await buses.ask('item_properties')
  expect(after.icons).not.toEqual(before.icons)

  await clickLine(buses, 'staging')
  const switched = await menuUntil(buses, 'a chosen profile', (found) => chosen(found).length > 0)
  expect(chosen(switched)).toEqual(['staging'])
  expect(labels(switched)).toContain('Copy  export AWS_PROFILE=staging')
  expect(await readFile(path.join(home.state, 'active-profile'), 'utf8')).toMatch(/^1 \d+ staging\n$/)
  await expect.poll(() => clipboard(lanyard)).toBe('export AWS_PROFILE=staging')

  await clickLine(buses, 'Check identity')
  expect((await notification(buses, 2)).title).toBe('staging works')
  expect(notifications(buses.log.entries)[1]?.body).toMatch(/^arn:aws:sts::058264527036:assumed-role\//)
})

test('hundreds of profiles are in menus that fit on a screen, each under its own name', async ({
  start,
  buses,
  home,
}) => {
  const many = Array.from(
    { length: 300 },
    (_, n) =>
      `[profile "team_${n} & co"]\nsso_session = corp\nsso_account_id = ${100_000_000_000 + (n % 40)}\nsso_role_name = Admin\n`,
  )
  await home.write('.aws/config', `${configText}\n${many.join('\n')}`)
  start({ args: ['--hidden'], packaged: true })
  const lines = await menuUntil(buses, 'all profiles', (found) =>
    labels(found).some((label) => label.startsWith('team_299 & co')),
  )
  const menus = [lines, ...all(lines).map(({ items }) => items)]
  expect(Math.max(...menus.map(({ length }) => length))).toBeLessThanOrEqual(40)
  const found = new Set(labels(lines).flatMap((label) => /^(team_\d+ & co) {2}/.exec(label)?.[1] ?? []))
  expect(found.size).toBe(300)
})

test('a click on a line that is gone since does nothing', async ({ start, buses, home }) => {
  start({ args: ['--hidden'], packaged: true })
  const lines = await menuWith(buses, 'staging  (sign-in needed)')
  const stale = all(lines).find(({ label }) => label.startsWith('staging'))
  await home.write('.aws/config', configText.replace('[profile staging]', '[profile other]'))
  await menuWith(buses, 'other  (sign-in needed)')
  await expect(buses.ask('click', { number: stale?.id })).rejects.toThrow()
  expect(chosen(await buses.ask('menu'))).toEqual([])
})

test('a sign-in is cancelled from the menu, which is nothing to tell', async ({ start, buses, demo }) => {
  demo.settings.autoApprove = false
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await clickLine(buses, 'corp — sign-in needed')
  await clickLine(buses, 'Cancel')
  await menuWith(buses, 'corp — sign-in needed')
  expect(notifications(buses.log.entries)).toEqual([])
  await clickLine(buses, 'Quit')
  await heard(lanyard, 'quit')
})

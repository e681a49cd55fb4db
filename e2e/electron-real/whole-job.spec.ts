/** The whole job in the real window: the wizard, the sign-in by the browser, the switch, the clipboard, the undo, a link. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LanyardApi } from '../../shared/contract.ts'
import { all, clickLine, closeWindow, configText, expect, heard, menuWith, test } from './real.ts'

declare global {
  var lanyard: LanyardApi
}

test('from a click in the tray to a profile that is written, switched to and known to AWS, and back', async ({
  start,
  buses,
  opened,
  home,
}) => {
  const lanyard = start({ args: ['--hidden'] })
  await clickLine(buses, 'New profile…')
  const page = await lanyard.page()
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(globalThis, { violations: seen })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective))
  })
  const wizard = page.getByRole('dialog')
  await wizard.getByRole('button', { name: /^Sign in/ }).click()
  await fetch(await opened.until('the page of the sign-in', (entries) => entries[0]))
  await wizard.getByRole('option', { name: /Staging/ }).click()
  await wizard.getByRole('option', { name: 'ReadOnlyAccess' }).click()
  await wizard.getByLabel('Name').fill('staging-reader')
  await wizard.getByRole('combobox', { name: 'Region' }).fill('eu-central-1')
  await page.keyboard.press('Enter')
  await wizard.getByRole('button', { name: 'Create and switch' }).click()
  await expect(wizard.getByText('AWS knows who you are. The profile is active.')).toBeVisible()
  await wizard.getByRole('button', { name: 'Done' }).click()

  const config = path.join(home.folder, '.aws/config')
  expect(await readFile(config, 'utf8')).toContain('[profile staging-reader]\nsso_session = corp\n')
  expect(await lanyard.main(({ clipboard }) => clipboard.readText())).toBe('export AWS_PROFILE=staging-reader')
  const lines = await menuWith(buses, 'staging-reader — signed in · renews itself')
  expect(
    all(lines)
      .filter(({ checked }) => checked)
      .map(({ label }) => label),
  ).toEqual(['staging-reader'])

  await page.keyboard.press('Control+z')
  await expect.poll(() => readFile(config, 'utf8')).toBe(configText)
  expect(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).toEqual([])
  expect(lanyard.log.entries.filter(({ event }) => event === 'console')).toEqual([])
})

const sections = '[sso-session acme]\nsso_start_url = https://d-9876543210.awsapps.com/start\nsso_region = eu-west-1\n'
const link = `lanyard://import?setup=${Buffer.from(sections).toString('base64url')}`

test('a link is a second start, which opens the first one’s window at the review and changes nothing', async ({
  start,
  buses,
  home,
}) => {
  const lanyard = start()
  const page = await lanyard.page()
  await expect(page.getByText('staging').first()).toBeVisible()
  await menuWith(buses, 'Quit')
  await closeWindow(lanyard)
  await heard(lanyard, 'hide')
  const second = start({ args: [link], packaged: true })
  expect((await second.exited).code).toBe(0)
  await heard(lanyard, 'show', 2)
  const dialog = page.getByRole('dialog', { name: 'Add a shared set-up' })
  await expect(dialog.getByText('[sso-session acme]')).toBeVisible()
  const config = path.join(home.folder, '.aws/config')
  expect(await readFile(config, 'utf8')).toBe(configText)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect.poll(() => readFile(config, 'utf8')).toBe(`${configText}\n${sections}`)
})

test('a link that starts Lanyard is at its review at once', async ({ start }) => {
  const lanyard = start({ args: [link] })
  const page = await lanyard.page()
  await expect(page.getByRole('dialog', { name: 'Add a shared set-up' }).getByText('[sso-session acme]')).toBeVisible()
})

test('the theme of the settings is the window’s', async ({ start }) => {
  const lanyard = start()
  const page = await lanyard.page()
  await expect(page.getByText('staging').first()).toBeVisible()
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const set = (theme: 'dark' | 'light') =>
    page.evaluate((theme) => globalThis.lanyard.call('settings.update', { settings: { theme } }), theme)
  await set('light')
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(false)
  const light = await background()
  await set('dark')
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  expect(await background()).not.toBe(light)
})

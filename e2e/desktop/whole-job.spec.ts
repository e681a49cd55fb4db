import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { configText, expect, menuWith, test } from './desktop.ts'

test('from a click in the tray to a profile that is written, switched to and known to AWS', async ({
  start,
  open,
  context,
  demo,
  home,
}) => {
  demo.settings.autoApprove = false
  const main = await start({ args: ['--hidden'] })
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('clickTray', ['New profile…'])
  const { page, strayRequests } = await open(main)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))

  const wizard = page.getByRole('dialog')
  await expect(wizard.getByRole('heading', { name: 'Sign in to corp' })).toBeVisible()
  await wizard.getByRole('button', { name: /^Sign in/ }).click()
  await expect.poll(() => main.ask('opened')).toHaveLength(1)

  const browser = await context.newPage()
  await browser.goto((await main.ask('opened'))[0] ?? '')
  await browser.getByRole('button', { name: 'Sign in' }).click()
  await browser.getByRole('button', { name: 'Allow access' }).click()
  await expect(browser.getByText('close this tab')).toBeVisible()
  await browser.close()

  await wizard.getByRole('option', { name: /Staging/ }).click()
  await wizard.getByRole('option', { name: 'ReadOnlyAccess' }).click()
  await wizard.getByLabel('Name').fill('staging-reader')
  await wizard.getByRole('combobox', { name: 'Region' }).fill('eu-central-1')
  await page.keyboard.press('Enter')
  await expect(wizard.getByText('[profile staging-reader]')).toBeVisible()
  await wizard.getByRole('button', { name: 'Create and switch' }).click()
  await expect(wizard.getByText('AWS knows who you are. The profile is active.')).toBeVisible()
  await wizard.getByRole('button', { name: 'Done' }).click()

  expect(await readFile(path.join(home, '.aws/config'), 'utf8')).toBe(`${configText}
[profile staging-reader]
sso_session = corp
sso_account_id = 058264527036
sso_role_name = ReadOnlyAccess
region = eu-central-1
output = json
`)
  expect(await main.ask('clipboard')).toBe('export AWS_PROFILE=staging-reader')
  const lines = await menuWith(main, 'staging-reader — signed in · renews itself')
  expect(lines.filter((line) => line.checked).map((line) => line.label)).toEqual(['staging-reader'])
  expect(complaints).toEqual([])
  expect(strayRequests).toEqual([])
})

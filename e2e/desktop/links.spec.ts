import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { configText, expect, test } from './desktop.ts'

const sections = '[sso-session acme]\nsso_start_url = https://d-9876543210.awsapps.com/start\nsso_region = eu-west-1\n'
const link = `lanyard://import?setup=${Buffer.from(sections).toString('base64url')}`

test('a link that is opened shows what it would add, and adds it when told to', async ({ start, open, home }) => {
  const main = await start()
  const { page } = await open(main)
  expect(await main.ask('linkSchemes')).toEqual(['lanyard'])
  await main.ask('closeWindow')
  await main.ask('secondStart', ['lanyard', link])
  expect((await main.ask('windows')).map(({ visible }) => visible)).toEqual([true])
  const dialog = page.getByRole('dialog', { name: 'Add a shared set-up' })
  await expect(dialog.getByText('d-9876543210.awsapps.com', { exact: true })).toBeVisible()
  await expect(dialog.getByText('[sso-session acme]')).toBeVisible()
  const config = path.join(home, '.aws', 'config')
  expect(await readFile(config, 'utf8')).toBe(configText)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(await readFile(config, 'utf8')).toBe(`${configText}\n${sections}`)
  await page.close()
})

test('a link that macOS hands over opens the window, and one that is no set-up is refused there', async ({
  start,
  open,
}) => {
  const main = await start()
  const { page } = await open(main)
  expect(await main.ask('openLink', 'lanyard://settings?theme=dark')).toBe(true)
  await expect(page.getByRole('alert')).toContainText('This link is not whole, or not one of a shared set-up.')
  await page.close()
})

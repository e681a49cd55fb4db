import { chmod, stat } from 'node:fs/promises'
import path from 'node:path'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './pictures.ts'

/** What grows in a file over the years. */
const messy = `# M\xfcller's machine
[default]
region = eu-west-1 ; home

[sso-session demo-org]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[ profile spaced ]
region = us-east-1`

test('Doctor mends a messy file and what is around it, and Undo brings its bytes back', async ({
  page,
  lanyard,
  home,
}) => {
  await home.write('.aws/config', messy)
  const cache = path.join(home.folder, '.aws/sso/cache')
  await home.write('.aws/sso/cache/note.txt', '')
  await chmod(cache, 0o777)
  await page.goto(lanyard.url)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Doctor/ })
    .click()
  await expect(page.getByRole('status').filter({ hasText: 'checked just now' })).toBeVisible()
  await expect(page.getByRole('row', { name: /comment behind region/ })).toContainText('region = eu-west-1 ; home')
  await picture(page, 'doctor')

  await page.getByRole('button', { name: /^Fix all/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Fix \d+ findings/ })
  await expect(dialog.getByRole('group', { name: 'Changes to ~/.aws/config' })).toContainText('[profile spaced]')
  await expect(dialog.getByRole('region', { name: 'Changes on the disk' })).toContainText('~/.aws/sso/cache')
  await picture(page, 'doctor-fixes')
  expect(await home.read('.aws/config')).toBe(messy)
  await dialog.getByRole('button', { name: 'Fix' }).click()
  // The mends are followed by a whole check, which asks every AWS CLI of this machine for its version.
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await expect(page.getByRole('row', { name: /comment behind region/ })).toBeHidden()
  const mended = await home.read('.aws/config')
  expect(mended).toContain('\nregion = eu-west-1\n')
  expect(mended).toContain('\n[profile spaced]\n')
  expect((await stat(cache)).mode & 0o022).toBe(0)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row', { name: /comment behind region/ })).toBeVisible()
  expect(await home.read('.aws/config')).toBe(messy)
})

test('a file that somebody breaks is shown as it was, and its last good copy is put back', async ({
  page,
  lanyard,
  home,
}) => {
  await home.write('.aws/config', `[profile audit]\nregion = us-east-1 ; home\n`)
  await page.goto(lanyard.url)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Doctor/ })
    .click()
  await expect(page.getByRole('row', { selected: true })).toContainText('comment behind region')
  await page.keyboard.press('f')
  await page.getByRole('button', { name: 'Write' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Profiles/ })
    .click()
  const good = await home.read('.aws/config')

  await home.write('.aws/config', `${good}\n[profile audit]\nregion = eu-west-1\n`)
  const banner = page.getByRole('status').filter({ hasText: 'AWS tools refuse ~/.aws/config, line 5' })
  await expect(banner).toContainText('Showing your file as it was before.')
  await expect(page.getByRole('row', { name: /audit/ })).toBeVisible()
  await banner.getByRole('button', { name: 'Open Doctor' }).click()
  await banner.getByRole('button', { name: 'Last good copy…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Put the last good copy back?' })
  await expect(dialog).toContainText('3 lines removed, nothing else changes')
  await dialog.getByRole('button', { name: 'Put it back' }).click()
  await expect(banner).toBeHidden()
  expect(await home.read('.aws/config')).toBe(good)
})

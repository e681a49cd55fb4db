import { demoStartUrl } from '../../testing/idc/organization.ts'
import { findAwsClis } from '../../testing/tools.ts'
import { allow, allowInNewTab, expect, signInByBrowser, test } from './fixtures.ts'
import { picture } from './pictures.ts'

const arn = /^arn:aws:sts::637423191929:assumed-role\/AWSReservedSSO_AdministratorAccess_\w+\/alex$/

/** Somebody's file: comments, a nested block, odd spacing, a byte that is not UTF-8, no newline at its end. */
const somebodysConfig = `# M\xfcller's machine
[default]
region=eu-west-1

[profile artifacts]
region = us-east-1
s3 =
    max_concurrent_requests = 20   # measured
;  the end`

const session = `[sso-session demo-org]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`
const profile = `[profile prod-admin]
sso_session = demo-org
sso_account_id = 637423191929
sso_role_name = AdministratorAccess
region = us-east-1
output = json
`

test('from a start URL to an answer from AWS, on a machine where nothing was ever set up', async ({
  page,
  context,
  lanyard,
  home,
  demo,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(lanyard.url)
  await picture(page, 'first-run')
  await page.getByRole('textbox', { name: 'Start URL' }).fill(demoStartUrl)
  await page.keyboard.press('Enter')

  await test.step('a session from its start URL', async () => {
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Start URL' })).toHaveValue(demoStartUrl)
    await page.getByRole('combobox', { name: 'Region' }).fill('us-east-1')
    await page.keyboard.press('Tab')
    await page.getByRole('textbox', { name: 'Name' }).fill('demo-org')
    await expect(page.getByRole('group', { name: /^Changes to/ })).toContainText('[sso-session demo-org]')
    await picture(page, 'new-session')
    await page.getByRole('button', { name: 'Add and continue' }).click()
  })

  await test.step('sign in through the organization’s own pages', async () => {
    await expect(page.getByRole('heading', { name: 'Sign in to demo-org' })).toBeVisible()
    await signInByBrowser(page)
    await expect(page.getByRole('button', { name: 'Copy the link' })).toBeVisible()
    await picture(page, 'signing-in')
    await allowInNewTab(page)
  })

  await test.step('a profile from what is assigned', async () => {
    await expect(page.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
    await expect(page.getByRole('option')).toHaveCount(12)
    await picture(page, 'choose-account')
    await page.getByRole('option', { name: /Production/ }).click()
    await page.getByRole('option', { name: 'AdministratorAccess' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('prod-admin')
    await page.getByRole('combobox', { name: 'Region' }).fill('us-east-1')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Review' }).click()
    const changes = page.getByRole('group', { name: /^Changes to/ })
    for (const line of profile.trimEnd().split('\n')) await expect(changes).toContainText(line)
    await picture(page, 'review')
    expect(await home.read('.aws/config')).toBe(session)
    await page.getByRole('button', { name: 'Create and switch' }).click()
  })

  await test.step('AWS says who it is', async () => {
    await expect(page.getByText('AWS knows who you are')).toBeVisible()
    await expect(page.getByRole('dialog').getByText(arn)).toBeVisible()
    await picture(page, 'done')
    await page.getByRole('dialog').getByRole('button', { name: 'Copy export' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('export AWS_PROFILE=prod-admin')
    await page.getByRole('button', { name: 'Done' }).click()
    const row = page.getByRole('row', { name: /prod-admin/ })
    await expect(row).toContainText('Active')
    await expect(row).toContainText('Verified')
    await picture(page, 'profiles')
  })

  expect(await home.read('.aws/config')).toBe(`${session}\n${profile}`)
  for (const cli of findAwsClis()) {
    expect(await home.whoIs(cli, 'prod-admin'), `AWS CLI ${cli.version}`).toMatchObject({
      Account: '637423191929',
      Arn: expect.stringMatching(arn),
    })
  }

  await test.step('when the session has ended, one click signs in again', async () => {
    demo.grants.revokeAll()
    await page.getByRole('grid', { name: 'Profiles' }).focus()
    await page.keyboard.press('i')
    await page.getByRole('button', { name: 'Sign in to demo-org' }).click()
    await allowInNewTab(page)
    const row = page.getByRole('row', { name: /prod-admin/ })
    await expect(row).toContainText('Ready')
    await page.getByRole('grid', { name: 'Profiles' }).focus()
    await page.keyboard.press('i')
    await expect(row).toContainText('Verified')
  })
})

test('in somebody’s own file every byte stays as it was', async ({ page, lanyard, home }) => {
  await home.write('.aws/config', somebodysConfig)
  await page.goto(lanyard.url)
  await expect(page.getByRole('row', { name: /artifacts/ })).toBeVisible()
  await page.getByRole('button', { name: 'New profile' }).click()
  await page.getByRole('textbox', { name: 'Start URL' }).fill(demoStartUrl)
  await page.getByRole('combobox', { name: 'Region' }).fill('us-east-1')
  await page.keyboard.press('Tab')
  await page.getByRole('textbox', { name: 'Name' }).fill('demo-org')
  await page.getByRole('button', { name: 'Add and continue' }).click()
  await page.getByRole('button', { name: 'Continue without' }).click()
  await page.getByRole('combobox', { name: 'Account' }).fill('637423191929')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Permission set' }).fill('AdministratorAccess')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).fill('prod-admin')
  await page.getByRole('combobox', { name: 'Region' }).fill('us-east-1')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('The profile is written')).toBeVisible()
  const written = await home.read('.aws/config')
  expect(written).toBe(`${somebodysConfig}\n\n${session}\n${profile}`)
})

test('signs in with a code from another machine', async ({ page, lanyard, home, demo }) => {
  demo.settings.deviceIntervalSeconds = 1
  await home.write('.aws/config', session)
  await page.goto(lanyard.url)
  await page.getByRole('button', { name: 'Sign in to demo-org' }).click()
  const instead = page.getByRole('button', { name: 'Use a code instead' })
  const shown = page.getByRole('status', { name: /^Code:/ })
  await instead.or(shown).waitFor()
  if (await instead.isVisible()) await instead.click()
  const code = await shown.innerText()
  const other = await page.context().browser()!.newPage()
  await other.goto(`${demo.url}/device`)
  await other.getByLabel('Code').fill(code)
  await allow(other)
  await other.close()
  await expect(page.getByText(/signed in/i).first()).toBeVisible()
  await page.getByRole('button', { name: 'Accounts' }).click()
  await expect(page.getByText('Production', { exact: true })).toBeVisible()
  await picture(page, 'accounts')
})

import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { emptyState, hostileState, largeState, sessionsState, typicalState } from '../../../testing/ui/states.ts'
import { writingAnswers } from '../../../testing/ui/writing-answers.ts'
import { fail, problem } from '../../../shared/result.ts'
import type { AppState, Profile } from '../../../shared/state.ts'
import { openWindow } from '../../shell/window.testing.tsx'
import type { FakeApi } from '../../../testing/ui/fake-api.ts'

const now = () => Date.now()
const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
/** The window on an application that writes into memory. */
async function openWriting(state: AppState): Promise<FakeApi> {
  const api: FakeApi = await openWindow(state, { answers: writingAnswers(() => api) })
  return api
}

const selected = () => page.getByRole('row', { selected: true })

describe('the home screen', () => {
  test('says how each profile stands, in words', async () => {
    await openWindow(typicalState(now()))
    await expect.element(page.getByRole('row', { name: /prod-admin.*Verified 2 min ago/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /network-on-call.*Not assigned now/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /partner-logs.*Sign-in needed/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /legacy\.dev.*Misconfigured/ })).toBeVisible()
  })

  test('says of a role chain what it stands on, and where one works', async () => {
    const state = typicalState(now())
    const [first] = state.profiles as readonly [Profile]
    const role = {
      roleArn: 'r',
      accountId: '222222222222',
      roleName: 'Deploy',
      externalId: null,
      mfaSerial: null,
    } as const
    const more = { duration: null, roleSessionName: null, profile: first.name, source: first.source } as const
    const none = { kind: 'other', session: null, accountId: null, roleName: null } as const
    const chain: Profile = { ...first, ...none, name: 'chain', source: { kind: 'role', ...role, ...more } }
    await openWindow({ ...state, profiles: [chain], active: null })
    await expect.element(page.getByRole('row', { name: /chain.*222222222222.*Deploy.*Role/ })).toBeVisible()
    await expect
      .element(page.getByRole('region', { name: 'About chain' }))
      .toMatchTextContent(/AdministratorAccess in Production → Deploy in 222222222222/)
  })

  test('moves with arrows and with j and k, and Enter switches', async () => {
    const api = await openWindow(typicalState(now()))
    await expect.element(selected()).toMatchTextContent(/prod-admin/)
    await userEvent.keyboard('{ArrowDown}jj{ArrowUp}k{Enter}')
    await expect.element(selected()).toMatchTextContent(/admin-on-staging/)
    expect(called(api, 'profile.switch')).toEqual([{ profile: 'admin-on-staging' }])
    await expect.element(page.getByRole('complementary')).toMatchTextContent(/admin-on-staging/)
  })

  test('does what each letter says, to the selected profile', async () => {
    const api = await openWindow(typicalState(now()))
    await expect.element(selected()).toMatchTextContent(/prod-admin/)
    await userEvent.keyboard('jcio')
    await userEvent.keyboard('{Shift>}i{/Shift}')
    expect(called(api, 'profile.copyExport')).toEqual([{ profile: 'admin-on-staging', shell: null }])
    expect(called(api, 'identity.check')).toEqual([{ profile: 'admin-on-staging' }])
    expect(called(api, 'profile.openConsole')).toEqual([{ profile: 'admin-on-staging' }])
    expect(called(api, 'identity.checkAll')).toEqual([{}])
  })

  test('leaves letters alone while one types a search', async () => {
    const api = await openWindow(typicalState(now()))
    await expect.element(selected()).toBeVisible()
    await userEvent.keyboard('/')
    await userEvent.keyboard('audit')
    await expect.element(page.getByRole('status').filter({ hasText: '1 of 9 profiles' })).toBeVisible()
    await userEvent.keyboard('{Enter}')
    expect(api.calls.map(({ name }) => name)).toEqual(['doctor.check', 'profile.switch'])
    expect(called(api, 'profile.switch')).toEqual([{ profile: 'audit' }])
  })

  test('finds by account, and says so when nothing matches', async () => {
    await openWindow(typicalState(now()))
    await page.getByRole('textbox', { name: /Search/ }).fill('staging admin')
    await expect.element(selected()).toMatchTextContent(/admin-on-staging/)
    await page.getByRole('textbox', { name: /Search/ }).fill('nobody')
    await expect.element(page.getByText(/No profile has “nobody”/)).toBeVisible()
    await page.getByRole('button', { name: 'Clear the search' }).last().click()
    await expect.element(page.getByRole('grid')).toBeVisible()
  })

  test('says why a profile cannot be removed, and waits for nothing more', async () => {
    const refusal = fail('unsupported-profile', 'It stands in the credentials file alone.')
    await openWindow(typicalState(now()), { answers: { 'config.preview': () => refusal } })
    await expect.element(selected()).toMatchTextContent(/prod-admin/)
    await userEvent.keyboard('{Delete}')
    const dialog = page.getByRole('alertdialog', { name: 'Remove prod-admin?' })
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/credentials file alone/)
    await expect.element(dialog.getByText('Reading the file…')).not.toBeInTheDocument()
    await expect.element(dialog.getByRole('button', { name: 'Remove profile' })).toBeDisabled()
  })

  test('asks before it removes, with the lines that go', async () => {
    const api = await openWriting(typicalState(now()))
    await expect.element(selected()).toMatchTextContent(/prod-admin/)
    await userEvent.keyboard('j{Delete}')
    const dialog = page.getByRole('alertdialog', { name: 'Remove admin-on-staging?' })
    await expect.element(dialog).toMatchTextContent(/6 lines removed, nothing else changes/)
    await expect.element(page.getByRole('button', { name: 'Keep it' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toEqual([])
    await userEvent.keyboard('{Delete}')
    await page.getByRole('button', { name: 'Remove profile' }).click()
    expect(called(api, 'config.change')).toEqual([
      { change: { kind: 'remove-profile', name: 'admin-on-staging' }, anyway: false },
    ])
    // The row after it takes its place.
    await expect.element(selected()).toMatchTextContent(/audit/)
  })

  test('renames by F2: the selection goes along, and Undo brings the name back', async () => {
    const api = await openWriting(typicalState(now()))
    await expect.element(selected()).toMatchTextContent(/prod-admin/)
    await userEvent.keyboard('j{F2}')
    await expect.element(page.getByRole('textbox', { name: 'New name' })).toHaveFocus()
    await userEvent.keyboard('on-staging')
    await expect.element(page.getByText('[profile on-staging]')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(selected()).toMatchTextContent(/^on-staging/)
    const change = { kind: 'rename-profile', name: 'admin-on-staging', to: 'on-staging' }
    expect(called(api, 'config.change')).toEqual([{ change, anyway: false }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.element(page.getByRole('row', { name: /admin-on-staging/ })).toBeVisible()
    await expect.element(page.getByText(/^Undid: /)).toBeVisible()
  })

  test('duplicates by D under a name that is free, and selects the copy', async () => {
    const api = await openWriting(typicalState(now()))
    await expect.element(selected()).toMatchTextContent(/prod-admin/)
    await userEvent.keyboard('d')
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('prod-admin-2')
    await page.getByRole('combobox', { name: 'Permission set' }).fill('ReadOnlyAccess')
    await expect.element(page.getByText('sso_role_name = ReadOnlyAccess')).toBeVisible()
    await page.getByRole('button', { name: 'Duplicate' }).click()
    await expect.element(selected()).toMatchTextContent(/prod-admin-2.*ReadOnlyAccess/)
    const change = { kind: 'duplicate-profile', name: 'prod-admin', to: 'prod-admin-2' }
    const settings = { roleName: 'ReadOnlyAccess' }
    expect(called(api, 'config.change')).toEqual([{ change: { ...change, settings }, anyway: false }])
  })

  test('keeps the remove dialog open and says why, when the file cannot be written', async () => {
    await openWindow(typicalState(now()), {
      answers: {
        'config.change': () => ({
          ok: false,
          error: { code: 'config-unwritable', message: 'The folder is read-only.', fix: 'Check its permissions.' },
        }),
      },
    })
    await expect.element(selected()).toBeVisible()
    await userEvent.keyboard('{Delete}')
    await page.getByRole('button', { name: 'Remove profile' }).click()
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/The folder is read-only\. ?Check its permissions\./)
  })

  test('shows every action of a row with its key', async () => {
    const api = await openWindow(typicalState(now()))
    await page.getByRole('gridcell', { name: 'audit', exact: true }).click()
    await page.getByRole('button', { name: 'More for audit' }).click()
    await expect.element(page.getByRole('menuitem', { name: 'Open console O' })).toBeVisible()
    await page.getByRole('menuitem', { name: /Add to favourites/ }).click()
    expect(called(api, 'settings.update')).toEqual([{ settings: { favourites: { audit: true } } }])
    await expect.element(page.getByRole('grid')).toHaveFocus()
  })

  test('shows who AWS says one is, whole, to be copied', async () => {
    const api = await openWindow(typicalState(now()))
    const arn = 'arn:aws:sts::637423191929:assumed-role/AWSReservedSSO_AdministratorAccess_8f2d1c0b9a7e6f54/jane.doe'
    await expect.element(page.getByText(arn)).toBeVisible()
    await page.getByRole('button', { name: 'Copy ARN' }).click()
    expect(called(api, 'clipboard.write')).toEqual([{ text: arn }])
  })

  test('offers the fix of what is wrong with the selected profile', async () => {
    await openWindow(typicalState(now()))
    await page.getByRole('gridcell', { name: 'legacy.dev', exact: true }).click()
    const about = page.getByRole('region', { name: 'About legacy.dev' })
    await expect.element(about).toMatchTextContent(/a session “old-org” that the file does not have/)
    await expect.element(about.getByRole('button', { name: 'Edit the profile' })).toBeVisible()
  })

  test('draws few of many rows, and reaches the last with one key', async () => {
    await openWindow(largeState(now(), 5000))
    await expect.element(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '5001')
    expect(page.getByRole('row').elements().length).toBeLessThan(60)
    await userEvent.keyboard('{End}')
    await expect.element(selected()).toHaveAttribute('aria-rowindex', '5001')
    await expect.element(selected()).toBeInViewport()
  })

  test('shows names from elsewhere as text, inside its layout', async () => {
    await openWindow(hostileState(now()))
    await expect.element(page.getByRole('row', { name: /<img src=x onerror=alert\(1\)>/ })).toBeVisible()
    expect(document.querySelector('main img, main script, main b b, main svg[onload]')).toBeNull()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth)
    const grid = page.getByRole('grid').element()
    expect(grid.scrollWidth).toBeLessThanOrEqual(grid.clientWidth)
  })

  test('keeps a profile selected that becomes a favourite, or is one no more, though its row moves', async () => {
    const state = typicalState(now())
    const api = await openWindow({ ...state, active: null })
    await expect.element(selected()).toMatchTextContent(/^prod-admin/)
    await userEvent.keyboard('f')
    await expect.poll(() => api.state().settings.favourites).toEqual([])
    await expect.element(selected()).toMatchTextContent(/^prod-admin/)
    await expect.element(selected()).toHaveAttribute('aria-rowindex', '10')
    await userEvent.keyboard('f')
    await expect.element(selected()).toHaveAttribute('aria-rowindex', '2')
    await expect.element(selected()).toMatchTextContent(/^prod-admin/)
  })

  test('asks for the start URL on a new machine, and goes on with what that says', async () => {
    await openWindow(emptyState())
    const field = page.getByRole('main').getByRole('textbox', { name: 'Start URL' })
    await expect.element(field).toHaveFocus()
    await userEvent.keyboard('acme{Enter}')
    await expect.element(field).toBeInvalid()
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await field.fill('https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws')
    await userEvent.keyboard('{Enter}')
    const dialog = page.getByRole('dialog')
    await expect
      .element(dialog.getByRole('textbox', { name: 'Start URL' }))
      .toHaveValue('https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws')
    await expect.element(dialog.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-west-1')
    await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('identity-center')
  })

  test('takes a shared set-up on a new machine', async () => {
    await openWindow(emptyState())
    await page.getByRole('button', { name: 'Import…' }).click()
    await expect.element(page.getByRole('dialog', { name: 'Add a shared set-up' })).toBeVisible()
  })
})

describe('a profile that is not assigned', () => {
  const about = page.getByRole('region', { name: 'About network-on-call' })

  test('leads to the page where its session asks for access, from its row, its menu and below', async () => {
    const api = await openWindow(sessionsState(now()))
    await page.getByRole('button', { name: 'Request access: network-on-call' }).click()
    await page.getByRole('row', { name: /network-on-call/ }).click()
    await about.getByRole('button', { name: 'Request access' }).click()
    await expect.element(about.getByRole('button', { name: 'Show what is assigned' })).toBeVisible()
    await page.getByRole('button', { name: 'More for network-on-call' }).click()
    await page.getByRole('menuitem', { name: 'Request access' }).click()
    const asked = { session: 'my-identity-center' }
    expect(called(api, 'session.openRequest')).toEqual([asked, asked, asked])
  })

  test('is shown what is assigned where there is no such page', async () => {
    await openWindow(typicalState(now()))
    await page.getByRole('row', { name: /network-on-call/ }).click()
    await expect.element(about.getByRole('button', { name: 'Show what is assigned' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: /Request access/ })).not.toBeInTheDocument()
  })

  test('has one button for asking where AWS itself refused it', async () => {
    const state = sessionsState(now())
    const refused = problem('not-assigned', 'NetworkAdmin is not assigned to you now.', {
      remedy: { kind: 'request-access', session: 'my-identity-center' },
    })
    const failed = { status: 'failed', problem: refused, at: new Date().toISOString() } as const
    await openWindow({ ...state, identities: { 'network-on-call': failed } })
    await page.getByRole('row', { name: /network-on-call/ }).click()
    await expect.element(about.getByRole('button', { name: 'Request access' })).toHaveLength(1)
  })
})

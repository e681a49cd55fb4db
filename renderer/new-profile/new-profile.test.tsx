import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { hostileState, ready, typicalState } from '../../testing/ui/states.ts'
import { writingAnswers, type FakeAnswers } from '../../testing/ui/writing-answers.ts'
import { fail } from '../../shared/result.ts'
import type { Account, AppState } from '../../shared/state.ts'
import type { FakeApi } from '../../testing/ui/fake-api.ts'
import { openWindow } from '../shell/window.testing.tsx'
import { called, heading, openWizard } from '../shell/wizard.testing.ts'

const accountField = () => page.getByRole('combobox', { name: 'Account' })
const nameField = () => page.getByRole('textbox', { name: 'Name' })

/** One session, signed in, with these accounts or with those of an ordinary morning. */
function oneSession(accounts?: readonly Account[]): AppState {
  const state = typicalState(Date.now())
  return {
    ...state,
    sessions: state.sessions.slice(0, 1),
    assignments: accounts ? { 'my-identity-center': ready(accounts, Date.now()) } : state.assignments,
  }
}

const staging = { screen: 'new-profile', session: 'my-identity-center', accountId: '058264527036' } as const
const stagingReader = { ...staging, roleName: 'ReadOnlyAccess' } as const

describe('a step with one possible answer', () => {
  test('is taken, and shown as taken', async () => {
    const sandbox = {
      accountId: '318845520019',
      accountName: 'Sandbox',
      emailAddress: null,
      roles: ['PowerUserAccess'],
    }
    await openWizard(oneSession([sandbox]))
    await expect.element(heading('Name the profile')).toBeVisible()
    await expect.element(nameField()).toHaveValue('sandbox-power')
    const taken = page.getByRole('list', { name: 'Steps' }).getByRole('button')
    expect(taken.elements().map((each) => each.textContent)).toEqual([
      'my-identity-center',
      'Signed in',
      'Sandbox',
      'PowerUserAccess',
    ])
  })

  test('can be gone back to, and answered otherwise', async () => {
    const sandbox = {
      accountId: '318845520019',
      accountName: 'Sandbox',
      emailAddress: null,
      roles: ['PowerUserAccess'],
    }
    await openWizard(oneSession([sandbox]))
    await page.getByRole('button', { name: 'PowerUserAccess' }).click()
    await userEvent.keyboard('Later{Enter}')
    await expect.element(nameField()).toHaveValue('sandbox-later')
  })
})

describe('from the first step to the last', () => {
  test('the keyboard is enough: Enter chooses, creates and switches', async () => {
    const api = await openWizard(oneSession())
    await expect.element(accountField()).toHaveFocus()
    await userEvent.keyboard('data{ArrowDown}{Enter}')
    await expect.element(page.getByRole('combobox', { name: 'Permission set' })).toHaveFocus()
    await userEvent.keyboard('power{Enter}')
    await expect.element(nameField()).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(/6 lines added, nothing else changes/)).toBeVisible()
    await expect.element(page.getByText('sso_account_id = 417755209931')).toBeVisible()
    expect(called(api, 'config.change')).toEqual([])
    await userEvent.keyboard('{Enter}')
    await expect.element(heading('Created data-platform-dev-power')).toBeVisible()
    expect(called(api, 'config.change')).toEqual([
      {
        change: {
          kind: 'create-profiles',
          drafts: [
            {
              name: 'data-platform-dev-power',
              session: 'my-identity-center',
              accountId: '417755209931',
              roleName: 'PowerUserAccess',
              region: 'us-east-1',
              output: 'json',
            },
          ],
        },
        anyway: false,
      },
    ])
    expect(called(api, 'profile.switch')).toEqual([{ profile: 'data-platform-dev-power' }])
  })

  test('one is at the new profile afterwards, though another was selected and is active', async () => {
    const api: FakeApi = await openWindow(oneSession(), { answers: writingAnswers(() => api) })
    await page.getByRole('row', { name: /^billing/ }).click()
    await page.getByRole('button', { name: 'New profile' }).click()
    await expect.element(accountField()).toHaveFocus()
    await userEvent.keyboard('data{ArrowDown}{Enter}')
    await expect.element(page.getByRole('combobox', { name: 'Permission set' })).toHaveFocus()
    await userEvent.keyboard('power{Enter}{Enter}')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect.element(heading('Created data-platform-dev-power')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    const row = page.getByRole('row', { name: /^data-platform-dev-power/, selected: true })
    await expect.element(row).toBeVisible()
    await expect.element(page.getByRole('grid', { name: 'Profiles' })).toHaveFocus()
  })

  test('the dialog keeps its height, and its main button its place', async () => {
    await openWizard(oneSession())
    const places: unknown[] = []
    async function look(step: string): Promise<void> {
      const dialog = page.getByRole('dialog', { name: step })
      await expect.element(dialog).toBeVisible()
      const { top, height } = dialog.element().getBoundingClientRect()
      const { bottom, right } = dialog.getByRole('button').last().element().getBoundingClientRect()
      places.push({ top, height, bottom, right })
    }
    await look('Choose an account')
    await userEvent.keyboard('data{ArrowDown}{Enter}')
    await look('Choose a permission set')
    await userEvent.keyboard('power{Enter}')
    await look('Name the profile')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(/6 lines added, nothing else changes/)).toBeVisible()
    await look('Create data-platform-dev-power')
    await userEvent.keyboard('{Enter}')
    await look('Created data-platform-dev-power')
    expect(new Set(places.map((each) => JSON.stringify(each))).size).toBe(1)
  })

  test('what AWS answers is shown, to be copied', async () => {
    const api = await openWizard(oneSession(), { place: stagingReader })
    await userEvent.keyboard('{Enter}')
    await page.getByRole('button', { name: 'Create' }).click()
    await expect.element(page.getByText(/assumed-role\/AWSReservedSSO_staging-read-only/).first()).toBeVisible()
    expect(called(api, 'profile.switch')).toEqual([])
    await page.getByRole('button', { name: 'Copy ARN' }).last().click()
    expect(called(api, 'clipboard.write')).toHaveLength(1)
    await page.getByRole('button', { name: 'Switch to it' }).click()
    expect(called(api, 'profile.switch')).toEqual([{ profile: 'staging-read-only' }])
    await page.getByRole('dialog').getByRole('button', { name: 'Copy export' }).click()
    expect(called(api, 'profile.copyExport')).toEqual([{ profile: 'staging-read-only', shell: null }])
  })

  test('a check that fails says why, and the profile stays usable', async () => {
    const answers: FakeAnswers = {
      'identity.check': ({ profile }) => {
        const { error } = fail('not-assigned', 'ReadOnlyAccess in Staging is not assigned to you now.')
        const at = new Date().toISOString()
        api.change({ identities: { [profile]: { status: 'failed', problem: error, at } } })
        return { ok: false, error }
      },
    }
    const api = await openWizard(oneSession(), { place: stagingReader, answers })
    await userEvent.keyboard('{Enter}')
    await page.getByRole('button', { name: 'Create' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent(/is not assigned to you now/)
    await expect.element(page.getByRole('button', { name: 'Switch to it' })).toBeVisible()
  })

  test('Enter that is held down stops at the review', async () => {
    const api = await openWizard(oneSession())
    await expect.element(accountField()).toHaveFocus()
    await userEvent.keyboard('staging{Enter>20/}')
    await expect.element(heading('Choose a permission set')).toBeVisible()
    await userEvent.keyboard('{Enter}{Enter>40/}')
    await expect.element(page.getByText(/6 lines added, nothing else changes/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(called(api, 'config.change')).toEqual([])
  })

  test('Escape closes it with nothing written', async () => {
    const api = await openWizard(oneSession(), { place: stagingReader })
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(/6 lines added, nothing else changes/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(new Set(api.calls.map(({ name }) => name))).toEqual(new Set(['doctor.check', 'config.preview']))
  })
})

describe('accounts and permission sets', () => {
  test('are sorted by name, and found by number', async () => {
    await openWizard(oneSession())
    const options = page.getByRole('option')
    await expect.element(options.first()).toMatchTextContent(/^Data Lake/)
    await userEvent.keyboard('9024')
    await expect.poll(() => options.elements().length).toBe(1)
    await expect.element(options).toMatchTextContent(/^Shared Network/)
  })

  test('that are not assigned yet can be typed', async () => {
    const api = await openWizard(oneSession())
    await expect.element(accountField()).toHaveFocus()
    await userEvent.keyboard('11111111111')
    await expect.element(page.getByText('An account number has 12 digits.')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(heading('Choose an account')).toBeVisible()
    await userEvent.keyboard('1{Enter}')
    await expect.element(heading('Choose a permission set')).toBeVisible()
    await userEvent.keyboard('Incident{Enter}{Enter}')
    await expect.element(page.getByText('[profile 111111111111-incident]')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => called(api, 'config.change')).toHaveLength(1)
  })

  test('with hostile names are shown as text', async () => {
    const hostile = hostileState(Date.now())
    const state = { ...hostile, sessions: hostile.sessions.slice(2), profiles: [] }
    await openWizard(state)
    await expect.element(page.getByRole('option', { name: /"><svg onload=alert\(1\)>/ })).toBeVisible()
    expect(document.querySelector('svg[onload]')).toBeNull()
  })

  test('are read when they are not known, and one can wait for them', async () => {
    const api = await openWizard({ ...oneSession(), assignments: {} })
    await expect.poll(() => called(api, 'accounts.read')).toEqual([{ session: 'my-identity-center' }])
    const reading = { status: 'reading', accounts: [], knownSince: null, progress: null, problem: null } as const
    api.change({ assignments: { 'my-identity-center': reading } })
    await expect.element(page.getByRole('status').filter({ hasText: 'Reading accounts…' })).toBeVisible()
    const { assignments } = typicalState(Date.now())
    api.change({ assignments })
    await expect.element(page.getByRole('option', { name: /^Staging/ })).toBeVisible()
    expect(called(api, 'accounts.read')).toHaveLength(1)
  })
})

describe('the name', () => {
  test('that is taken is said beside the field, and leads nowhere', async () => {
    await openWizard(oneSession(), { place: stagingReader })
    await expect.element(nameField()).toHaveFocus()
    await userEvent.keyboard('prod-admin')
    await expect.element(nameField()).toHaveAccessibleDescription(/There is already a profile/)
    await expect.element(nameField()).toBeInvalid()
    await userEvent.keyboard('{Enter}')
    await expect.element(heading('Name the profile')).toBeVisible()
  })

  test('that cannot be is said while one types', async () => {
    await openWizard(oneSession(), { place: stagingReader })
    await userEvent.keyboard('my profile')
    await expect.element(nameField()).toHaveAccessibleDescription(/letters, digits/)
  })

  test('and the rest of the draft survive going back', async () => {
    await openWizard(oneSession(), { place: stagingReader })
    await userEvent.keyboard('mine')
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-west-3')
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.element(heading('Choose a permission set')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(nameField()).toHaveValue('mine')
    await expect.element(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-west-3')
  })

  test('that somebody else took meanwhile leads back to its field', async () => {
    const taken = () => fail('name-taken', 'There is already a profile staging-read-only.', { field: 'name' })
    await openWizard(oneSession(), { place: stagingReader, answers: { 'config.change': taken } })
    await userEvent.keyboard('{Enter}')
    await page.getByRole('button', { name: 'Create' }).click()
    await expect.element(nameField()).toHaveAccessibleDescription(/There is already a profile/)
  })
})

test('a region is found by its place, and Enter takes it without going on', async () => {
  await openWizard(oneSession(), { place: stagingReader })
  const region = page.getByRole('combobox', { name: 'Region' })
  await region.fill('')
  await userEvent.keyboard('irel{ArrowDown}{Enter}')
  await expect.element(region).toHaveValue('eu-west-1')
  await expect.element(heading('Name the profile')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('region = eu-west-1')).toBeVisible()
})

test('a region that AWS does not have is said beside the field', async () => {
  await openWizard(oneSession(), { place: stagingReader })
  await page.getByRole('combobox', { name: 'Region' }).fill('eu-nowhere-1')
  await expect.element(page.getByText('AWS has no region "eu-nowhere-1".')).toBeVisible()
  await page.getByRole('button', { name: 'Review' }).click()
  await expect.element(heading('Name the profile')).toBeVisible()
})

test('a file that cannot be written is said in the review, which stays', async () => {
  const unwritable = () => fail('config-unwritable', 'There is no space left for ~/.aws/config.')
  await openWizard(oneSession(), { place: stagingReader, answers: { 'config.change': unwritable } })
  await userEvent.keyboard('{Enter}')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent(/no space left/)
  await expect.element(heading('Create staging-read-only')).toBeVisible()
})

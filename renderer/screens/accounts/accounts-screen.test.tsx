import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FakeApi } from '../../../testing/ui/fake-api.ts'
import { emptyState, hostileState, largeState, typicalState } from '../../../testing/ui/states.ts'
import { writingAnswers, type FakeAnswers } from '../../../testing/ui/writing-answers.ts'
import type { ProfileDraft } from '../../../shared/contract.ts'
import { fail, problem } from '../../../shared/result.ts'
import type { AppState, Assignments } from '../../../shared/state.ts'
import { openWindow } from '../../shell/window.testing.tsx'

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
const search = () => page.getByRole('textbox', { name: /^Search accounts/ })
const checkbox = (name: string) => page.getByRole('checkbox', { name })
const chosen = () => page.getByRole('row', { selected: true })

async function openAccounts(state: AppState, answers: FakeAnswers = {}): Promise<FakeApi> {
  const api: FakeApi = await openWindow(state, { answers: { ...writingAnswers(() => api), ...answers } })
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: /^Accounts/ })
    .click()
  await expect.element(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
  return api
}

/** An ordinary morning with the first session's assignments in another condition. */
function withAssignments(more: Partial<Assignments>): AppState {
  const state = typicalState(Date.now())
  const before = state.assignments['my-identity-center']
  return before
    ? { ...state, assignments: { ...state.assignments, 'my-identity-center': { ...before, ...more } } }
    : state
}

describe('the list', () => {
  test('shows each account with its permission sets, and which of them have a profile', async () => {
    await openAccounts(typicalState(Date.now()))
    await expect.element(page.getByRole('rowheader').first()).toMatchTextContent(/^Data Lake410522391077/)
    const rows = page.getByRole('row', { name: /ReadOnlyAccess/ })
    await expect.element(rows.first()).toMatchTextContent(/data-lake-reader/)
    await expect.element(rows.nth(1)).toMatchTextContent(/no profile yet/)
  })

  test('is filtered by every word, over accounts and permission sets', async () => {
    await openAccounts(typicalState(Date.now()))
    await search().fill('platform power')
    await expect.poll(() => page.getByRole('rowheader').elements().length).toBe(2)
    expect(page.getByRole('checkbox').elements()).toHaveLength(2)
    await search().fill('nobody')
    await expect.element(page.getByText('No account, permission set or profile has “nobody” in it.')).toBeVisible()
  })

  test('shows hostile names as text', async () => {
    await openAccounts(hostileState(Date.now()))
    await expect.element(page.getByRole('rowheader').first()).toMatchTextContent('"><svg onload=alert(1)>')
    expect(document.querySelector('svg[onload]')).toBeNull()
  })

  test('draws what is in sight alone, and finds the last of thousands', async () => {
    await openAccounts(largeState(Date.now(), 3500))
    await expect.element(page.getByRole('status').filter({ hasText: /^700 accounts/ })).toBeVisible()
    expect(page.getByRole('row').elements().length).toBeLessThan(60)
    await userEvent.keyboard('{End}')
    await expect.element(checkbox('Billing in Support Test 18')).toBeVisible()
    expect(page.getByRole('row').elements().length).toBeLessThan(60)
  })
})

describe('a single permission set', () => {
  test('leads to the wizard, where only the name is open', async () => {
    await openAccounts(typicalState(Date.now()))
    await page.getByRole('button', { name: 'Create profile: PowerUserAccess in Data Platform Prod' }).click()
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('data-platform-prod-power')
  })

  test('is reached with arrows and opened with Enter, even from the search', async () => {
    await openAccounts(typicalState(Date.now()))
    await search().fill('platform dev')
    await expect.poll(() => page.getByRole('checkbox').elements().length).toBe(3)
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('data-platform-dev-read-only')
  })
})

describe('several permission sets', () => {
  test('become profiles named by the template, in one write', async () => {
    const api = await openAccounts(typicalState(Date.now()))
    await checkbox('AdministratorAccess in Data Lake').click()
    await checkbox('AdministratorAccess in Data Platform Dev').click()
    await checkbox('PowerUserAccess in Data Platform Dev').click()
    await page.getByRole('textbox', { name: 'Name template' }).fill('{role|short}.{account|kebab}')
    await expect
      .element(page.getByText('→ admin.data-lake, admin.data-platform-dev, power.data-platform-dev'))
      .toBeVisible()
    await page.getByRole('button', { name: 'Review 3 profiles' }).click()
    await expect.element(page.getByText(/20 lines added, nothing else changes/)).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Create 3' })).toHaveFocus()
    expect(called(api, 'config.change')).toEqual([])
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('dialog', { name: 'Create 3 profiles' })).not.toBeInTheDocument()
    const [{ change }] = called(api, 'config.change') as [{ change: { drafts: readonly ProfileDraft[] } }]
    expect(change.drafts.map(({ name, accountId, roleName }) => [name, accountId, roleName])).toEqual([
      ['admin.data-lake', '410522391077', 'AdministratorAccess'],
      ['admin.data-platform-dev', '417755209931', 'AdministratorAccess'],
      ['power.data-platform-dev', '417755209931', 'PowerUserAccess'],
    ])
    await expect.element(page.getByText('Added 3 profiles')).toBeVisible()
    await expect.element(chosen()).not.toBeInTheDocument()
  })

  test('are selected with Space, with Shift, or all that have no profile', async () => {
    await openAccounts(typicalState(Date.now()))
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard(' {Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    await expect.poll(() => chosen().elements().length).toBe(3)
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => chosen().elements().length).toBe(0)
    await userEvent.keyboard('a')
    await expect.element(page.getByRole('button', { name: 'Review 8 profiles' })).toBeVisible()
  })

  test('stay selected while a search hides them', async () => {
    await openAccounts(typicalState(Date.now()))
    await checkbox('AdministratorAccess in Data Lake').click()
    await search().fill('payer')
    await expect.element(page.getByText('1 selected')).toBeVisible()
  })

  test('wait for a template that works', async () => {
    await openAccounts(typicalState(Date.now()))
    await checkbox('AdministratorAccess in Data Lake').click()
    await page.getByRole('textbox', { name: 'Name template' }).fill('{nothing}')
    await expect
      .element(page.getByRole('textbox', { name: 'Name template' }))
      .toHaveAccessibleDescription('{nothing}: use account, id, role or session.')
    await expect.element(page.getByRole('button', { name: 'Review 1 profile' })).toBeDisabled()
  })

  test('are not lost when the file cannot be written', async () => {
    const unwritable = () => fail('config-unwritable', 'There is no space left for ~/.aws/config.')
    await openAccounts(typicalState(Date.now()), { 'config.change': unwritable })
    await checkbox('AdministratorAccess in Data Lake').click()
    await page.getByRole('button', { name: 'Review 1 profile' }).click()
    await page.getByRole('button', { name: 'Create 1' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent(/no space left/)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(page.getByText('1 selected')).toBeVisible()
  })

  test('get the region of their session, or one for all', async () => {
    const api = await openAccounts(typicalState(Date.now()))
    await checkbox('AdministratorAccess in Data Lake').click()
    await page.getByRole('button', { name: 'Review 1 profile' }).click()
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-nowhere-1')
    await expect.element(page.getByRole('button', { name: 'Create 1' })).toBeDisabled()
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-central-1')
    await page.getByRole('button', { name: 'Create 1' }).click()
    await expect
      .poll(() => called(api, 'config.change'))
      .toMatchObject([{ change: { drafts: [{ region: 'eu-central-1' }] } }])
  })
})

describe('what is not known', () => {
  test('is read when the screen opens, for signed-in sessions and once', async () => {
    const api = await openAccounts({ ...typicalState(Date.now()), assignments: {} })
    await expect.poll(() => called(api, 'accounts.read')).toEqual([{ session: 'my-identity-center' }])
    api.change({ recent: [] })
    expect(called(api, 'accounts.read')).toHaveLength(1)
  })

  test('of a session that is signed out has its button', async () => {
    const api = await openAccounts(typicalState(Date.now()))
    await page.getByRole('button', { name: 'Sign in to partner-org' }).click()
    expect(called(api, 'session.signIn')).toHaveLength(1)
    expect(called(api, 'accounts.read')).toEqual([])
  })

  test('shows how reading goes, and stops', async () => {
    const api = await openAccounts(withAssignments({ status: 'reading', progress: { done: 204, total: 312 } }))
    await expect.element(page.getByText(/^Reading permission sets: 204 of 312/)).toBeVisible()
    await page.getByRole('button', { name: 'Stop reading the accounts of my-identity-center' }).click()
    expect(called(api, 'accounts.stop')).toEqual([{ session: 'my-identity-center' }])
  })

  test('because AWS refused says so, keeps what is known, and tries again', async () => {
    const refused = problem('rate-limited', 'AWS answered “too many requests”.')
    const api = await openAccounts(withAssignments({ status: 'failed', problem: refused }))
    await expect.element(page.getByRole('alert')).toMatchTextContent(/too many requests/)
    await expect.element(checkbox('AdministratorAccess in Data Lake')).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).click()
    expect(called(api, 'accounts.read')).toEqual([{ session: 'my-identity-center' }])
  })

  test('for want of a session offers to make one', async () => {
    await openAccounts(emptyState())
    await page.getByRole('button', { name: 'New session' }).click()
    await expect.element(page.getByRole('dialog', { name: 'New session' })).toBeVisible()
  })
})

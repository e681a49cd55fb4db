import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FakeApi } from '../../../testing/ui/fake-api.ts'
import { emptyState, hostileState, sessionsState, typicalState } from '../../../testing/ui/states.ts'
import { writingAnswers, type FakeAnswers } from '../../../testing/ui/writing-answers.ts'
import { fail } from '../../../shared/result.ts'
import type { AppState } from '../../../shared/state.ts'
import { openWindow } from '../../shell/window.testing.tsx'

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
const active = () => page.getByRole('region', { name: 'Active now' })
const card = (name: string) => page.getByRole('article', { name })

async function choose(session: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${session}` }).click()
  await page.getByRole('menuitem', { name: action, exact: false }).click()
}

async function openSessions(state: AppState, answers: FakeAnswers = {}): Promise<FakeApi> {
  const api: FakeApi = await openWindow(state, { answers: { ...writingAnswers(() => api), ...answers } })
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: /^Sessions/ })
    .click()
  await expect.element(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  return api
}

describe('a session', () => {
  test('says where it leads, how it stands and who uses it', async () => {
    await openSessions(typicalState(Date.now()))
    const mine = card('my-identity-center')
    await expect.element(mine).toMatchTextContent(/https:\/\/my-identity-center\.awsapps\.com\/start/)
    await expect.element(mine).toMatchTextContent(/US East \(N\. Virginia\)/)
    await expect.element(mine).toMatchTextContent(/6 h 1[12] min left/)
    await expect.element(mine).toMatchTextContent(/6 profiles · 7 accounts assigned/)
    await expect.element(card('partner-org')).toMatchTextContent(/Ended at/)
  })

  test('has its buttons, each for itself alone', async () => {
    const api = await openSessions(typicalState(Date.now()))
    await active().getByRole('button', { name: 'Sign out of my-identity-center' }).click()
    await card('my-identity-center').getByRole('button', { name: 'Sign in again' }).click()
    await card('partner-org').getByRole('button', { name: 'Use a code' }).click()
    await card('partner-org').getByRole('button', { name: 'Open access portal' }).click()
    expect(called(api, 'session.signIn')).toEqual([
      { session: 'my-identity-center', method: 'browser', openBrowser: true, again: true },
      { session: 'partner-org', method: 'device', openBrowser: true },
    ])
    expect(called(api, 'session.signOut')).toEqual([{ session: 'my-identity-center' }])
    expect(called(api, 'session.openPortal')).toEqual([{ session: 'partner-org' }])
    await expect.element(card('partner-org')).toMatchTextContent(/KQZD-WRBT/)
  })

  test('with a hostile name is shown as text, and what is wrong with it is said', async () => {
    await openSessions(hostileState(Date.now()))
    await expect.element(card('<b>bold</b>').getByRole('alert')).toMatchTextContent(/is not https/)
  })

  test('that profiles use goes with them, which are named, or stays', async () => {
    const api = await openSessions(typicalState(Date.now()))
    await choose('partner-org', 'Remove…')
    const dialog = page.getByRole('alertdialog', { name: 'Remove partner-org and 2 profiles?' })
    await expect.element(dialog.getByRole('list')).toMatchTextContent(/partner-deploy.*partner-logs/)
    await expect.element(dialog).toMatchTextContent(/16 lines removed, nothing else changes/)
    await expect.element(page.getByRole('button', { name: 'Keep it' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toEqual([])
    await choose('partner-org', 'Remove…')
    await page.getByRole('button', { name: 'Remove session and 2 profiles' }).click()
    await expect.element(card('partner-org')).not.toBeInTheDocument()
    const change = { kind: 'remove-session', name: 'partner-org', withProfiles: true }
    expect(called(api, 'config.change')).toEqual([{ change, anyway: false }])
  })

  test('that nothing uses is removed after its lines were shown', async () => {
    const api = await openSessions({ ...typicalState(Date.now()), profiles: [] })
    await choose('partner-org', 'Remove…')
    await expect.element(page.getByText('[sso-session partner-org]')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Keep it' })).toHaveFocus()
    await page.getByRole('button', { name: 'Remove session' }).click()
    expect(called(api, 'config.change')).toEqual([
      { change: { kind: 'remove-session', name: 'partner-org', withProfiles: false }, anyway: false },
    ])
    await expect.element(card('partner-org')).not.toBeInTheDocument()
  })

  test('is renamed with all profiles that use it, by a key inside its card', async () => {
    const api = await openSessions(typicalState(Date.now()))
    await card('partner-org').getByRole('button', { name: 'More for partner-org' }).click()
    await userEvent.keyboard('{Escape}{F2}')
    const dialog = page.getByRole('dialog', { name: 'Rename partner-org' })
    await expect.element(dialog).toMatchTextContent(/The 2 profiles that use it follow/)
    await userEvent.keyboard('my-identity-center')
    await expect
      .element(page.getByRole('textbox', { name: 'New name' }))
      .toHaveAccessibleDescription('There is already a session my-identity-center.')
    await expect.element(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled()
    await userEvent.clear(page.getByRole('textbox', { name: 'New name' }))
    await userEvent.keyboard('partners')
    await expect.element(dialog).toMatchTextContent(/3 lines added, 3 lines removed/)
    await userEvent.keyboard('{Enter}')
    await expect.element(card('partners')).toMatchTextContent(/2 profiles/)
    const change = { kind: 'rename-session', name: 'partner-org', to: 'partners' }
    expect(called(api, 'config.change')).toEqual([{ change, anyway: false }])
  })
})

describe('what is active now', () => {
  test('stands in one list, the soonest end first, each with what is left', async () => {
    await openSessions(sessionsState(Date.now()))
    const rows = active().getByRole('listitem')
    await expect.element(rows.nth(0)).toMatchTextContent(/^my-identity-center.*about 1[12] min left/)
    await expect.element(rows.nth(1)).toMatchTextContent(/^my-codecatalyst.*6 h 1[12] min left/)
    await expect.element(rows.nth(2)).not.toBeInTheDocument()
  })

  test('is nothing while every session needs a sign-in', async () => {
    const state = typicalState(Date.now())
    await openSessions({ ...state, sessions: state.sessions.filter(({ status }) => status !== 'signed-in') })
    await expect.element(card('partner-org')).toBeVisible()
    await expect.element(active()).not.toBeInTheDocument()
  })
})

describe('a session that ends soon', () => {
  test('counts down, and says about when, while its end is an estimate', async () => {
    await openSessions(sessionsState(Date.now()))
    await expect.element(card('my-identity-center')).toMatchTextContent(/1[12] min left.*ends about/)
    await expect.element(card('my-codecatalyst')).toMatchTextContent(/6 h 1[12] min left.*ends at/)
  })

  test('is started afresh after those were named that may lose their sign-in', async () => {
    const api = await openSessions(sessionsState(Date.now()))
    await active().getByRole('button', { name: 'Start a fresh session of my-identity-center' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Start a fresh session of my-identity-center?' })
    await expect.element(dialog.getByRole('list')).toMatchTextContent('my-codecatalyst')
    await expect.element(dialog.getByRole('button', { name: 'Keep it' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    expect(called(api, 'session.startFresh')).toEqual([])
    await active().getByRole('button', { name: 'Start a fresh session of my-identity-center' }).click()
    await dialog.getByRole('button', { name: 'Start a fresh session' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(called(api, 'session.startFresh')).toEqual([{ session: 'my-identity-center', method: 'browser' }])
  })

  test('is started afresh at once where nothing else can be lost', async () => {
    const api = await openSessions(typicalState(Date.now()))
    await active().getByRole('button', { name: 'Start a fresh session of my-identity-center' }).click()
    await expect
      .poll(() => called(api, 'session.startFresh'))
      .toEqual([{ session: 'my-identity-center', method: 'browser' }])
  })
})

describe('where a session opens', () => {
  const dialog = page.getByRole('dialog', { name: 'Where partner-org opens' })

  async function openPlace(): Promise<FakeApi> {
    const api = await openSessions(sessionsState(Date.now()))
    await choose('partner-org', 'Where it opens…')
    await expect.element(dialog).toBeVisible()
    return api
  }

  test('is chosen among the browsers of the machine and their profiles, and the settings of others stay', async () => {
    const api = await openPlace()
    await dialog.getByRole('combobox', { name: 'The sign-in page opens in' }).click()
    await page.getByRole('option', { name: 'Chromium' }).click()
    await dialog.getByRole('combobox', { name: 'Browser profile' }).click()
    await page.getByRole('option', { name: 'Acme Corp' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    const browser = { kind: 'browser', id: 'chromium', profile: 'Profile 1' }
    expect(called(api, 'settings.update')).toEqual([
      { settings: { sessions: { 'partner-org': { browser, requestUrl: null } } } },
    ])
    expect(Object.keys(api.state().settings.sessions)).toEqual(['my-identity-center', 'partner-org'])
    await expect.element(card('partner-org')).toMatchTextContent(/Chromium · Acme Corp/)
  })

  test('is the system’s own choice again, and then nothing of the session is kept', async () => {
    const api = await openPlace()
    await dialog.getByRole('combobox', { name: 'The sign-in page opens in' }).click()
    await page.getByRole('option', { name: 'The browser of the system' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => Object.keys(api.state().settings.sessions)).toEqual(['my-identity-center'])
  })

  test('takes a page for asking for access that is https, and no other', async () => {
    const api = await openPlace()
    const link = dialog.getByRole('textbox', { name: 'Page to ask for access' })
    await link.fill('http://access.example.com')
    await userEvent.keyboard('{Enter}')
    await expect.element(link).toHaveAccessibleDescription('The link begins with https://.')
    expect(called(api, 'settings.update')).toEqual([])
    await link.fill(' https://access.example.com/new ')
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog).not.toBeInTheDocument()
    expect(api.state().settings.sessions['partner-org']?.requestUrl).toBe('https://access.example.com/new')
  })
})

describe('a new session', () => {
  test('is added and signed in to with Enter', async () => {
    const api = await openSessions(emptyState())
    await page.getByRole('button', { name: 'New session' }).click()
    await userEvent.keyboard('https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws{Enter}')
    await expect.poll(() => called(api, 'session.signIn')).toHaveLength(1)
    const startUrl = 'https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws'
    const draft = { name: 'identity-center', startUrl, region: 'eu-west-1', scopes: [] }
    expect(called(api, 'config.change')).toEqual([{ change: { kind: 'create-session', draft }, anyway: false }])
    await expect.element(card('identity-center')).toBeVisible()
    await expect.poll(() => card('identity-center').element().contains(document.activeElement)).toBe(true)
  })

  test('that the application refuses says why beside the field', async () => {
    const taken = () => fail('name-taken', 'There is already a session acme.', { field: 'name' })
    await openSessions(emptyState(), { 'config.change': taken })
    await page.getByRole('button', { name: 'New session' }).click()
    await userEvent.keyboard('https://acme.awsapps.com/start')
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-west-1')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/already a session/)
  })

  test('is forgotten with Escape', async () => {
    const api = await openSessions(emptyState())
    await page.getByRole('button', { name: 'New session' }).click()
    await userEvent.keyboard('https://acme.awsapps.com/start{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toEqual([])
  })
})

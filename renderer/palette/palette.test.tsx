import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type FakeApi } from '../../testing/ui/fake-api.ts'
import { largeState, sessionsState, typicalState } from '../../testing/ui/states.ts'
import { openWindow } from '../shell/window.testing.tsx'

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
const chosen = () => page.getByRole('option', { selected: true })

async function openPalette(state = typicalState(Date.now())): Promise<FakeApi> {
  const api = await openWindow(state)
  await expect.element(page.getByRole('grid')).toBeVisible()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(page.getByRole('combobox')).toHaveFocus()
  return api
}

describe('the palette', () => {
  test('offers recent profiles and commands before anything is typed', async () => {
    await openPalette()
    await expect.element(chosen()).toMatchTextContent('admin-on-staging')
    await expect.element(page.getByRole('option', { name: /New profile/ })).toBeVisible()
  })

  test('finds a profile by a few letters, and Enter switches to it', async () => {
    const api = await openPalette()
    await userEvent.keyboard('adstag')
    await expect.element(chosen()).toMatchTextContent('admin-on-staging')
    await userEvent.keyboard('{Enter}')
    expect(called(api, 'profile.switch')).toEqual([{ profile: 'admin-on-staging' }])
    await expect.element(page.getByRole('dialog', { name: 'Find anything' })).not.toBeInTheDocument()
  })

  test('finds a profile by its account and permission set together', async () => {
    const api = await openPalette()
    await userEvent.keyboard('production audit')
    await expect.element(chosen()).toMatchTextContent('SecurityAudit')
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}')
    expect(called(api, 'profile.copyExport')).toEqual([{ profile: 'audit', shell: null }])
  })

  test('finds a session, and signs in to it', async () => {
    const api = await openPalette()
    await userEvent.keyboard('sign partner')
    await expect.element(chosen()).toMatchTextContent('Sign in to partner-org')
    await userEvent.keyboard('{Enter}')
    expect(called(api, 'session.signIn')).toHaveLength(1)
  })

  test('finds what changes a profile by the verb and its name, and by the name the profile alone', async () => {
    await openPalette()
    await userEvent.keyboard('billing')
    await expect.element(chosen()).toMatchTextContent(/^billing/)
    await expect.element(page.getByRole('option', { name: /the profile billing/ })).not.toBeInTheDocument()
    await userEvent.keyboard('{Control>}a{/Control}')
    await userEvent.keyboard('ren billing')
    await expect.element(chosen()).toMatchTextContent('Rename the profile billing')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('textbox', { name: 'New name' })).toHaveValue('billing')
  })

  test('opens the console of a profile by that word and its name', async () => {
    const api = await openPalette()
    await userEvent.keyboard('console billing')
    await expect.element(chosen()).toMatchTextContent('Console of billing')
    await userEvent.keyboard('{Enter}')
    expect(called(api, 'profile.openConsole')).toEqual([{ profile: 'billing' }])
  })

  test('finds an account by its number', async () => {
    await openPalette()
    await userEvent.keyboard('4177552')
    await expect.element(page.getByRole('option', { name: /^Data Platform Dev/ })).toBeVisible()
  })

  test('finds a permission set without a profile, to make one', async () => {
    await openPalette()
    await userEvent.keyboard('power platform prod')
    await expect.element(chosen()).toMatchTextContent('PowerUserAccess in Data Platform Prod')
    await expect.element(page.getByText(/Create profile/)).toBeVisible()
  })

  test('moves with arrows, and the keys of the screen behind it rest', async () => {
    const api = await openPalette()
    const before = api.calls.length
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await expect.element(chosen()).toMatchTextContent('billing')
    await userEvent.keyboard('c{Escape}')
    expect(api.calls).toHaveLength(before)
    await expect.element(page.getByRole('row', { selected: true })).toMatchTextContent('prod-admin')
  })

  test('says when nothing is found', async () => {
    await openPalette()
    await userEvent.keyboard('zzzqqq')
    await expect.element(page.getByText('Nothing found')).toBeVisible()
  })

  test('draws no more than a few screens of rows among thousands', async () => {
    await openPalette(largeState(Date.now(), 5000))
    await userEvent.keyboard('ledger prod secaud')
    await expect.element(chosen()).toMatchTextContent(/ledger-prod-\d+-securityaudit/)
    expect(page.getByRole('option').elements().length).toBeLessThanOrEqual(60)
  })
})

describe('what the palette does with sessions', () => {
  async function choose(words: string): Promise<FakeApi> {
    const api = await openPalette(sessionsState(Date.now()))
    await userEvent.keyboard(words)
    await expect.element(chosen()).toBeVisible()
    await userEvent.keyboard('{Enter}')
    return api
  }

  test('is to sign in to all that need it', async () => {
    const api = await choose('sign in to all')
    expect(called(api, 'session.signInAll')).toEqual([{ sessions: ['partner-org', 'old-org'] }])
  })

  test('is to start one afresh, after its question', async () => {
    await choose('fresh my-identity')
    await expect.element(page.getByRole('alertdialog', { name: /^Start a fresh session/ })).toBeVisible()
  })

  test('is to find a region', async () => {
    const api = await choose('find region partner')
    await expect.element(page.getByRole('dialog', { name: 'Edit partner-org' })).toBeVisible()
    expect(called(api, 'session.findRegion')).toEqual([{ startUrl: 'https://partner-org.awsapps.com/start' }])
  })

  test('is to say where one opens', async () => {
    await choose('where partner')
    await expect.element(page.getByRole('dialog', { name: 'Where partner-org opens' })).toBeVisible()
  })

  test('is to ask for access', async () => {
    const api = await choose('request access')
    expect(called(api, 'session.openRequest')).toEqual([{ session: 'my-identity-center' }])
  })
})

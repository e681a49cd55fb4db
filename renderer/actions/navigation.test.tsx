import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { typicalState } from '../../testing/ui/states.ts'
import { sharingAnswers, mixedSetup } from '../../testing/ui/sharing-answers.ts'
import { openWindow } from '../shell/window.testing.tsx'

const state = () => typicalState(Date.now())
const edit = { screen: 'edit-session', session: 'partner-org' } as const
const link = { screen: 'import', text: 'lanyard://add/something' } as const
const dialog = (name: string) => page.getByRole('dialog', { name })

async function typeIntoDialog() {
  const api = await openWindow(state(), { answers: sharingAnswers(mixedSetup) })
  await expect.element(page.getByRole('grid')).toBeVisible()
  api.navigate(edit)
  await page.getByRole('textbox', { name: 'Start URL' }).fill('https://typed.awsapps.com/start')
  return api
}

describe('a link that comes while something is entered', () => {
  test('waits, says so, and comes when the dialog is closed', async () => {
    const api = await typeIntoDialog()
    api.navigate(link)
    await expect.element(dialog('Edit partner-org').getByRole('alert')).toMatchTextContent(/A shared set-up waits/)
    await expect
      .element(page.getByRole('textbox', { name: 'Start URL' }))
      .toHaveValue('https://typed.awsapps.com/start')
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog('Add a shared set-up')).toBeVisible()
    await expect.element(dialog('Edit partner-org')).not.toBeInTheDocument()
  })

  test('comes at once when the person says so', async () => {
    const api = await typeIntoDialog()
    api.navigate(link)
    await page.getByRole('button', { name: 'Show it now' }).click()
    await expect.element(dialog('Add a shared set-up')).toBeVisible()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  test('waits for a dialog that a screen has opened itself, too', async () => {
    const api = await openWindow(state(), { answers: sharingAnswers(mixedSetup) })
    await page.getByRole('button', { name: /^Sessions/ }).click()
    await page.getByRole('button', { name: 'New session' }).click()
    await userEvent.keyboard('https://typed')
    api.navigate({ screen: 'settings' })
    await expect.element(dialog('New session').getByRole('alert')).toMatchTextContent(/asked to show something else/)
    await expect.element(page.getByRole('textbox', { name: 'Start URL' })).toHaveValue('https://typed')
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  })

  test('asks nothing where there is nothing to lose, and the same place twice is one', async () => {
    const api = await openWindow(state(), { answers: sharingAnswers(mixedSetup) })
    await expect.element(page.getByRole('grid')).toBeVisible()
    api.navigate({ screen: 'remove-profile', profile: 'audit' })
    await expect.element(page.getByRole('alertdialog')).toBeVisible()
    api.navigate(edit)
    await expect.element(dialog('Edit partner-org')).toBeVisible()
    api.navigate(edit)
    await expect.element(dialog('Edit partner-org')).toBeVisible()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })
})

describe('screens in a browser', () => {
  const title = (name: string) => page.getByRole('heading', { level: 1, name })
  const first = window.location.pathname + window.location.search
  afterEach(() => window.history.replaceState(null, '', first))

  test('are addresses: Back and Forward lead through those that were seen, and the title of the tab follows', async () => {
    await openWindow(state(), { face: 'browser' })
    const go = (name: RegExp) => page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name }).click()
    await go(/^Accounts/)
    await expect.element(title('Accounts')).toBeVisible()
    expect(window.location.hash).toBe('#/accounts')
    await go(/^Settings/)
    await expect.element(title('Settings')).toBeVisible()
    window.history.back()
    await expect.element(title('Accounts')).toBeVisible()
    await expect.poll(() => document.title).toBe('Accounts · Lanyard')
    window.history.back()
    await expect.element(title('Profiles')).toBeVisible()
    window.history.forward()
    await expect.element(title('Accounts')).toBeVisible()
    expect(window.location.hash).toBe('#/accounts')
  })

  test('stay where a reload begins', async () => {
    window.history.replaceState(null, '', '#/doctor')
    await openWindow(state(), { face: 'browser' })
    await expect.element(title('Doctor')).toBeVisible()
  })

  test('are none in the desktop, whose window has no Back', async () => {
    window.history.replaceState(null, '', '#/doctor')
    await openWindow(state())
    await expect.element(title('Profiles')).toBeVisible()
  })
})

import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FakeApi } from '../../../testing/ui/fake-api.ts'
import { sessionsState, typicalState } from '../../../testing/ui/states.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { AppState } from '../../../shared/state.ts'
import { openWindow } from '../../shell/window.testing.tsx'

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)

async function openSettings(
  options?: Parameters<typeof openWindow>[1],
  state = typicalState(Date.now()),
): Promise<FakeApi> {
  const api = await openWindow(state, options)
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Settings' }).click()
  await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  return api
}

test('a theme applies at once', async () => {
  const api = await openSettings()
  await page.getByRole('radio', { name: 'Dark' }).click({ force: true })
  expect(called(api, 'settings.update')).toEqual([{ settings: { theme: 'dark' } }])
  await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark')
  await userEvent.keyboard('{ArrowLeft}')
  await expect.poll(() => called(api, 'settings.update').at(-1)).toEqual({ settings: { theme: 'light' } })
})

test('copying the export line is a switch', async () => {
  const api = await openSettings()
  await page.getByRole('switch', { name: /Copy the export line/ }).click()
  expect(called(api, 'settings.update')).toEqual([{ settings: { copyOnSwitch: false } }])
})

test('a shell shows the line that it would get', async () => {
  await openSettings()
  await expect.element(page.getByText('export AWS_PROFILE=prod-admin')).toBeVisible()
  await page.getByRole('combobox', { name: 'Shell of the export line' }).click()
  await page.getByRole('option', { name: 'PowerShell' }).click()
  await expect.element(page.getByText("$Env:AWS_PROFILE = 'prod-admin'")).toBeVisible()
})

test('a name template shows what it makes, and applies while it works', async () => {
  const api = await openSettings()
  const template = page.getByRole('textbox', { name: 'Name template' })
  await template.fill('{account|lower}/{role}')
  await expect.element(page.getByText('data-platform-dev/AdministratorAccess')).toBeVisible()
  expect(called(api, 'settings.update')).toEqual([{ settings: { nameTemplate: '{account|lower}/{role}' } }])
  await template.fill('{account')
  await expect.element(template).toHaveAccessibleDescription('A brace is not closed.')
  expect(called(api, 'settings.update')).toHaveLength(1)
})

test('a change that cannot be kept is said', async () => {
  await openSettings({
    answers: { 'settings.update': () => fail('config-unwritable', 'The settings cannot be written.') },
  })
  await page.getByRole('switch', { name: /Copy the export line/ }).click()
  await expect.element(page.getByText('The settings cannot be written.')).toBeVisible()
})

test('notifications are a switch; starting at login is one where the face can', async () => {
  const state = typicalState(Date.now())
  const api = await openSettings({}, { ...state, host: { ...state.host, canStartAtLogin: true } })
  await page.getByRole('switch', { name: /Notify before/ }).click()
  await page.getByRole('switch', { name: /Start when I log in/ }).click()
  expect(called(api, 'settings.update')).toEqual([
    { settings: { notifications: false } },
    { settings: { startAtLogin: true } },
  ])
})

test('starting at login is not offered where it cannot be', async () => {
  await openSettings()
  await expect.element(page.getByRole('switch', { name: /Notify before/ })).toBeVisible()
  await expect.element(page.getByRole('switch', { name: /Start when I log in/ })).not.toBeInTheDocument()
})

describe('the quick switch', () => {
  const openWith = async (quickSwitch: AppState['host']['quickSwitch'], chosen: string | null = null) => {
    const state = typicalState(Date.now())
    const settings = { ...state.settings, quickSwitch: chosen }
    return openSettings({}, { ...state, settings, host: { ...state.host, quickSwitch } })
  }
  const keys = () => page.getByRole('combobox', { name: 'Keys of the quick switch' })
  const command = '/opt/Lanyard/lanyard quick'

  test('has no keys until some are chosen, and gives them back', async () => {
    const api = await openWith({ takesKeys: true, command })
    await expect.element(keys()).toMatchTextContent('None')
    await keys().click()
    await page.getByRole('option', { name: 'Ctrl Shift Space' }).click()
    expect(called(api, 'settings.update')).toEqual([{ settings: { quickSwitch: 'CommandOrControl+Shift+Space' } }])
    await expect.element(keys()).toMatchTextContent('Ctrl Shift Space')
    await keys().click()
    await page.getByRole('option', { name: 'None' }).click()
    expect(called(api, 'settings.update').at(-1)).toEqual({ settings: { quickSwitch: null } })
  })

  test('shows keys that the settings file names, which are none of those offered', async () => {
    await openWith({ takesKeys: true, command }, 'Super+F9')
    await expect.element(keys()).toMatchTextContent('Super F9')
  })

  test('is a command where the desktop has all keys', async () => {
    await openWith({ takesKeys: false, command })
    await expect.element(page.getByText(command)).toBeVisible()
    await expect.element(keys()).not.toBeInTheDocument()
  })

  test('is not offered in a browser, which has no window for it', async () => {
    await openWith(null)
    await expect.element(page.getByRole('switch', { name: /Notify before/ })).toBeVisible()
    await expect.element(page.getByText(/quick switch/i)).not.toBeInTheDocument()
  })
})

test('where each session opens is listed, in the words of its browser, and leads to its dialog', async () => {
  await openSettings({}, sessionsState(Date.now()))
  const places = page.getByRole('region', { name: 'Sign-in opens in' }).getByRole('listitem')
  await expect.element(places.nth(0)).toMatchTextContent(/Firefox · Work · access is asked for at access\.example\.com/)
  await expect.element(places.nth(1)).toMatchTextContent(/The browser of the system/)
  await expect.element(places.nth(2)).toMatchTextContent(/Nowhere: I copy the link/)
  await page.getByRole('button', { name: 'Change where my-identity-center opens' }).click()
  const dialog = page.getByRole('dialog', { name: 'Where my-identity-center opens' })
  await expect.element(dialog.getByRole('combobox', { name: 'Browser profile' })).toMatchTextContent('Work')
})

test('the log has its place, and a problem report is one click', async () => {
  const api = await openSettings({ answers: { 'log.copyReport': () => ok({ text: 'Lanyard 0.1.0', copied: true }) } })
  await expect.element(page.getByText('~/.local/state/lanyard/lanyard.log')).toBeVisible()
  await page.getByRole('button', { name: 'Copy a problem report' }).click()
  await expect.element(page.getByText('Copied the problem report')).toBeVisible()
  expect(called(api, 'log.copyReport')).toEqual([{}])
})

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { emptyState, typicalState } from '../../testing/ui/states.ts'
import { openWindow } from './window.testing.tsx'

describe('the window', () => {
  test('goes where its rail leads, and says where it is', async () => {
    await openWindow(typicalState(Date.now()))
    await page.getByRole('button', { name: /^Sessions/ }).click()
    await expect.element(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: /^Sessions/ })).toHaveAttribute('aria-current', 'page')
  })

  test('goes where the tray leads', async () => {
    const api = await openWindow(typicalState(Date.now()))
    await expect.element(page.getByRole('grid')).toBeVisible()
    api.navigate({ screen: 'settings' })
    await expect.element(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  })

  test('shows which host an endpoint override leads to', async () => {
    const state = emptyState()
    const endpointOverrides = [
      { service: 'sso', host: '127.0.0.1:4566' },
      { service: 'sts', host: '127.0.0.1:4566' },
    ]
    await openWindow({ ...state, host: { ...state.host, endpointOverrides } })
    await expect.element(page.getByText(/sso, sts →/)).toMatchTextContent('127.0.0.1:4566')
  })

  test.each([
    ['an ordinary window', 1080, 700],
    ['the smallest one', 720, 480],
    ['one at 200 %', 540, 350],
  ])('keeps messages off what one works with in %s', async (_, width, height) => {
    await page.viewport(width, height)
    onTestFinished(() => page.viewport(1080, 700))
    await openWindow(typicalState(Date.now()))
    await page.getByRole('row', { name: /prod-admin/ }).click()
    await userEvent.keyboard('c')
    const message = page.getByRole('dialog').filter({ hasText: 'export AWS_PROFILE=prod-admin' })
    await expect.element(message).toBeVisible()
    const list = page.getByRole('grid').element().getBoundingClientRect()
    expect(message.element().getBoundingClientRect().top).toBeGreaterThanOrEqual(list.bottom)
  })

  test('has the theme that was chosen, and else the system’s', async () => {
    const api = await openWindow(emptyState())
    await expect.element(page.getByRole('main')).toBeVisible()
    expect(document.documentElement.dataset['theme']).toBeUndefined()
    api.change({ settings: { ...api.state().settings, theme: 'dark' } })
    await expect.poll(() => getComputedStyle(document.documentElement).colorScheme).toBe('dark')
    const dark = getComputedStyle(document.body).backgroundColor
    api.change({ settings: { ...api.state().settings, theme: 'light' } })
    await expect.poll(() => getComputedStyle(document.body).backgroundColor).not.toBe(dark)
  })

  test('copies by itself where the application cannot', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await openWindow(typicalState(Date.now()), { face: 'browser' })
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard('c')
    await expect.element(page.getByText('export AWS_PROFILE=prod-admin')).toBeVisible()
    expect(write).toHaveBeenCalledExactlyOnceWith('export AWS_PROFILE=prod-admin')
    write.mockRestore()
  })

  test('shows the line, selected, where the browser refuses the clipboard', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
    await openWindow(typicalState(Date.now()), { face: 'browser' })
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard('c')
    const line = page.getByRole('textbox', { name: 'Text to copy' })
    await expect.element(line).toHaveValue('export AWS_PROFILE=prod-admin')
    await expect.element(line).toHaveFocus()
    const { selectionStart, selectionEnd } = line.element() as HTMLInputElement
    expect([selectionStart, selectionEnd]).toEqual([0, 'export AWS_PROFILE=prod-admin'.length])
    write.mockRestore()
  })

  test('offers a link where the application cannot open a page', async () => {
    await openWindow(typicalState(Date.now()), { face: 'browser' })
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard('o')
    const link = page.getByRole('link', { name: 'Open the console' })
    await expect
      .element(link)
      .toHaveAttribute('href', 'https://my-identity-center.awsapps.com/start/#/console?prod-admin')
  })

  test('says what went wrong, with the button that mends it', async () => {
    const api = await openWindow(typicalState(Date.now()), {
      answers: {
        'profile.openConsole': () => ({
          ok: false,
          error: {
            code: 'sign-in-needed',
            message: 'You are not signed in to my-identity-center on this machine.',
            fix: 'Sign in.',
            remedy: { kind: 'sign-in', session: 'my-identity-center' },
          },
        }),
      },
    })
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard('o')
    await expect.element(page.getByText('You are not signed in to my-identity-center on this machine.')).toBeVisible()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    expect(api.calls.at(-1)).toEqual({
      name: 'session.signIn',
      input: { session: 'my-identity-center', method: 'browser', openBrowser: true },
    })
  })
})

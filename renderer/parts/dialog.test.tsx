import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FakeApi } from '../../testing/ui/fake-api.ts'
import { typicalState } from '../../testing/ui/states.ts'
import { writingAnswers } from '../../testing/ui/writing-answers.ts'
import { openWindow } from '../shell/window.testing.tsx'

async function open(): Promise<FakeApi> {
  const api: FakeApi = await openWindow(typicalState(Date.now()), { answers: writingAnswers(() => api) })
  await expect.element(page.getByRole('grid')).toBeVisible()
  return api
}

const newName = () => page.getByRole('textbox', { name: 'New name' })

describe('a dialog', () => {
  afterEach(() => page.viewport(1080, 700))

  test('gives the focus back to the button that opened it', async () => {
    await open()
    const button = page.getByRole('button', { name: 'New profile' })
    await button.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(button).toHaveFocus()
  })

  test('gives the focus back to the table whose key opened it', async () => {
    await open()
    await page.getByRole('row', { name: /^audit/ }).click()
    page.getByRole('grid').element().focus()
    await userEvent.keyboard('{F2}')
    await expect.element(newName()).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('grid')).toHaveFocus()
  })

  test('keeps the focus that the menu gives back which led to it, each time', async () => {
    await open()
    await page.getByRole('row', { name: /^audit/ }).click()
    for (let time = 0; time < 2; time += 1) {
      await page.getByRole('button', { name: 'More for audit' }).click()
      await page.getByRole('menuitem', { name: /^Rename/ }).click()
      await expect.element(newName()).toHaveFocus()
      await userEvent.keyboard('{Escape}')
      await expect.element(newName()).not.toBeInTheDocument()
    }
    await expect.poll(() => page.getByRole('grid').element().contains(document.activeElement)).toBe(true)
  })

  test('has no message over its buttons, in the smallest window either', async () => {
    await page.viewport(720, 480)
    const api = await open()
    api.navigate({ screen: 'new-profile', session: 'my-identity-center', accountId: '058264527036', roleName: 'Later' })
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('button', { name: 'Create and switch' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('heading', { name: /^Created / })).toBeVisible()
    const shown = page.getByText('Switched to staging-later')
    await expect.element(shown).toBeVisible()
    const message = shown.element().closest('[role=dialog]')?.getBoundingClientRect()
    const dialog = page.getByRole('dialog', { name: /^Created / }).element()
    const tops = [...dialog.querySelectorAll('button')].map((each) => each.getBoundingClientRect().top)
    expect(tops.length).toBeGreaterThan(2)
    expect(message?.bottom).toBeLessThan(Math.min(...tops))
  })
})

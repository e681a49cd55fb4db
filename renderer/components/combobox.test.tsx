import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { typicalState } from '../../testing/ui/states.ts'
import { openWindow } from '../shell/window.testing.tsx'

const field = () => page.getByRole('combobox', { name: 'Permission set' })
const options = () => page.getByRole('listbox', { name: 'Options' })
const dialog = () => page.getByRole('dialog', { name: 'Edit data-lake-reader' })

/** The account has AdministratorAccess and ReadOnlyAccess, of which the profile has the second. */
beforeEach(async () => {
  const api = await openWindow(typicalState(Date.now()))
  await expect.element(page.getByRole('grid')).toBeVisible()
  api.navigate({ screen: 'edit-profile', profile: 'data-lake-reader' })
  await expect.element(dialog()).toBeVisible()
})

describe('a field with options', () => {
  test('offers all of them to a press, and keeps the focus when one is taken', async () => {
    await field().click()
    expect(options().getByRole('option').elements()).toHaveLength(2)
    await expect.element(field()).toHaveAttribute('aria-expanded', 'true')
    await page.getByRole('option', { name: 'AdministratorAccess' }).click()
    await expect.element(field()).toHaveValue('AdministratorAccess')
    await expect.element(field()).toHaveFocus()
    await expect.element(field()).toHaveAttribute('aria-expanded', 'false')
  })

  test('offers what matches while one types, and points at the one that Enter takes', async () => {
    await field().fill('admin')
    await userEvent.keyboard('{ArrowDown}')
    const option = page.getByRole('option', { name: 'AdministratorAccess', selected: true })
    await expect.element(field()).toHaveAttribute('aria-activedescendant', option.element().id)
    await userEvent.keyboard('{Enter}')
    await expect.element(field()).toHaveValue('AdministratorAccess')
    await expect.element(dialog()).toBeVisible()
  })

  test('leaves what is typed as it is, where no arrow key was pressed', async () => {
    await field().fill('Admin')
    await expect.element(options()).toBeVisible()
    expect(page.getByRole('option', { selected: true }).elements()).toEqual([])
    await userEvent.tab()
    await expect.element(options()).not.toBeInTheDocument()
    await expect.element(field()).toHaveValue('Admin')
  })

  test('closes its options by Escape or a press beside them, and not the dialog', async () => {
    await field().click()
    await userEvent.keyboard('{Escape}')
    await expect.element(options()).not.toBeInTheDocument()
    await expect.element(dialog()).toBeVisible()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(options()).toBeVisible()
    await userEvent.click(document.documentElement, { position: { x: 5, y: 5 } })
    await expect.element(options()).not.toBeInTheDocument()
    await expect.element(dialog()).toBeVisible()
    await page.getByRole('combobox', { name: 'Output' }).click()
    await expect.element(page.getByRole('option', { name: 'yaml', exact: true })).toBeVisible()
    await userEvent.click(document.documentElement, { position: { x: 5, y: 5 } })
    await expect.element(page.getByRole('option')).not.toBeInTheDocument()
    await expect.element(dialog()).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog()).not.toBeInTheDocument()
  })
})

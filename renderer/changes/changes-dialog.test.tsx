import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FakeApi } from '../../testing/ui/fake-api.ts'
import { someChanges, typicalState } from '../../testing/ui/states.ts'
import { writingAnswers, type FakeAnswers } from '../../testing/ui/writing-answers.ts'
import { fail, ok } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import { openWindow } from '../shell/window.testing.tsx'

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
const dialog = () => page.getByRole('dialog', { name: 'Changes' })
const chosen = () => page.getByRole('option', { selected: true })
const undo = () => dialog().getByRole('button', { name: 'Undo', exact: true })

function withChanges(): AppState {
  return { ...typicalState(Date.now()), changes: someChanges(Date.now()) }
}

async function open(state: AppState, answers: FakeAnswers = {}, id?: string): Promise<FakeApi> {
  const api: FakeApi = await openWindow(state, { answers: { ...writingAnswers(() => api), ...answers } })
  await expect.element(page.getByRole('grid')).toBeVisible()
  api.navigate({ screen: 'changes', ...(id === undefined ? {} : { id }) })
  await expect.element(dialog()).toBeVisible()
  return api
}

describe('the list of changes', () => {
  test('says when what was done, how many lines it touched, and what is undone', async () => {
    await open(withChanges())
    await expect.element(page.getByRole('listbox')).toHaveFocus()
    await expect.element(chosen()).toMatchTextContent(/^Undid: Removed the profile audit4 min ago · .*\+6 −0/)
    await expect
      .element(page.getByRole('option', { name: /^Removed the profile audit/ }))
      .toMatchTextContent(/\+0 −6Undone/)
    await expect.element(page.getByRole('option', { name: /Added 7 profiles/ })).toMatchTextContent(/2 d 18 h ago/)
  })

  test('is walked with the arrows; what undoing would write follows', async () => {
    const renaming = ok({ path: '~/.aws/config', added: 1, removed: 0, lines: [added('[sso-session old-org]')] })
    await open(withChanges(), { 'config.preview': () => renaming })
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(dialog()).toMatchTextContent(/This change is undone\./)
    await expect.element(undo()).toBeDisabled()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(page.getByText('[sso-session old-org]')).toBeVisible()
    await userEvent.keyboard('{End}')
    await expect.element(chosen()).toMatchTextContent(/Added 7 profiles/)
    await userEvent.keyboard('{Home}')
    await expect.element(dialog().getByRole('button', { name: 'Undo the undo' })).toBeVisible()
  })

  test('undoes with Enter what it shows, and stays with it', async () => {
    const api = await open(typicalState(Date.now()))
    await userEvent.keyboard('{Escape}')
    await api.call('config.change', { change: { kind: 'remove-profile', name: 'audit' }, anyway: false })
    api.navigate({ screen: 'changes' })
    await expect.element(page.getByText('[profile audit]')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog()).toMatchTextContent(/This change is undone\./)
    expect(api.state().profiles.some(({ name }) => name === 'audit')).toBe(true)
    await dialog().getByRole('button', { name: 'Show the undo' }).click()
    await expect.element(chosen()).toMatchTextContent(/^Undid: Removed audit/)
  })

  test('says why a change cannot be undone, with the lines that differ', async () => {
    await open(withChanges(), {}, 'change-1')
    await expect.element(chosen()).toMatchTextContent(/Added 7 profiles/)
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/These lines have changed since\./)
    await expect.element(dialog().getByRole('figure')).toMatchTextContent(/what differs.*region = eu-north-1/)
    await expect.element(undo()).toBeDisabled()
  })

  test('says what will be there while there is nothing', async () => {
    await open(typicalState(Date.now()))
    await expect.element(dialog()).toMatchTextContent(/No changes yet.*~\/\.aws\/config is listed here/)
  })
})

describe('undo', () => {
  test('takes back the last change by Ctrl Z, the one before it the next time, and says which', async () => {
    const api = await openWindowThatWrites()
    await remove(api, 'audit')
    await remove(api, 'billing')
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(page.getByText('Undid: Removed billing')).toBeVisible()
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(page.getByText('Undid: Removed audit')).toBeVisible()
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(page.getByText('There is nothing to undo')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
    expect(api.state().profiles).toHaveLength(9)
  })

  test('offers to do again what it has undone, and to undo that', async () => {
    const api = await openWindowThatWrites()
    await remove(api, 'audit')
    await userEvent.keyboard('{Control>}z{/Control}')
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect.poll(() => api.state().profiles.some(({ name }) => name === 'audit')).toBe(false)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => api.state().profiles.some(({ name }) => name === 'audit')).toBe(true)
    await expect.element(page.getByRole('button', { name: 'Redo' })).toBeVisible()
  })

  test('by two quick presses takes back two changes', async () => {
    const api = await openWindowThatWrites()
    await remove(api, 'audit')
    await remove(api, 'billing')
    await userEvent.keyboard('{Control>}zz{/Control}')
    await expect.poll(() => api.state().profiles.length).toBe(9)
  })

  test('leaves Ctrl Z to the field while one types', async () => {
    const api = await openWindowThatWrites()
    await remove(api, 'audit')
    await page.getByRole('textbox', { name: /Search/ }).click()
    await userEvent.keyboard('x{Control>}z{/Control}')
    expect(called(api, 'config.changes')).toEqual([])
  })

  test('that is refused leads to the change and to the lines that differ', async () => {
    const state = withChanges()
    const api = await openWindow(state, { answers: writingAnswers(() => api) })
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard('{Control>}z{/Control}')
    await page.getByRole('button', { name: 'Show why' }).click()
    await expect.element(chosen()).toMatchTextContent(/Renamed the session/)
    await expect.element(dialog()).toMatchTextContent(/what differs/)
  })

  test('is in the palette, with what it takes back', async () => {
    await openWindow(withChanges())
    await expect.element(page.getByRole('grid')).toBeVisible()
    await userEvent.keyboard('{Control>}k{/Control}undo')
    const option = page.getByRole('option', { selected: true })
    await expect.element(option).toMatchTextContent(/Undo the last change.*Renamed the session old-org/)
  })
})

describe('a change', () => {
  test('that the file does not take as it stands is shown with the reason, and cannot be made', async () => {
    const problem = fail('config-unwritable', 'The folder is read-only.').error
    const lines = [added('[profile x]')]
    const preview = ok({ path: '~/.aws/config', added: 1, removed: 0, lines, problem })
    const api = await openWindow(typicalState(Date.now()), { answers: { 'config.preview': () => preview } })
    await expect.element(page.getByRole('grid')).toBeVisible()
    for (const [screen, button] of [
      ['edit-profile', 'Save'],
      ['duplicate-profile', 'Duplicate'],
      ['remove-profile', 'Remove profile'],
    ] as const) {
      api.navigate({ screen, profile: 'audit' })
      await expect.element(page.getByRole('alert')).toMatchTextContent(/The folder is read-only/)
      await expect.element(page.getByText('[profile x]')).toBeVisible()
      await expect.element(page.getByRole('button', { name: button })).toBeDisabled()
      await userEvent.keyboard('{Escape}')
    }
  })

  test('of a file that lost most of itself is made all the same when the person says so', async () => {
    const api: FakeApi = await openWindow(typicalState(Date.now()), {
      answers: {
        'config.change': ({ anyway }) =>
          anyway
            ? ok({ id: 'a', what: 'Removed audit', putBack: false, trouble: null })
            : fail('config-shrunk', 'It lost 40 lines.'),
      },
    })
    await expect.element(page.getByRole('grid')).toBeVisible()
    api.navigate({ screen: 'remove-profile', profile: 'audit' })
    await page.getByRole('button', { name: 'Remove profile' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent(/It lost 40 lines/)
    await page.getByRole('button', { name: 'Make the change all the same' }).click()
    await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toMatchObject([{ anyway: false }, { anyway: true }])
  })

  test('that was put back on top of another program’s older copy is told as such', async () => {
    const answers: FakeAnswers = {
      'config.change': () => ok({ id: 'a', what: 'Removed audit', putBack: true, trouble: null }),
    }
    const api = await openWindow(typicalState(Date.now()), { answers })
    await expect.element(page.getByRole('grid')).toBeVisible()
    api.navigate({ screen: 'remove-profile', profile: 'audit' })
    await page.getByRole('button', { name: 'Remove profile' }).click()
    await expect.element(page.getByText(/Another program had put an older copy/)).toBeVisible()
  })
})

const added = (text: string) => ({ kind: 'added' as const, old: null, new: 1, text })

async function openWindowThatWrites(): Promise<FakeApi> {
  const api: FakeApi = await openWindow(typicalState(Date.now()), { answers: writingAnswers(() => api) })
  await expect.element(page.getByRole('grid')).toBeVisible()
  return api
}

async function remove(api: FakeApi, name: string): Promise<void> {
  await api.call('config.change', { change: { kind: 'remove-profile', name }, anyway: false })
}

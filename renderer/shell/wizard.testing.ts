/** The window with the wizard open, on a fake application that writes into memory, for tests. */
import { expect } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import type { FakeApi } from '../../testing/ui/fake-api.ts'
import { writingAnswers, type FakeAnswers } from '../../testing/ui/writing-answers.ts'
import type { OperationName, Place } from '../../shared/contract.ts'
import type { AppState } from '../../shared/state.ts'
import { openWindow } from './window.testing.tsx'

/** The inputs with which an operation was called, oldest first. */
export function called(api: FakeApi, name: OperationName): readonly unknown[] {
  return api.calls.filter((call) => call.name === name).map(({ input }) => input)
}

/** The dialog's heading, by which one knows the step. */
export function heading(name: string): Locator {
  return page.getByRole('dialog').getByRole('heading', { name })
}

export async function openWizard(
  state: AppState,
  {
    place = { screen: 'new-profile' },
    answers = {},
    face = 'desktop',
  }: { place?: Place; answers?: FakeAnswers; face?: FakeApi['face'] } = {},
): Promise<FakeApi> {
  const api: FakeApi = await openWindow(state, { face, answers: { ...writingAnswers(() => api), ...answers } })
  await expect.element(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  api.navigate(place)
  await expect.element(page.getByRole('dialog')).toBeVisible()
  return api
}

import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { waiting, type FakeApi } from '../../testing/ui/fake-api.ts'
import { session, sessionsState } from '../../testing/ui/states.ts'
import { ok, problem, type Result } from '../../shared/result.ts'
import type { SignedInAll } from '../../shared/contract.ts'
import { openWindow } from '../shell/window.testing.tsx'

/** The window with a row begun, whose end the test decides. */
async function startRow() {
  const { promise, resolve } = Promise.withResolvers<Result<SignedInAll>>()
  const api: FakeApi = await openWindow(sessionsState(Date.now()), {
    answers: {
      'session.signInAll'({ sessions: [first = ''] }) {
        api.change({ signIns: { [first]: waiting(first, 'browser', true) } })
        return promise
      },
    },
  })
  await page.getByRole('button', { name: 'Sign in to all 2' }).click()
  return { api, end: resolve }
}

test('several sessions are signed in to in a row, which says where it is on every screen', async () => {
  const { api, end } = await startRow()
  expect(api.calls.at(-1)).toEqual({ name: 'session.signInAll', input: { sessions: ['partner-org', 'old-org'] } })
  await expect.element(page.getByRole('main')).toMatchTextContent(/Signing in to 1 of 2: partner-org/)
  await page.getByRole('button', { name: /^Sessions/ }).click()
  await expect.element(page.getByRole('main')).toMatchTextContent(/Signing in to 1 of 2: partner-org/)
  await expect.element(page.getByRole('button', { name: /Sign in to all/ })).not.toBeInTheDocument()
  api.change({ signIns: { 'old-org': waiting('old-org', 'browser', true) } })
  await expect.element(page.getByRole('main')).toMatchTextContent(/Signing in to 2 of 2: old-org/)
  api.change({ signIns: {}, sessions: api.state().sessions.map(({ name }) => session(name)) })
  const done = ['partner-org', 'old-org'].map((session) => ({ session, expiresAt: new Date().toISOString() }))
  end(ok({ done, problems: [] }))
  await expect.element(page.getByText('Signed in to 2 sessions')).toBeVisible()
  await expect.element(page.getByRole('main')).not.toMatchTextContent(/Signing in to 2 of/)
})

test('a row is stopped by one press, and can be started again', async () => {
  const { api, end } = await startRow()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  expect(api.calls.at(-1)).toEqual({ name: 'session.cancelSignIn', input: { session: 'partner-org' } })
  end(ok({ done: [], problems: [problem('cancelled', 'Cancelled.')] }))
  await expect.element(page.getByRole('button', { name: 'Sign in to all 2' })).toBeVisible()
})

import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { createFakeApi } from '../../testing/ui/fake-api.ts'
import { emptyState } from '../../testing/ui/states.ts'
import type { LanyardApi } from '../../shared/contract.ts'
import { fail, ok } from '../../shared/result.ts'
import { Crash } from './crash.tsx'

function Broken(): never {
  throw new TypeError('x is undefined')
}

/** React says each error on the console as well. */
async function crash(api: LanyardApi): Promise<void> {
  vi.spyOn(console, 'error').mockReturnValue()
  await render(
    <Crash api={api}>
      <Broken />
    </Crash>,
  )
  await expect.element(page.getByRole('heading', { name: 'This window broke' })).toBeVisible()
}

test('a window that broke records why, and shows the id under which the log has it', async () => {
  const api = createFakeApi(emptyState(), { answers: { 'log.record': () => ok({ report: '7F3K2' }) } })
  await crash(api)
  await expect.element(page.getByText(/report 7F3K2/)).toBeVisible()
  expect(api.calls).toMatchObject([
    {
      name: 'log.record',
      input: {
        message: 'TypeError: x is undefined',
        stack: expect.stringMatching(/^TypeError: x is undefined\n[^]*Broken[^]*\nComponents:[^]*Broken/),
      },
    },
  ])
})

test.each([
  ['refuses', () => Promise.resolve(fail('rate-limited', 'Too many.'))],
  ['is not there', () => Promise.reject(new Error('gone'))],
])('a window that broke says so where the application %s', async (_, call) => {
  await crash({ ...createFakeApi(emptyState()), call } as LanyardApi)
  await expect.element(page.getByText(/untouched/)).toMatchTextContent(/lanyard log prints\.$/)
})

import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { typicalState } from '../../e2e/ui/states.ts'
import { ok } from '../../shared/result.ts'
import { openWindow } from '../shell/test-window.tsx'

const url = 'http://portal.example/start'
const answers = { 'session.openPortal': () => ok({ url, opened: false }) }

async function openPortal(): Promise<void> {
  await page.getByRole('button', { name: /^Sessions/ }).click()
  await page
    .getByRole('button', { name: /portal/ })
    .first()
    .click()
}

test('in the desktop, a page that no browser was opened for is to be copied', async () => {
  const api = await openWindow(typicalState(Date.now()), { face: 'desktop', answers })
  await openPortal()
  await page.getByRole('button', { name: 'Copy the link' }).click()
  expect(api.calls.at(-1)).toEqual({ name: 'clipboard.write', input: { text: url } })
  await expect.element(page.getByRole('link')).not.toBeInTheDocument()
})

test('in a browser it is a link', async () => {
  await openWindow(typicalState(Date.now()), { face: 'browser', answers })
  await openPortal()
  await expect.element(page.getByRole('link', { name: 'Open the portal' })).toHaveAttribute('href', url)
})

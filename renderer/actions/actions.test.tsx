import { expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { typicalState } from '../../testing/ui/states.ts'
import { fail, ok } from '../../shared/result.ts'
import type { FakeApi } from '../../testing/ui/fake-api.ts'
import { openWindow } from '../shell/window.testing.tsx'

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

test('that a profile is active the window shows; only what was copied is told', async () => {
  let copies = false
  const api: FakeApi = await openWindow(typicalState(Date.now()), {
    answers: {
      'profile.switch': ({ profile }) => {
        api.change({ active: profile })
        return ok(copies ? { text: `export AWS_PROFILE=${profile}`, copied: true } : null)
      },
    },
  })
  await page.getByRole('row', { name: /^audit/ }).dblClick()
  await expect.element(page.getByRole('row', { name: /^audit Active/ })).toBeVisible()
  expect(page.getByText('Switched to audit').elements()).toEqual([])
  copies = true
  await page.getByRole('row', { name: /^billing/ }).dblClick()
  await expect.element(page.getByText('Copied export AWS_PROFILE=billing')).toBeVisible()
})

test('what a person cancelled raises no toast, and what failed does', async () => {
  let said = ''
  // A message goes away by itself: what was ever there counts.
  const watch = new MutationObserver(() => (said += document.body.textContent))
  watch.observe(document.body, { childList: true, subtree: true })
  onTestFinished(() => watch.disconnect())
  const problems = [fail('cancelled', 'Given up.'), fail('offline', 'No network.')]
  const end = () => problems[0]!
  const api = await openWindow(typicalState(Date.now()), {
    answers: { 'session.openPortal': end, 'session.signIn': end },
  })
  await page.getByRole('button', { name: 'Sign in to partner-org' }).click()
  await openPortal()
  expect(api.calls.map(({ name }) => name)).toEqual(expect.arrayContaining(['session.openPortal', 'session.signIn']))
  problems.shift()
  await openPortal()
  await expect.element(page.getByText('No network.')).toBeVisible()
  expect(said).toContain('No network.')
  expect(said).not.toContain('Given up.')
})

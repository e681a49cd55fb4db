import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { waiting, type FakeApi } from '../../testing/ui/fake-api.ts'
import { typicalState } from '../../testing/ui/states.ts'
import { openWindow } from '../shell/window.testing.tsx'

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
const panel = () => page.getByRole('region', { name: 'Sign-in to partner-org' })

async function signInTo(face: 'desktop' | 'browser', remote = false): Promise<FakeApi> {
  const state = typicalState(Date.now())
  const api = await openWindow({ ...state, host: { ...state.host, remote } }, { face })
  await page.getByRole('button', { name: 'Sign in to partner-org' }).click()
  return api
}

describe('a sign-in', () => {
  test('says what it waits for and for how long, and can be cancelled', async () => {
    const api = await signInTo('desktop')
    expect(called(api, 'session.signIn')).toEqual([{ session: 'partner-org', method: 'browser', openBrowser: true }])
    await expect
      .element(panel().getByRole('status'))
      .toMatchTextContent(
        'Your browser has the sign-in page. Sign in there and choose Allow. The page names botocore-client-partner-org: that is Lanyard, and the AWS CLI. Waiting 9 min more.',
      )
    await panel().getByRole('button', { name: 'Cancel' }).click()
    expect(called(api, 'session.cancelSignIn')).toEqual([{ session: 'partner-org' }])
    await expect.element(panel()).not.toBeInTheDocument()
  })

  test('copies its link, and changes to a code', async () => {
    const api = await signInTo('desktop')
    await panel().getByRole('button', { name: 'Copy the link' }).click()
    expect(called(api, 'session.copySignInLink')).toEqual([{ session: 'partner-org' }])
    await panel().getByRole('button', { name: 'Use a code instead' }).click()
    await expect.element(panel().getByText('KQZD-WRBT')).toBeVisible()
    expect(called(api, 'session.cancelSignIn')).toEqual([{ session: 'partner-org' }])
    await panel().getByRole('button', { name: 'Copy code' }).click()
    expect(called(api, 'clipboard.write')).toEqual([{ text: 'KQZD-WRBT' }])
  })

  test('is a real link in a browser, which no pop-up blocker stops', async () => {
    await signInTo('browser')
    const link = panel().getByRole('link', { name: 'Open the sign-in page' })
    await expect.element(link).toHaveAttribute('href', waiting('partner-org', 'browser', false).url ?? '')
    await expect.element(link).toHaveAttribute('target', '_blank')
    await expect.element(link).toHaveAttribute('rel', 'noreferrer noopener')
  })

  test('begins with a code where the browser is on another machine', async () => {
    const api = await signInTo('browser', true)
    expect(called(api, 'session.signIn')).toEqual([{ session: 'partner-org', method: 'device', openBrowser: true }])
    await expect.element(panel().getByText('KQZD-WRBT')).toBeVisible()
  })

  test('that failed says why and what to do, until it is dismissed', async () => {
    const api = await openWindow(typicalState(Date.now()))
    const problem = {
      code: 'wrong-region' as const,
      message: 'The region of partner-org is probably wrong. It is set to us-east-1.',
      fix: 'Change it.',
      remedy: { kind: 'edit-session' as const, session: 'partner-org' },
    }
    api.change({
      signIns: { 'partner-org': { ...waiting('partner-org', 'browser', true), stage: 'failed', problem } },
    })
    const alert = page.getByRole('alert')
    await expect.element(alert).toMatchTextContent('The region of partner-org is probably wrong.')
    await expect.element(alert.getByRole('button', { name: 'Edit the session' })).toBeVisible()
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(alert).not.toBeInTheDocument()
  })

  test('never links to what is no web address', async () => {
    const api = await openWindow(typicalState(Date.now()), { face: 'browser' })
    // oxlint-disable-next-line no-script-url -- what must not become a link
    const url = 'javascript:alert(1)'
    api.change({ signIns: { 'partner-org': { ...waiting('partner-org', 'browser', false), url } } })
    await expect.element(panel().getByText('Open the sign-in page', { exact: true })).toBeVisible()
    expect(document.querySelector('a[href]')).toBeNull()
  })

  test('that another Lanyard has is waited for, and waiting can be stopped', async () => {
    const api = await openWindow(typicalState(Date.now()))
    api.change({
      signIns: { 'partner-org': { ...waiting('partner-org', 'browser', false), url: null, elsewhere: true } },
    })
    await expect.element(panel()).toMatchTextContent(/Another Lanyard is signing in to partner-org.*This one waits/)
    await expect.element(panel().getByRole('button')).toHaveLength(1)
    await panel().getByRole('button', { name: 'Stop waiting' }).click()
    expect(called(api, 'session.cancelSignIn')).toEqual([{ session: 'partner-org' }])
  })

  test('whose link is to be copied says so', async () => {
    const state = typicalState(Date.now())
    const sessions = { 'partner-org': { browser: { kind: 'copy' as const }, requestUrl: null } }
    const api = await openWindow({ ...state, settings: { ...state.settings, sessions } })
    api.change({ signIns: { 'partner-org': waiting('partner-org', 'browser', false) } })
    await expect.element(panel().getByRole('status')).toMatchTextContent(/^Copy the link, open it where you want/)
  })
})

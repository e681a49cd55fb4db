import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { waiting } from '../../testing/ui/fake-api.ts'
import { emptyState, hostileState, session, typicalState } from '../../testing/ui/states.ts'
import type { FoundRegion, Place } from '../../shared/contract.ts'
import { ok, problem, type Result } from '../../shared/result.ts'
import type { Session } from '../../shared/state.ts'
import { openWindow } from '../shell/window.testing.tsx'
import { called, heading, openWizard } from '../shell/wizard.testing.ts'

test.each<[string, Place]>([
  ['a new session', { screen: 'new-profile' }],
  ['a profile', { screen: 'edit-profile', profile: 'audit' }],
  ['a session', { screen: 'edit-session', session: 'partner-org' }],
])('what an empty field of %s shows does not look like a value', async (_, place) => {
  await openWizard(place.screen === 'new-profile' ? emptyState() : typicalState(Date.now()), { place })
  await expect.element(page.getByRole('dialog').getByRole('combobox', { name: 'Region' })).toBeVisible()
  const fields = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input[placeholder]')]
  expect(fields.length).toBeGreaterThan(0)
  for (const { placeholder } of fields) expect(placeholder).toMatch(/^e\.g\. /)
})

describe('a session in the wizard', () => {
  test('that is signed out is signed in to first, and then the wizard goes on by itself', async () => {
    const state = typicalState(Date.now())
    const api = await openWizard({ ...state, sessions: state.sessions.slice(1) })
    await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Sign in' })).toHaveFocus()
    expect(called(api, 'session.signIn')).toEqual([])
    await userEvent.keyboard('{Enter}')
    expect(called(api, 'session.signIn')).toEqual([{ session: 'partner-org', method: 'browser', openBrowser: true }])
    await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Use a code instead' })).toBeVisible()
    const [partner] = api.state().sessions
    api.change({ signIns: {}, sessions: partner ? [{ ...partner, status: 'signed-in' }] : [] })
    await expect.element(heading('Choose a permission set')).toBeVisible()
  })

  test('is signed in to by Enter alone in a browser too: the link has the focus once there is one', async () => {
    const state = typicalState(Date.now())
    await openWizard({ ...state, sessions: state.sessions.slice(1) }, { face: 'browser' })
    await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Sign in' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('dialog').getByRole('link', { name: 'Open the sign-in page' })).toHaveFocus()
  })

  test('can be made on the way: what is wrong is said beside each field, nothing is written', async () => {
    const api = await openWizard(emptyState())
    await expect.element(page.getByRole('textbox', { name: 'Start URL' })).toHaveFocus()
    await userEvent.keyboard('http://acme.awsapps.com/start{Enter}')
    await expect
      .element(page.getByRole('textbox', { name: 'Start URL' }))
      .toHaveAccessibleDescription('A start URL begins with https://.')
    await expect
      .element(page.getByRole('combobox', { name: 'Region' }))
      .toHaveAccessibleDescription('Enter a region, as in us-east-1.')
    expect(called(api, 'config.change')).toEqual([])
  })

  test('has the region that its place was typed for, by Enter, and is not written by that', async () => {
    const api = await openWizard(emptyState())
    await userEvent.keyboard('https://acme.awsapps.com/start{Tab}')
    const region = page.getByRole('combobox', { name: 'Region' })
    await expect.element(region).toHaveFocus()
    await userEvent.keyboard('virgin')
    await expect.element(page.getByRole('option', { name: /Virginia/ })).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(region).toHaveValue('us-east-1')
    expect(called(api, 'config.change')).toEqual([])
  })

  test('made on the way is written, and the next step signs in to it', async () => {
    const api = await openWizard(emptyState())
    await userEvent.keyboard('https://acme.awsapps.com/start')
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-west-1')
    await expect.element(page.getByText('[sso-session acme]')).toBeVisible()
    await page.getByRole('button', { name: 'Add and continue' }).click()
    await expect.element(heading('Sign in to acme')).toBeVisible()
    const draft = { name: 'acme', startUrl: 'https://acme.awsapps.com/start', region: 'eu-west-1', scopes: [] }
    expect(called(api, 'config.change')).toEqual([{ change: { kind: 'create-session', draft }, anyway: false }])
  })

  test('is chosen with the arrows among several', async () => {
    const state = typicalState(Date.now())
    await openWizard({ ...state, sessions: [...state.sessions, session('third', { status: 'signed-out' })] })
    await expect.element(page.getByRole('radio', { name: /my-identity-center/ })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await expect.element(heading('Sign in to third')).toBeVisible()
  })
})

describe('editing', () => {
  test('a profile shows the lines that change, and saves them', async () => {
    const place: Place = { screen: 'edit-profile', profile: 'billing' }
    const api = await openWizard(typicalState(Date.now()), { place })
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-west-3')
    await expect.element(page.getByText(/1 line added, 1 line removed/)).toBeVisible()
    await page.getByRole('button', { name: 'Save' }).click()
    expect(called(api, 'config.change')).toEqual([
      {
        change: {
          kind: 'update-profile',
          draft: { name: 'billing', region: 'eu-west-3' },
        },
        anyway: false,
      },
    ])
    await expect.element(page.getByRole('dialog', { name: 'Edit billing' })).not.toBeInTheDocument()
  })

  test('a profile of another kind is left alone, with the reason', async () => {
    const place: Place = { screen: 'edit-profile', profile: 'static-keys' }
    await openWizard(hostileState(Date.now()), { place })
    await expect.element(page.getByText(/It does not get its credentials/)).toBeVisible()
  })

  test('a profile keeps what somebody else changes in it meanwhile', async () => {
    const state = typicalState(Date.now())
    const place: Place = { screen: 'edit-profile', profile: 'billing' }
    const api = await openWizard(state, { place })
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-west-3')
    const profiles = state.profiles.map((each) => (each.name === 'billing' ? { ...each, roleName: 'Theirs' } : each))
    api.change({ profiles })
    await expect.element(page.getByRole('combobox', { name: 'Permission set' })).toHaveValue('Theirs')
    await expect
      .poll(() => called(api, 'config.preview').at(-1))
      .toEqual({ change: { kind: 'update-profile', draft: { name: 'billing', region: 'eu-west-3' } } })
  })

  test('a session keeps what somebody else changes in it meanwhile', async () => {
    const state = typicalState(Date.now())
    const [first] = state.sessions
    const api = await openWizard(state, { place: { screen: 'edit-session', session: first!.name } })
    await page.getByRole('textbox', { name: 'Start URL' }).fill('https://mine.awsapps.com/start')
    const sessions = state.sessions.map((each) => (each === first ? { ...each, region: 'eu-north-1' } : each))
    api.change({ sessions })
    await expect.element(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-north-1')
    await expect
      .poll(() => called(api, 'config.preview').at(-1))
      .toEqual({
        change: { kind: 'update-session', draft: { name: first!.name, startUrl: 'https://mine.awsapps.com/start' } },
      })
  })

  test('a profile with its own start URL moves it to the session that has its account', async () => {
    const state = typicalState(Date.now())
    const profiles = state.profiles.map((each) =>
      each.name === 'partner-logs' ? { ...each, kind: 'legacy-sso' as const, session: null } : each,
    )
    const place: Place = { screen: 'edit-profile', profile: 'partner-logs' }
    const api = await openWizard({ ...state, profiles }, { place })
    await expect.element(page.getByText('sso_session = partner-org')).toBeVisible()
    await page.getByRole('button', { name: 'Move and save' }).click()
    await expect
      .poll(() => called(api, 'config.change'))
      .toMatchObject([{ change: { kind: 'update-profile', draft: { name: 'partner-logs', session: 'partner-org' } } }])
  })

  test('a profile with its own start URL moves it to the session of the same portal', async () => {
    const state = typicalState(Date.now())
    const [, second] = state.sessions as readonly [Session, Session]
    const own = {
      kind: 'legacy-sso',
      startUrl: `${second.startUrl}/`,
      accountId: '999999999999',
      roleName: 'R',
    } as const
    const profiles = state.profiles.map((each) =>
      each.name === 'prod-admin' ? { ...each, kind: own.kind, source: own, session: null } : each,
    )
    await openWizard({ ...state, profiles }, { place: { screen: 'edit-profile', profile: 'prod-admin' } })
    await expect.element(page.getByText(`sso_session = ${second.name}`)).toBeVisible()
  })

  test('a session keeps its name, and shows the lines that change', async () => {
    const place: Place = { screen: 'edit-session', session: 'partner-org' }
    const api = await openWizard(typicalState(Date.now()), { place })
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toBeDisabled()
    await page.getByRole('combobox', { name: 'Region' }).fill('eu-central-1')
    await expect.element(page.getByText('sso_region = eu-central-1')).toBeVisible()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(() => called(api, 'config.change'))
      .toEqual([
        { change: { kind: 'update-session', draft: { name: 'partner-org', region: 'eu-central-1' } }, anyway: false },
      ])
  })
})

describe('the region of a start URL', () => {
  const finder = page.getByRole('button', { name: 'Find the region' })
  const region = page.getByRole('combobox', { name: 'Region' })

  test('is found and taken with one press', async () => {
    const api = await openWizard(emptyState())
    await expect.element(finder).toBeDisabled()
    await userEvent.keyboard('https://acme.awsapps.com/start')
    await finder.click()
    await page.getByRole('button', { name: 'Use it' }).click()
    await expect.element(region).toHaveValue('eu-west-1')
    await expect.element(page.getByText('It is the region that is set.')).toBeVisible()
    expect(called(api, 'session.findRegion')).toEqual([{ startUrl: 'https://acme.awsapps.com/start' }])
  })

  test('is not waited for any longer when one stops, or types another start URL', async () => {
    const { promise, resolve } = Promise.withResolvers<Result<FoundRegion>>()
    await openWizard(emptyState(), { answers: { 'session.findRegion': () => promise } })
    await userEvent.keyboard('https://acme.awsapps.com/start')
    await finder.click()
    await expect.element(page.getByRole('button', { name: /^Asking 36 regions/ })).toBeVisible()
    await page.getByRole('button', { name: 'Stop' }).click()
    await finder.click()
    await page.getByRole('textbox', { name: 'Start URL' }).fill('https://other.awsapps.com/start')
    resolve(ok({ region: 'eu-west-1', silent: 0 }))
    await expect.element(finder).toBeVisible()
    await expect.element(page.getByText(/knows this start URL/)).not.toBeInTheDocument()
  })

  test('that no region knows is said, with how many did not answer', async () => {
    const nothing = () => ok({ region: null, silent: 3 })
    await openWizard(emptyState(), { answers: { 'session.findRegion': nothing } })
    await userEvent.keyboard('https://acme.awsapps.com/start')
    await finder.click()
    await expect.element(page.getByText('No region knows this start URL')).toBeVisible()
    await expect.element(page.getByText(/^3 of them did not answer/)).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await expect.element(page.getByText('No region knows this start URL')).not.toBeInTheDocument()
  })

  test('is looked for at once by the button of a problem that it is the remedy of', async () => {
    const state = typicalState(Date.now())
    const api = await openWindow(state)
    const wrong = problem('wrong-region', 'The region of partner-org is probably wrong.', {
      remedy: { kind: 'find-region', session: 'partner-org' },
    })
    api.change({
      signIns: { 'partner-org': { ...waiting('partner-org', 'browser', true), stage: 'failed', problem: wrong } },
    })
    await page.getByRole('alert').getByRole('button', { name: 'Find the region' }).click()
    await expect.element(page.getByRole('dialog', { name: 'Edit partner-org' })).toBeVisible()
    await expect
      .poll(() => called(api, 'session.findRegion'))
      .toEqual([{ startUrl: 'https://partner-org.awsapps.com/start' }])
    await expect.element(page.getByText('It is the region that is set.')).toBeVisible()
  })

  test('fills itself in while an edited session gets a start URL that names it', async () => {
    await openWizard(typicalState(Date.now()), { place: { screen: 'edit-session', session: 'partner-org' } })
    await page
      .getByRole('textbox', { name: 'Start URL' })
      .fill('https://ssoins-0123456789abcdef.portal.eu-north-1.app.aws')
    await expect.element(region).toHaveValue('eu-north-1')
  })
})

test('a refusal in the wizard comes with one button that signs in', async () => {
  const state = typicalState(Date.now())
  const api = await openWizard({ ...state, sessions: state.sessions.slice(1) })
  const refused = problem('sign-in-refused', 'AWS says that you refused.', {
    remedy: { kind: 'sign-in', session: 'partner-org' },
  })
  api.change({
    signIns: { 'partner-org': { ...waiting('partner-org', 'browser', true), stage: 'failed', problem: refused } },
  })
  const dialog = page.getByRole('dialog')
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/you refused/)
  await expect.element(dialog.getByRole('button', { name: /^Sign in/ })).toHaveLength(1)
})

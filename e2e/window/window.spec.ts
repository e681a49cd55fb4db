/** The built window by itself: readable by everybody, inside its frame at every size, within its own content policy. */
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import type { Place } from '../../shared/contract.ts'
import type { AppState } from '../../shared/state.ts'
import { createFakeApi, waiting, type FakeApi } from '../../testing/ui/fake-api.ts'
import { doctorState, manyFindings } from '../../testing/ui/findings.ts'
import { mixedSetup, sharingAnswers } from '../../testing/ui/sharing-answers.ts'
import {
  emptyState,
  hostileState,
  largeState,
  sessionsState,
  someChanges,
  typicalState,
} from '../../testing/ui/states.ts'
import { writingAnswers } from '../../testing/ui/writing-answers.ts'
import { openPage } from './page.ts'

const folder = path.join(import.meta.dirname, '../../out/renderer')
const now = Date.now()

/** What the page complained about. A test ends with nothing. */
const test = base.extend<{ readonly complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

async function expectReadable(page: Page): Promise<void> {
  const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // Base UI guards the focus of what is open with hidden elements that pass the focus on.
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).exclude('[data-base-ui-focus-guard]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

async function expectInsideFrame(page: Page): Promise<void> {
  const outside = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return { right: scrollWidth - window.innerWidth, below: scrollHeight - window.innerHeight }
  })
  expect(outside).toEqual({ right: 0, below: 0 })
}

const states: Readonly<Record<string, AppState>> = {
  'nothing yet': emptyState(),
  'an ordinary morning': typicalState(now),
  'five thousand profiles': largeState(now, 5000),
  'hostile names': hostileState(now),
}

for (const [name, state] of Object.entries(states)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`home with ${name} is readable in ${colorScheme}, at every size`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await openPage(page, createFakeApi(state), folder)
      await expectReadable(page)
      await page.setViewportSize({ width: 720, height: 480 })
      await expectInsideFrame(page)
      await expectReadable(page)
      await page.setViewportSize({ width: 1600, height: 1000 })
      await expectInsideFrame(page)
    })
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what opens over home is readable in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openPage(page, createFakeApi(typicalState(now), { face: 'browser' }), folder)

    await page.getByRole('button', { name: 'Sign in to partner-org' }).click()
    await expect(page.getByText('Signing in to partner-org')).toBeVisible()
    await expectReadable(page)
    await page.getByRole('button', { name: 'Use a code instead' }).click()
    await expect(page.getByText('KQZD-WRBT')).toBeVisible()
    await expectReadable(page)

    await page.keyboard.press('Control+k')
    await page.keyboard.type('data')
    await expect(page.getByRole('option', { selected: true })).toBeVisible()
    await expectReadable(page)
    await page.keyboard.press('Escape')

    await page.getByRole('gridcell', { name: 'audit', exact: true }).click()
    await page.getByRole('button', { name: 'More for audit' }).click()
    await expect(page.getByRole('menuitem', { name: 'Copy export' })).toBeVisible()
    await expectReadable(page)
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await expect(page.getByText('6 lines removed, nothing else changes')).toBeVisible()
    await expectReadable(page)
    await page.getByRole('button', { name: 'Keep it' }).click()
    await expect(page.getByRole('alertdialog')).toBeHidden()

    await page.keyboard.press('o')
    await expect(page.getByRole('link', { name: 'Open the console' })).toBeVisible()
    await expectReadable(page)
  })

  for (const screen of ['accounts', 'sessions', 'settings', 'new-profile'] as const) {
    test(`${screen} is readable in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const api = createFakeApi(typicalState(now))
      await openPage(page, api, folder)
      api.navigate({ screen })
      const there = screen === 'new-profile' ? page.getByRole('dialog') : page.locator('main header h1')
      await expect(there).toHaveText(screen === 'new-profile' ? /./ : new RegExp(screen, 'i'))
      await expectReadable(page)
      await page.setViewportSize({ width: 720, height: 480 })
      await expectInsideFrame(page)
    })
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`doctor is readable in ${colorScheme}, open and while it fixes`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const state = doctorState(now)
    const findings = [{ line: 12, message: 'The section [profile audit] is there twice.' }]
    const api = createFakeApi({ ...state, config: { ...state.config, findings, isStale: true } })
    await openPage(page, api, folder)
    api.navigate({ screen: 'doctor' })
    await expect(page.getByRole('treegrid', { name: 'Findings' }).getByRole('row', { selected: true })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('group', { name: /^Changes to/ })).toBeVisible()
    await expectReadable(page)
    await page.setViewportSize({ width: 720, height: 480 })
    await expectInsideFrame(page)
    await expectReadable(page)
    await page.keyboard.press('Shift+F')
    await expect(page.getByRole('dialog', { name: 'Fix 4 findings' })).toContainText('Set ~/.aws/sso/cache to 0700')
    await expectReadable(page)
    await page.keyboard.press('Escape')
    api.change({ doctor: { scope: 'everything', checking: false, findings: [] } })
    await expect(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible()
    await expectReadable(page)
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`sessions are readable in ${colorScheme}, whatever is done with them`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const state = sessionsState(now)
    const quickSwitch = { takesKeys: true, command: '/opt/Lanyard/lanyard quick' }
    const host = { ...state.host, canStartAtLogin: true, quickSwitch }
    const api = createFakeApi({ ...state, host }, { answers: sharingAnswers(mixedSetup) })
    await openPage(page, api, folder)
    const expectGoodAtBothSizes = async () => {
      await expectReadable(page)
      await page.setViewportSize({ width: 720, height: 480 })
      await expectInsideFrame(page)
      await expectReadable(page)
      await page.setViewportSize({ width: 1180, height: 760 })
    }
    await page.getByRole('button', { name: 'Sign in to all 2' }).click()
    await expect(page.getByRole('main')).toContainText('Signing in to 1 of 2: partner-org')
    const elsewhere = { ...waiting('old-org', 'browser', false), url: null, elsewhere: true }
    api.change({ signIns: { ...api.state().signIns, 'old-org': elsewhere } })
    await expect(page.getByText('Another Lanyard is signing in to old-org')).toBeVisible()
    await expectGoodAtBothSizes()

    api.navigate({ screen: 'sessions' })
    await page.getByRole('button', { name: 'Start a fresh session' }).first().click()
    await expect(page.getByRole('alertdialog')).toContainText('my-codecatalyst')
    await expectReadable(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog')).toBeHidden()
    await expectGoodAtBothSizes()

    api.navigate({ screen: 'edit-session', session: 'partner-org' })
    await page.getByRole('button', { name: 'Find the region' }).click()
    await expect(page.getByText(/knows this start URL/)).toBeVisible()
    api.navigate({ screen: 'import', text: 'lanyard://add/nothing' })
    await expect(page.getByText('A shared set-up waits to be looked at.')).toBeVisible()
    await expectGoodAtBothSizes()

    await page.getByRole('button', { name: 'Show it now' }).click()
    await expect(page.getByRole('dialog', { name: 'Add a shared set-up' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    api.navigate({ screen: 'settings' })
    await page.getByRole('button', { name: 'Change where my-identity-center opens' }).click()
    await expect(page.getByRole('combobox', { name: 'Browser profile' })).toHaveText('Work')
    await expectGoodAtBothSizes()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`sharing is readable in ${colorScheme}, given and taken`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const api = createFakeApi(typicalState(now), { answers: sharingAnswers(mixedSetup) })
    await openPage(page, api, folder)
    const dialog = page.getByRole('dialog')
    const expectGoodAtBothSizes = async () => {
      await expectReadable(page)
      await page.setViewportSize({ width: 720, height: 480 })
      await expectInsideFrame(page)
      await expectReadable(page)
      await page.setViewportSize({ width: 1080, height: 700 })
    }
    api.navigate({ screen: 'share', session: 'partner-org' })
    await expect(dialog.getByRole('group', { name: 'Text to share' })).toBeVisible()
    await expectGoodAtBothSizes()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    api.navigate({ screen: 'import' })
    await dialog.getByRole('textbox').fill('credential_process = x')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await expectGoodAtBothSizes()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    api.navigate({ screen: 'import', text: 'x' })
    await expect(dialog.getByText('sso.partner.example:8443', { exact: true })).toBeVisible()
    await expectGoodAtBothSizes()
  })
}

const changing: readonly Place[] = [
  { screen: 'rename-profile', profile: 'audit' },
  { screen: 'duplicate-profile', profile: 'audit' },
  { screen: 'edit-profile', profile: 'audit' },
  { screen: 'rename-session', session: 'partner-org' },
  { screen: 'edit-session', session: 'partner-org' },
  { screen: 'remove-session', session: 'partner-org' },
  { screen: 'changes', id: 'change-2' },
  { screen: 'changes', id: 'change-3' },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what changes the file, and undoes that, is readable in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const state = { ...typicalState(now), changes: someChanges(now) }
    const api: FakeApi = createFakeApi(state, { answers: writingAnswers(() => api) })
    await openPage(page, api, folder)
    for (const place of changing) {
      api.navigate(place)
      await expect(page.locator('[role=dialog], [role=alertdialog]').getByRole('heading').first()).toBeVisible()
      await page.setViewportSize({ width: 1080, height: 700 })
      await expectReadable(page)
      await page.setViewportSize({ width: 720, height: 480 })
      await expectInsideFrame(page)
    }
  })
}

test('the focus is seen wherever Tab leads', async ({ page }) => {
  await openPage(page, createFakeApi(typicalState(now)), folder)
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return 'nothing'
      const rings = [focused, focused.closest('[role=search]'), focused.querySelector('[aria-selected=true]')]
      const isSeen = rings.some((it) => it && getComputedStyle(it).outlineStyle === 'solid')
      return isSeen ? 'seen' : focused.outerHTML.slice(0, 120)
    })
    expect(seen === 'nothing' || seen === 'seen', seen).toBe(true)
  }
})

for (const [name, state, screen] of [
  ['profiles', largeState(now, 5000), 'profiles'],
  ['findings', doctorState(now, manyFindings(5000)), 'doctor'],
] as const) {
  test(`five thousand ${name} answer most keys within a tenth of a second`, async ({ page }) => {
    const api = createFakeApi(state)
    await openPage(page, api, folder)
    api.navigate({ screen })
    await expect(page.getByRole('row', { selected: true })).toBeVisible()
    if (screen === 'doctor') await page.keyboard.press('Enter')
    const median = await page.evaluate(async () => {
      const times: number[] = []
      for (let press = 0; press < 60; press += 1) {
        const start = performance.now()
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
        await new Promise((resolve) => requestAnimationFrame(resolve))
        times.push(performance.now() - start)
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity
    })
    expect(median).toBeLessThan(100)
  })
}

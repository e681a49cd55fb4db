/** What moves in the built window, and for whom. */
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { createFakeApi } from '../../testing/ui/fake-api.ts'
import { typicalState } from '../../testing/ui/states.ts'
import { openPage } from './page.ts'

const folder = path.join(import.meta.dirname, '../../out/renderer')

for (const [reducedMotion, what] of [
  ['reduce', 'nothing moves for those who asked for less motion'],
  ['no-preference', 'what is under way moves for everybody else'],
] as const) {
  test(what, async ({ page }) => {
    await page.emulateMedia({ reducedMotion })
    await page.addInitScript(() => {
      for (const kind of ['animationstart', 'transitionrun']) {
        addEventListener(kind, () => {
          const lengths = document
            .getAnimations()
            .map(({ effect }) => Number(effect?.getComputedTiming().activeDuration))
          document.documentElement.dataset['moved'] = String(Math.max(moved(), ...lengths))
        })
      }
      const moved = () => Number(document.documentElement.dataset['moved'] ?? 0)
    })
    await openPage(page, createFakeApi(typicalState(Date.now())), folder)
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('option', { selected: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox')).toHaveCount(0)
    await page.getByRole('button', { name: 'Sign in to partner-org' }).click()
    await expect(page.getByText('Signing in to partner-org')).toBeVisible()
    // How long the longest movement takes, in ms; what goes on until something has come takes forever.
    const moved = () => page.evaluate(() => Number(document.documentElement.dataset['moved'] ?? 0))
    if (reducedMotion === 'reduce') expect(await moved()).toBeLessThan(1)
    else await expect.poll(moved).toBe(Infinity)
  })
}

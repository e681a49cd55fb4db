/** Pictures of the screens in light and dark, for people to look at: `LANYARD_PICTURES=1 npm test -- browser`. */
import type { Page } from '@playwright/test'
import path from 'node:path'

const folder = path.join(import.meta.dirname, '../../test-results/pictures')

/** Saves `NAME-light.png` and `NAME-dark.png` when pictures are asked for. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['LANYARD_PICTURES'] === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ animations: 'disabled', path: path.join(folder, `${name}-${colorScheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: null })
}

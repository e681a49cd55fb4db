/** Takes the picture at the top of README.md from the built page, once that is built: `npx node e2e/window/picture.ts`. */
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from '../../scripts/test-tools.mjs'
import { createFakeApi } from '../../testing/ui/fake-api.ts'
import { longNamesState } from '../../testing/ui/long-names.ts'
import { openPage } from './page.ts'

const root = path.resolve(import.meta.dirname, '../..')
const executablePath = await findChromium()
const browser = await chromium.launch({
  ...(executablePath !== null && { executablePath }),
  chromiumSandbox: process.getuid?.() !== 0,
})
const page = await browser.newPage({ viewport: { width: 1080, height: 700 }, deviceScaleFactor: 2 })
await openPage(page, createFakeApi(longNamesState(Date.now())), path.join(root, 'out/renderer'))
await page.getByRole('row', { name: /Active/ }).waitFor()
await page.evaluate(() => document.fonts.ready)
await page.screenshot({ path: path.join(root, 'assets/window.png') })
await browser.close()

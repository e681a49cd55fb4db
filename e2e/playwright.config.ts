/** The whole job in a real Chromium: through `lanyard serve`, through the desktop's stand-in, through real Electron. */
import { defineConfig } from '@playwright/test'
import { findChromium } from '../scripts/test-tools.mjs'

const executablePath = await findChromium()
/** Chromium has no sandbox for root. */
const isRoot = process.getuid?.() === 0

export default defineConfig({
  outputDir: '../test-results/playwright',
  workers: 2,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1180, height: 760 },
    launchOptions: { ...(executablePath !== null && { executablePath }), chromiumSandbox: !isRoot },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'window', testDir: 'window' },
    { name: 'browser', testDir: 'browser' },
    { name: 'desktop', testDir: 'desktop' },
    { name: 'electron', testDir: 'electron-real' },
  ],
})

/** Components in a real Chromium: what they show, and what keys and presses do. */
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium } from './scripts/test-tools.mjs'

const executablePath = await findChromium()
/** Chromium has no sandbox for root. */
const isRoot = process.getuid?.() === 0

export default defineConfig({
  plugins: [react()],
  test: {
    name: 'components',
    include: ['renderer/**/*.test.tsx'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1080, height: 700 },
      provider: playwright({
        launchOptions: {
          ...(executablePath !== null && { executablePath }),
          chromiumSandbox: !isRoot,
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})

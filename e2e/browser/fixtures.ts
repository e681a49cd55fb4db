/** What each browser test begins with: a demo organization, a fresh home, Lanyard served from it, and a strict eye. */
import { test as base } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import type { Demo } from '../../testing/idc/demo.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import type { Home, Serving } from './home.ts'
import { makeHome } from './home.ts'

interface Fixtures {
  readonly demo: Demo
  readonly home: Home
  readonly lanyard: Serving
  /** What a page of Lanyard complained about, and each request that left the machine. A test ends with none. */
  readonly complaints: string[]
}

export const test = base.extend<Fixtures>({
  demo: async ({}, use) => {
    const demo = await startDemo()
    await use(demo)
    await demo.close()
  },
  home: async ({ demo }, use) => {
    const home = await makeHome(demo)
    await use(home)
    await home.remove()
  },
  lanyard: async ({ home }, use) => {
    const lanyard = await home.serve()
    await use(lanyard)
    await lanyard.stop()
  },
  complaints: [
    async ({ context, lanyard }, use) => {
      const complaints: string[] = []
      await watch(context, lanyard.origin, complaints)
      await use(complaints)
      base.expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export const { expect } = base

async function watch(context: BrowserContext, origin: string, complaints: string[]): Promise<void> {
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (hostname !== '127.0.0.1' && protocol !== 'data:') complaints.push(`request to ${request.url()}`)
  })
  await context.exposeFunction('tellComplaint', (text: string) => void complaints.push(text))
  await context.addInitScript((own) => {
    if (location.origin !== own) return
    addEventListener('securitypolicyviolation', (event) => {
      const { tellComplaint } = globalThis as unknown as { tellComplaint: (text: string) => void }
      tellComplaint(`${event.violatedDirective} at ${location.href}: ${event.blockedURI} ${event.sample}`)
    })
  }, origin)
  context.on('console', (message) => {
    if (message.page()?.url().startsWith(origin) === true && ['error', 'warning'].includes(message.type())) {
      complaints.push(`console: ${message.text()}`)
    }
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
}

/** Presses the button that signs in by a browser on this machine; in a container Lanyard offers a code first. */
export async function signInByBrowser(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  const instead = dialog.getByRole('button', { name: 'Use a browser on the machine of Lanyard instead' })
  const asUsual = dialog.getByRole('button', { name: 'Use a code instead' })
  await instead.or(asUsual).waitFor()
  await ((await instead.isVisible()) ? instead : dialog.getByRole('button', { name: 'Sign in' })).click()
}

/** Follows the sign-in link into a tab of its own, and does there what the organization asks until it is over. */
export async function allowInNewTab(page: Page): Promise<void> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Open the sign-in page' }).first().click(),
  ])
  await allow(tab)
  await tab.close()
}

/** Confirms the code (if it came to one), signs in as the first user, allows, and waits for the page that says so. */
export async function allow(tab: Page): Promise<void> {
  const next = tab.getByRole('button', { name: /^(Confirm and continue|Sign in|Allow access)$/ })
  for (let last = ''; last !== 'Allow access';) {
    last = await next.innerText()
    await next.click()
  }
  await base.expect(tab.getByText(/You can close this (tab|page)/)).toBeVisible()
}

/** The built page in a real browser, with a fake application behind it and the product's own content policy. */
import type { Page } from '@playwright/test'
import { readStaticFile, staticHeaders } from '../../electron/system/static-files.ts'
import type { FakeApi } from '../../testing/ui/fake-api.ts'

/** Opens the page that was built into `folder` (an absolute path), with `api` as its `window.lanyard`. */
export async function openPage(page: Page, api: FakeApi, folder: string): Promise<void> {
  await page.route('http://127.0.0.1/**', async (route) => {
    const file = await readStaticFile(folder, new URL(route.request().url()).pathname)
    await (file
      ? route.fulfill({ body: Buffer.from(file.bytes), headers: staticHeaders(file.contentType, null) })
      : route.fulfill({ status: 404 }))
  })
  await page.exposeFunction('fakeCall', (name: Parameters<FakeApi['call']>[0], input: never) => api.call(name, input))
  await page.exposeFunction('fakeSnapshot', () => api.snapshot())
  await page.addInitScript(standIn, api.face)
  await page.goto('http://127.0.0.1/')
  api.subscribe((patch) => void page.evaluate((it) => window.fakePatch(it), patch as object).catch(() => {}))
  api.onNavigate((place) => void page.evaluate((it) => window.fakeNavigate(it), place as object).catch(() => {}))
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
}

declare global {
  interface Window {
    fakeCall: (name: string, input: unknown) => Promise<unknown>
    fakeSnapshot: () => Promise<unknown>
    fakePatch: (patch: object) => void
    fakeNavigate: (place: object) => void
  }
}

/** Runs in the page, before its own scripts. */
function standIn(face: string): void {
  const listeners = { patch: new Set<(it: object) => void>(), navigate: new Set<(it: object) => void>() }
  const listen = (set: Set<(it: object) => void>) => (listener: (it: object) => void) => {
    set.add(listener)
    return () => set.delete(listener)
  }
  window.fakePatch = (patch) => listeners.patch.forEach((listener) => listener(patch))
  window.fakeNavigate = (place) => listeners.navigate.forEach((listener) => listener(place))
  const lanyard = {
    face,
    call: (name: string, input: unknown) => window.fakeCall(name, input),
    snapshot: () => window.fakeSnapshot(),
    subscribe: listen(listeners.patch),
    onNavigate: listen(listeners.navigate),
  }
  Object.assign(window, { lanyard })
}

/** From another program's edit of the config to the new state in an open window: real files, real server, real Chromium. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { makeHome } from '../browser/home.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import { findChromium } from '../../scripts/test-tools.mjs'
import { configText } from './config-file.ts'
import { median } from './rounds.ts'

/** The median in ms; null where there is no Chromium. */
export async function timeForeignEdit(profiles: number): Promise<number | null> {
  const executablePath = await findChromium()
  if (executablePath === null) return null
  const demo = await startDemo()
  const home = await makeHome(demo)
  await home.write('.aws/config', configText(profiles))
  const lanyard = await home.serve()
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 700 } })
    await page.goto(lanyard.url)
    await page.getByRole('row', { name: /team-00000/ }).waitFor()
    const times: number[] = []
    for (let round = 0; round < 11; round += 1) {
      times.push(await timeOnce(page, path.join(home.folder, '.aws/config'), `Role${round}`))
    }
    return median(times.slice(1))
  } finally {
    await browser.close()
    await lanyard.stop()
    await home.remove()
    await demo.close()
  }
}

/** Gives the first profile another permission set, in place as the AWS CLI does, and waits for it to be painted. */
async function timeOnce(page: Page, file: string, role: string): Promise<number> {
  const text = (await readFile(file, 'utf8')).replace(/sso_role_name = .*/, `sso_role_name = ${role}`)
  const seen = page.evaluate(whenShown, role)
  // The observer is there before the file changes.
  await page.evaluate(() => undefined)
  const began = Date.now()
  await writeFile(file, text)
  return (await seen) - began
}

/** Runs in the page: when a frame with `text` in it has been drawn, in ms since the epoch. */
function whenShown(text: string): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.body.textContent?.includes(text)) return
      observer.disconnect()
      requestAnimationFrame(() => resolve(Date.now()))
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

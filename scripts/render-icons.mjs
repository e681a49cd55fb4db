/**
 * Draws `assets/icon.png`, the sizes of it that Linux wants, and the tray's images from their SVGs, in Chromium:
 * `node scripts/render-icons.mjs` after a change. The PNGs are committed, since builds need no browser.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { chromiumHint, findChromium } from './test-tools.mjs'

const assets = join(dirname(dirname(fileURLToPath(import.meta.url))), 'assets')
const states = ['ready', 'ending', 'sign-in-needed', 'signing-in']
/** What desktops look for below /usr/share/icons/hicolor. */
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
/**
 * macOS takes a template's alpha alone. The colours of the others stand out from dark panels and from light ones (3 : 1 and
 * more), since no panel says which it is. Linux's are 22 px.
 */
const kinds = [
  { folder: 'template', sizes: [16, 32], colours: { '--badge': '#000', '--alert': '#000' } },
  { folder: 'colour', sizes: [16, 22, 32], colours: { '--badge': '#5b7be6', '--alert': '#c97a00' } },
]

const executablePath = await findChromium()
if (executablePath === null) throw new Error(`There is no Chromium. ${chromiumHint}`)
const browser = await chromium.launch({ executablePath })
const page = await browser.newPage()
await draw('icon.svg', 512, {}, 'icon.png')
mkdirSync(join(assets, 'icons'), { recursive: true })
for (const size of linuxSizes) await draw('icon.svg', size, {}, `icons/${size}x${size}.png`)
for (const { folder, sizes, colours } of kinds) {
  mkdirSync(join(assets, 'tray', folder), { recursive: true })
  for (const state of states) {
    for (const size of sizes) await draw(`tray/${state}.svg`, size, colours, `tray/${folder}/${state}-${size}.png`)
  }
}
await browser.close()

/**
 * @param {string} source
 * @param {number} size in px
 * @param {Record<string, string>} colours
 * @param {string} target
 */
async function draw(source, size, colours, target) {
  const style = Object.entries(colours).map(([name, value]) => `${name}:${value}`)
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body{margin:0}svg{display:block;${style.join(';')}}</style>${readFileSync(join(assets, source), 'utf8')}`,
  )
  writeFileSync(join(assets, target), await page.screenshot({ omitBackground: true }))
}

/** The real Chromium of this machine: which of its profiles a page is shown in. */
import { spawn, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nodeBrowser } from '../../electron/system/browser.ts'
import { listen, stop } from '../../testing/idc/loopback.ts'

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => spawnSync(file, ['--version']).status === 0,
)
const hasScreen = spawnSync('Xvfb', ['-help']).error === undefined

/** A screen that nobody sees; its name. */
async function openScreen(): Promise<string> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x600x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void screen.kill())
  const number = await new Promise<string>((resolve) => {
    screen.stdio[3]?.once('data', (text) => resolve(String(text).trim()))
  })
  return `:${number}`
}

/** Notes each page with the name that it gave the browser's profile at the first one. */
async function openSite() {
  const seen: (readonly [page: string, visitor: string])[] = []
  let visitors = 0
  const server = createServer(({ url = '', headers }, response) => {
    if (!url.startsWith('/page')) return void response.writeHead(404).end()
    const known = /visitor=(\w+)/.exec(headers.cookie ?? '')?.[1]
    const visitor = known ?? `v${(visitors += 1)}`
    seen.push([url, visitor])
    response.writeHead(200, { 'set-cookie': `visitor=${visitor}`, 'content-type': 'text/html' }).end('<p>Page</p>')
  })
  const url = await listen(server, 0)
  onTestFinished(() => stop(server))
  return { url, seen }
}

test.runIf(process.platform === 'linux' && chromium && hasScreen)(
  'Chromium shows a page in the profile that was chosen, as a tab where that is open',
  async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'lanyard-chromium-'))
    const names = { Default: { name: 'Private' }, 'Profile 1': { name: 'Work' } }
    await mkdir(path.join(home, '.config/chromium'), { recursive: true })
    await writeFile(
      path.join(home, '.config/chromium/Local State'),
      JSON.stringify({ profile: { info_cache: names, profiles_created: 2 } }),
    )
    const pids = path.join(home, 'pids')
    const flags = '--no-sandbox --disable-gpu --no-first-run --disable-dev-shm-usage'
    await writeFile(
      path.join(home, 'chromium'),
      `#!/bin/sh\necho $$ >> '${pids}'\nexec ${chromium} --user-data-dir='${home}/.config/chromium' ${flags} "$@"\n`,
    )
    await chmod(path.join(home, 'chromium'), 0o700)
    const env = { PATH: `${home}:${process.env['PATH']}`, HOME: home, DISPLAY: await openScreen() }
    const browser = nodeBrowser({ env, platform: 'linux', home })
    onTestFinished(async () => {
      spawnSync('sh', ['-c', `kill $(cat '${pids}') 2>/dev/null; sleep 1`])
      await rm(home, { recursive: true, force: true, maxRetries: 10 })
    })
    const found = (await browser.list()).find(({ id }) => id === 'chromium')
    expect(found?.profiles).toEqual([
      { id: 'Default', name: 'Private' },
      { id: 'Profile 1', name: 'Work' },
    ])

    const site = await openSite()
    const show = async (page: string, profile: string) => {
      expect(await browser.open(`${site.url}${page}`, { kind: 'browser', id: 'chromium', profile })).toBe(true)
      await expect.poll(() => site.seen.map(([seen]) => seen), { timeout: 30_000 }).toContain(page)
    }
    await show('/page-1', 'Default')
    await show('/page-2', 'Profile 1')
    await show('/page-3', 'Default')
    await show('/page-4', 'Profile 1')
    expect(site.seen.map(([, visitor]) => visitor)).toEqual(['v1', 'v2', 'v1', 'v2'])
    expect(await browser.open(`${site.url}/page-5`, { kind: 'browser', id: 'chromium', profile: 'Gone' })).toBe(false)
  },
)

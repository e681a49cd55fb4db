import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { UserEnvironment } from './browser-places.ts'
import { browserCommands, nodeBrowser } from './browser.ts'

const url = 'https://oidc.us-east-1.amazonaws.com/authorize?a=1&b=%20;$(touch$IFS-x)'

describe('what is run', () => {
  test('BROWSER names alternatives, with %s where the address goes', () => {
    expect(browserCommands({ BROWSER: 'firefox --new-tab %s:"my browser" -x &' }, 'linux', url)).toEqual([
      { program: 'firefox', args: ['--new-tab', url] },
      { program: 'my browser', args: ['-x', url] },
    ])
  })

  test('a Windows path in BROWSER stays whole', () => {
    expect(browserCommands({ BROWSER: '"C:\\b\\b.exe" %s' }, 'win32', url)).toEqual([
      { program: 'C:\\b\\b.exe', args: [url] },
    ])
  })

  test('without BROWSER it is the platform’s own opener, and never a shell', () => {
    expect(browserCommands({}, 'darwin', url)[0]?.program).toBe('open')
    expect(browserCommands({}, 'win32', url)).toEqual([
      { program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] },
    ])
    expect(browserCommands({ DISPLAY: ':0' }, 'linux', url)).toEqual([{ program: 'xdg-open', args: [url] }])
  })

  test('a Linux machine without a display has none', () => {
    expect(browserCommands({}, 'linux', url)).toEqual([])
  })
})

describe.runIf(process.platform !== 'win32')('opening', () => {
  async function script(body: string): Promise<{ file: string; seen: string }> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lanyard-browser-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const [file, seen] = [path.join(folder, 'my browser'), path.join(folder, 'seen')]
    await writeFile(file, `#!/bin/sh\n${body.replaceAll('SEEN', seen)}\n`)
    await chmod(file, 0o700)
    return { file, seen }
  }
  const environment = (env: UserEnvironment['env']): UserEnvironment => ({
    env,
    platform: 'linux',
    home: '/nonexistent',
  })
  const env = (file: string) => ({ BROWSER: `"${file}"`, PATH: process.env['PATH'] })

  test('gives the address as one argument, unread by any shell', async () => {
    const { file, seen } = await script('printf "%s|" "$@" > SEEN')
    expect(await nodeBrowser(environment(env(file))).open(url, null)).toBe(true)
    expect(await readFile(seen, 'utf8')).toBe(`${url}|`)
  })

  test('does not wait for a browser that stays in the foreground', async () => {
    const { file, seen } = await script('echo $$ > SEEN; exec sleep 600')
    expect(await nodeBrowser(environment(env(file))).open(url, null)).toBe(true)
    await vi.waitFor(async () => expect(await readFile(seen, 'utf8')).toMatch(/^[1-9]\d*\n$/), 30_000)
    // Throws where it is not running any more.
    process.kill(Number(await readFile(seen, 'utf8')))
  })

  test('tries the next when one is missing or fails, and says so when none is left', async () => {
    const { file, seen } = await script('printf %s "$1" > SEEN')
    const BROWSER = `/nonexistent/browser:false:"${file}"`
    expect(await nodeBrowser(environment({ BROWSER, PATH: process.env['PATH'] })).open(url, null)).toBe(true)
    expect(await readFile(seen, 'utf8')).toBe(url)
    expect(
      await nodeBrowser(environment({ BROWSER: '/nonexistent/browser:false', PATH: process.env['PATH'] })).open(
        url,
        null,
      ),
    ).toBe(false)
  })

  test('gives the address in a form that every parser reads alike', async () => {
    const { file, seen } = await script('printf "%s|" "$@" > SEEN')
    const twofold = 'https://d-1.awsapps.com\\@elsewhere.example/start\0'
    expect(await nodeBrowser(environment(env(file))).open(twofold, null)).toBe(true)
    expect(await readFile(seen, 'utf8')).toBe('https://d-1.awsapps.com/@elsewhere.example/start|')
  })

  test('opens web addresses only', async () => {
    const { file } = await script('exit 0')
    for (const other of ['file:///etc/passwd', 'javascript:alert(1)', '-x', '']) {
      expect(await nodeBrowser(environment(env(file))).open(other, null)).toBe(false)
    }
  })

  test('a chosen browser is the only one that is tried', async () => {
    const { file, seen } = await script('printf "%s|" "$@" > SEEN')
    const home = path.dirname(file)
    await writeFile(path.join(home, 'chromium'), await readFile(file))
    await chmod(path.join(home, 'chromium'), 0o700)
    const chosen = nodeBrowser({ env: { ...env('/bin/true'), PATH: home, DISPLAY: ':0' }, platform: 'linux', home })
    expect(await chosen.list()).toContainEqual({ id: 'chromium', name: 'Chromium', profiles: [] })
    expect(await chosen.open(url, { kind: 'browser', id: 'chromium', profile: null })).toBe(true)
    expect(await readFile(seen, 'utf8')).toBe(`${url}|`)
    for (const choice of [
      { kind: 'copy' },
      { kind: 'browser', id: 'chromium', profile: 'gone' },
      { kind: 'browser', id: 'netscape', profile: null },
    ] as const) {
      expect(await chosen.open(url, choice)).toBe(false)
    }
  })

  test('a chosen browser cannot be shown where there is no screen', async () => {
    const home = path.dirname((await script('exit 0')).file)
    const browser = nodeBrowser({ env: { PATH: home }, platform: 'linux', home })
    expect(await browser.open(url, { kind: 'browser', id: 'chromium', profile: null })).toBe(false)
  })
})

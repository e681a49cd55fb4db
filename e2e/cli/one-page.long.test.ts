/** However many processes ask for the same sign-in, and however busy the machine is: one page. */
import { setTimeout as sleep } from 'node:timers/promises'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { messageText } from '../../electron/serve/socket.ts'
import type { StatePatch } from '../../shared/state.ts'
import { corpSession, openDesk, opened, type Desk } from './lanyard.ts'
import { openPage, type Page } from './served-page.ts'

const processes = 8
const rounds = Number(process.env['LANYARD_ROUNDS'] ?? 3)

/** Eight commands, one after another by `stagger` ms; and how many pages came of them. */
async function round(desk: Desk, stagger: number) {
  const before = (await opened(desk)).length
  const running = []
  for (let at = 0; at < processes; at += 1) {
    running.push(desk.start('login corp'))
    if (stagger > 0) await sleep(stagger)
  }
  const ran = await Promise.all(running.map(({ done }) => done))
  return { ran, pages: (await opened(desk)).length - before }
}

describe.each([0, 40, 80, 120])('%i ms apart', (stagger) => {
  test('eight sign-ins show one page', { timeout: 600_000 }, async () => {
    const desk = await openDesk({ settings: { latencyMs: 30 } })
    await desk.json(corpSession)
    for (let at = 0; at < rounds; at += 1) {
      const { ran, pages } = await round(desk, stagger)
      expect(ran.map(({ code, stderr }) => [code, stderr.match(/Error|internal/)])).toEqual(ran.map(() => [0, null]))
      expect(pages).toBe(1)
      await rm(path.join(desk.home, '.aws/sso/cache'), { recursive: true })
    }
  })

  test('clicks in the pages of several servers, and commands, show one page', { timeout: 600_000 }, async () => {
    const desk = await openDesk({ settings: { latencyMs: 30 } })
    await desk.json(corpSession)
    const pages = await Promise.all([serve(desk), serve(desk), serve(desk)])
    for (const page of pages) followLinks(page)
    const click = { session: 'corp', method: 'browser', openBrowser: true } as const
    for (let at = 0; at < rounds; at += 1) {
      desk.demo.requests.clear()
      const running: Promise<unknown>[] = []
      for (const page of [...pages, null, ...pages, null]) {
        running.push(page ? page.call('session.signIn', click) : desk.run('login corp'))
        if (stagger > 0) await sleep(stagger)
      }
      const results = await Promise.all(running)
      for (const result of results) expect([true, 0]).toContain(outcome(result))
      expect(desk.demo.requests.count('Authorize')).toBe(1)
      for (const page of pages) await page.call('session.signOut', { session: 'corp' })
    }
  })

  test('eight sign-ins take one no for an answer', { timeout: 600_000 }, async () => {
    const desk = await openDesk({ settings: { autoApprove: false, latencyMs: 30 } })
    await desk.json(corpSession)
    // The browser comes back at once and says that the person chose to deny.
    const env = {
      BROWSER: `"${process.execPath}" "${path.join(desk.home, 'deny.mjs')}" "${path.join(desk.home, 'opened')}"`,
    }
    await denyingBrowser(desk)
    const before = (await opened(desk)).length
    const running = []
    for (let at = 0; at < processes; at += 1) {
      running.push(desk.start('login corp', env))
      if (stagger > 0) await sleep(stagger)
    }
    const ran = await Promise.all(running.map(({ done }) => done))
    expect(ran.map(({ code }) => code)).toEqual(ran.map(() => 1))
    // Who asked only after the no, asks anew.
    expect((await opened(desk)).length - before).toBeLessThanOrEqual(stagger === 0 ? 1 : processes)
  })
})

/** A page of a server that stays. */
async function serve(desk: Desk) {
  const [line] = await desk.start('serve --no-open --json').said('stdout', /^.+\n/)
  return openPage((JSON.parse(line) as { url: string }).url)
}

/** Somebody who opens each link that the page shows. */
function followLinks({ socket }: Page): void {
  const followed = new Set<string>()
  socket.on('message', (data) => {
    const { patch } = JSON.parse(messageText(data)) as { patch?: StatePatch }
    const url = patch?.signIns?.['corp']?.url
    if (!url || followed.has(url)) return
    followed.add(url)
    void fetch(url)
  })
}

/** `ok` of an operation, or the exit code of a command. */
function outcome(result: unknown): unknown {
  const { ok, code } = result as { ok?: boolean; code?: number }
  return ok ?? code
}

async function denyingBrowser(desk: Desk): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  await writeFile(
    path.join(desk.home, 'deny.mjs'),
    `import { appendFileSync } from 'node:fs'
const [, , log, address] = process.argv
appendFileSync(log, address + '\\n')
const { searchParams } = new URL(address)
const query = new URLSearchParams({ error: 'access_denied', state: searchParams.get('state') })
await fetch(searchParams.get('redirect_uri') + '?' + query)
`,
  )
}

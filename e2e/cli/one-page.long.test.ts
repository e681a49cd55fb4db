/** However many processes ask for the same sign-in, and however busy the machine is: one page. */
import { setTimeout as sleep } from 'node:timers/promises'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { corpSession, openDesk, opened, type Desk } from './lanyard.ts'

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

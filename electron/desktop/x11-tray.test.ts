import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { watchXTray } from './x11-tray.ts'

const has = (program: string) => spawnSync('which', [program]).status === 0
const text = (bytes: Uint8Array) => [0, bytes.length, ...bytes]
const name = (value: string) => text(Buffer.from(value))

test.each([{}, { DISPLAY: 'elsewhere:0' }, { DISPLAY: ':4711' }, { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }])(
  'there is none on %j',
  async (env) => {
    expect(await new Promise((resolve) => void watchXTray(env, '/nonexistent', resolve))).toBe(false)
  },
)

describe.runIf(process.platform === 'linux' && has('Xvfb') && has('trayer'))(
  'on a screen that wants its cookie',
  () => {
    test('a tray is seen when it comes and when it goes', async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'lanyard-x11-'))
      const cookie = Buffer.from('0123456789abcdef')
      const file = path.join(folder, 'cookies')
      const other = [
        1,
        0,
        ...name('elsewhere'),
        ...name('99999'),
        ...name('MIT-MAGIC-COOKIE-1'),
        ...text(Buffer.alloc(16)),
      ]
      const own = [1, 0, ...name(os.hostname()), ...name(''), ...name('MIT-MAGIC-COOKIE-1'), ...text(cookie)]
      await writeFile(file, Buffer.from([...other, ...own]))
      const xvfb = spawn('Xvfb', ['-displayfd', '3', '-auth', file, '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      })
      onTestFinished(() => void xvfb.kill())
      const [number] = (await once(xvfb.stdio[3]!, 'data')) as [Buffer]
      const env = { DISPLAY: `:${number.toString().trim()}`, XAUTHORITY: file }
      const told: boolean[] = []
      let look = (): void => undefined
      const until = (count: number) =>
        new Promise<void>((resolve) => {
          look = () => told.length >= count && resolve()
          look()
        })
      void watchXTray(env, folder, (isThere) => {
        told.push(isThere)
        look()
      })
      await until(1)
      const trayer = spawn('trayer', [], { env: { ...process.env, ...env }, stdio: 'ignore' })
      await until(2)
      trayer.kill()
      await until(3)
      expect(told).toEqual([false, true, false])
    }, 30_000)
  },
)

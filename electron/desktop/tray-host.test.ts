import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeSystem } from '../system/node.ts'
import { startSessionBus } from './session-bus.testing.ts'
import { findTrayHost } from './tray-host.ts'

const { clock, paths } = nodeSystem()
const uid = process.getuid?.() ?? 0
const find = (env: Record<string, string>) => findTrayHost({ env, clock, platform: 'linux', paths }, uid)
const ask = async (env: Record<string, string>) => (await find(env)).isThere()

describe.runIf(process.platform !== 'win32')('whether there is a tray', () => {
  test.each([true, false])('is what the session bus says: %s', async (has) => {
    const bus = await startSessionBus(has)
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: bus.address })).toBe(has)
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: `tcp:host=x;${bus.address.replace('-', '%2d')}` })).toBe(has)
    const [, file = ''] = /path=([^,]*)/.exec(bus.address) ?? []
    expect(await ask({ XDG_RUNTIME_DIR: path.dirname(file) })).toBe(has)
    await bus.close()
  })

  test('is told when it comes and when it goes, and when the bus ends', async () => {
    const bus = await startSessionBus(false)
    const host = await find({ DBUS_SESSION_BUS_ADDRESS: bus.address })
    const changes: boolean[] = []
    const next = () =>
      new Promise<void>((resolve) => {
        host.onChange((isThere) => {
          changes.push(isThere)
          resolve()
        })
      })
    const first = next()
    bus.setOwner(true)
    await first
    expect(host.isThere()).toBe(true)
    const second = next()
    await bus.close()
    await second
    expect(host.isThere()).toBe(false)
    expect(changes).toEqual([true, false, false])
  })

  test('is not certain without a bus', async () => {
    expect(await ask({})).toBe(false)
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' })).toBe(false)
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost' })).toBe(false)
  })

  test.each([
    ['refuses', 'REJECTED EXTERNAL\r\n'],
    ['talks nonsense', `OK x\r\n${'\u0000'.repeat(64)}`],
  ])('is not certain where the bus %s', async (_, said) => {
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'lanyard-bus-')), 'bus')
    const server = net.createServer((socket) => socket.on('error', () => undefined).end(said))
    await new Promise<void>((resolve) => server.listen(file, resolve))
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${file}` })).toBe(false)
    server.close()
  })

  test('is not waited for where the bus is silent', async () => {
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'lanyard-bus-')), 'bus')
    const server = net.createServer((socket) => void socket.on('error', () => undefined))
    await new Promise<void>((resolve) => server.listen(file, resolve))
    const hasty = { ...clock, after: (_: number, run: () => void) => clock.after(20, run) }
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${file}` }
    expect((await findTrayHost({ env, clock: hasty, platform: 'linux', paths }, uid)).isThere()).toBe(false)
    server.close()
  })
})

test('elsewhere than on Linux there is always one', async () => {
  expect((await findTrayHost({ env: {}, clock, platform: 'darwin', paths }, uid)).isThere()).toBe(true)
})

describe.runIf(spawnSync('dbus-daemon', ['--version']).status === 0)('a real session bus', () => {
  test('says that nobody shows tray icons', async () => {
    const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'])
    const [address] = (await once(daemon.stdout, 'data')) as [Buffer]
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: address.toString().trim() })).toBe(false)
    daemon.kill()
    await once(daemon, 'close')
  })
})

import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findElectron } from '../../scripts/electron-runtime.mjs'
import { fuses, getConfig, validateConfiguration } from './builder.ts'

const root = path.resolve(import.meta.dirname, '../..')
const quiet = { isEnabled: false } as const
const read = () => getConfig(root, null, null)

test('electron-builder knows every word of the configuration', async () => {
  await expect(validateConfiguration(await read(), quiet)).resolves.toBeUndefined()
})

test('it would refuse a fuse that it does not know', async () => {
  const configuration = { ...(await read()), electronFuses: { runAsNod: false } }
  await expect(validateConfiguration(configuration, quiet)).rejects.toThrow('configuration.electronFuses')
})

test('every platform has its targets', async () => {
  expect(await read()).toMatchObject({
    mac: {
      target: [
        { target: 'dmg', arch: 'universal' },
        { target: 'zip', arch: 'universal' },
      ],
      hardenedRuntime: true,
    },
    win: { target: ['nsis'] },
    nsis: { perMachine: false, allowElevation: false, packElevateHelper: false },
    linux: { target: ['AppImage', 'deb', 'rpm'] },
    publish: null,
  })
})

test('on macOS the program may compile code, and asks for nothing else', async () => {
  const { mac } = (await read()) as { mac: { entitlements: string; entitlementsInherit: string } }
  expect(mac.entitlementsInherit).toBe(mac.entitlements)
  const plist = await readFile(path.join(root, mac.entitlements), 'utf8')
  expect([...plist.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit'])
})

test('on Windows the installer writes the scheme that it removes, for this user', async () => {
  const script = await readFile(path.join(root, 'assets/package/installer.nsh'), 'utf8')
  expect(script).toContain('WriteRegStr HKCU "Software\\Classes\\lanyard\\shell\\open\\command"')
  expect(script).toContain('DeleteRegKey HKCU "Software\\Classes\\lanyard"')
})

const runtime = findElectron()

// What only it can show: that its wire is as long as the configured fuses. dmg, nsis and AppImage are made elsewhere.
describe("Electron's own runtime", () => {
  test.skipIf(runtime === null)(
    'has all the fuses, and the tests run it with those that let them drive it',
    async () => {
      const found = await fuses.getCurrentFuseWire(runtime ?? '')
      expect(Object.keys(fuses.FuseV1Options).filter((number) => /^\d+$/.test(number) && !(number in found))).toEqual(
        [],
      )
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
      expect(execFileSync(runtime ?? '', ['-p', '1 + 1'], { env, encoding: 'utf8' })).toBe('2\n')
    },
  )
})

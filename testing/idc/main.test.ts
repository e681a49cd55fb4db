import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { send } from './client.testing.ts'

const main = path.join(import.meta.dirname, 'main.ts')

/** Starts the command and reads its line. */
async function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  const told: { readonly url: string; readonly proxyUrl: string; readonly caFile: string } = JSON.parse(String(line))
  return { child, told, ended: once(child, 'exit') }
}

test('prints where it is, takes its flags, and ends and cleans up with its parent', async () => {
  const flags = ['--accounts', '3', '--token-seconds', '90', '--rate', '5', '--auto-approve', '--with-parent']
  const { child, told, ended } = await start(...flags)
  const { json } = await send(`${told.url}/_demo`)
  expect(json['settings']).toMatchObject({ accessTokenSeconds: 90, requestsPerSecond: 5, autoApprove: true })
  await access(told.caFile)
  child.stdin.end()
  expect(await ended).toEqual([0, null])
  await expect(access(told.caFile)).rejects.toThrow('ENOENT')
})

test.runIf(process.platform !== 'win32')('stays without its parent, and ends when it is told to', async () => {
  const { child, told, ended } = await start()
  child.stdin.end()
  expect((await send(`${told.url}/start`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('refuses a flag or a number that it does not understand', async () => {
  for (const args of [
    ['--accunts', '3'],
    ['--port', 'many'],
  ]) {
    const [code] = await once(spawn(process.execPath, [main, ...args], { stdio: 'ignore' }), 'exit')
    expect(code).not.toBe(0)
  }
})

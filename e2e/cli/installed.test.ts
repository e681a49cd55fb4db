import { spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { Ran } from './lanyard.ts'

const command = fileURLToPath(new URL('../../scripts/lanyard.mjs', import.meta.url))

/** Makes this Node look older, and without SQLite. */
const older = (version: string, sqlite: boolean) =>
  `data:text/javascript,${encodeURIComponent(`
    import module from 'node:module'
    Object.defineProperty(process, 'version', { value: 'v${version}' })
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
    if (!${sqlite}) module.isBuiltin = () => false
  `)}`

/** A package as npm installs it, with a program that only says who runs it. */
async function install({ built = true, ownNode = false } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-installed-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(path.join(folder, 'scripts'))
  await copyFile(command, path.join(folder, 'scripts/lanyard.mjs'))
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}')
  if (built) {
    await mkdir(path.join(folder, 'out/main'), { recursive: true })
    const says = 'console.log(`cli on ${process.version}: ${process.argv.slice(2).join(" ")}`)\nprocess.exitCode = 4\n'
    await writeFile(path.join(folder, 'out/main/cli.js'), says)
  }
  if (ownNode) {
    const own = path.join(folder, 'node_modules', `node-${process.platform}-${process.arch}`)
    await mkdir(path.join(own, 'bin'), { recursive: true })
    await writeFile(path.join(own, 'package.json'), '{}')
    await writeFile(path.join(own, 'bin/node'), '#!/bin/sh\nshift\necho "own Node: $*"\nexit 4\n')
    await chmod(path.join(own, 'bin/node'), 0o755)
  }
  return (nodeOptions: readonly string[] = []) => {
    const words = [...nodeOptions, path.join(folder, 'scripts/lanyard.mjs'), 'whoami', '--all']
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()))
    return new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code, ...text })))
  }
}

test('a Node that is new enough runs the program itself', async () => {
  const lanyard = await install()
  expect(await lanyard()).toEqual({ code: 4, stdout: `cli on ${process.version}: whoami --all\n`, stderr: '' })
})

test.runIf(process.platform !== 'win32')('an old Node hands over to the one of the package', async () => {
  const lanyard = await install({ ownNode: true })
  expect(await lanyard(['--import', older('20.20.2', false)])).toEqual({
    code: 4,
    stdout: 'own Node: whoami --all\n',
    stderr: '',
  })
})

test('an old Node with SQLite will do where the package has none', async () => {
  const lanyard = await install()
  expect(await lanyard(['--import', older('22.22.0', true)])).toMatchObject({ code: 4, stderr: '' })
})

test('a Node that is too old says in one sentence what to do', async () => {
  const lanyard = await install()
  expect(await lanyard(['--import', older('20.20.2', false)])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Lanyard needs Node 24 or newer, and this is v20.20.2: install it from nodejs.org.\n',
  })
})

test('a checkout that is not built says so', async () => {
  const lanyard = await install({ built: false })
  expect(await lanyard()).toEqual({ code: 1, stdout: '', stderr: 'Lanyard is not built: run npm run build.\n' })
})

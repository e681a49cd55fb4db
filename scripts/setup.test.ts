import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** Stands for npm: notes that it was asked, empties node_modules, takes its time, then does as ./how says. */
const npm = `
const fs = require('node:fs')
fs.appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n')
fs.rmSync('node_modules', { recursive: true, force: true })
setTimeout(() => {
  const how = fs.readFileSync('how', 'utf8')
  if (how !== '') {
    console.error(how)
    process.exit(1)
  }
  fs.mkdirSync('node_modules')
}, 400)
`

let checkout: string
beforeEach(async () => {
  checkout = await mkdtemp(path.join(tmpdir(), 'lanyard-setup-'))
  await mkdir(path.join(checkout, 'scripts'))
  for (const name of ['setup.mjs', 'lock.mjs']) {
    await cp(path.join(import.meta.dirname, name), path.join(checkout, 'scripts', name))
  }
  await write('package-lock.json', '{}')
  await write('npm-cli.js', npm)
  await write('how', '')
})
afterEach(() => rm(checkout, { recursive: true, maxRetries: 5 }))

const write = (name: string, text: string) => writeFile(path.join(checkout, name), text)
const timesAsked = async () =>
  (await readFile(path.join(checkout, 'asked'), 'utf8').catch(() => '')).split('\n').length - 1

function setUp() {
  const env = {
    PATH: process.env['PATH'],
    npm_execpath: path.join(checkout, 'npm-cli.js'),
    npm_node_execpath: process.execPath,
  }
  const child = spawn(process.execPath, ['scripts/setup.mjs'], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, said }))
  })
  return { child, ended }
}

test('installs once, then does and says nothing until the lockfile changes', async () => {
  expect(await setUp().ended).toMatchObject({ code: 0, said: expect.stringContaining('Installing') })
  expect(await setUp().ended).toEqual({ code: 0, said: '' })
  expect(await timesAsked()).toBe(1)
  await write('package-lock.json', '{ }')
  expect(await setUp().ended).toMatchObject({ code: 0, said: expect.stringContaining('Installing') })
  expect(await timesAsked()).toBe(2)
})

test.skipIf(process.platform === 'win32')(
  'installs again after one that was interrupted, and leaves no lock behind',
  async () => {
    const first = setUp()
    while ((await timesAsked()) === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(130)
    expect(existsSync(path.join(checkout, '.setup.lock'))).toBe(false)
    expect((await setUp().ended).code).toBe(0)
    expect(await timesAsked()).toBe(2)
  },
)

test('two at the same time install once', async () => {
  const both = await Promise.all([setUp().ended, setUp().ended])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(both.filter(({ said }) => said.includes('waiting for it'))).toHaveLength(1)
  expect(await timesAsked()).toBe(1)
})

test('says plainly that the registry cannot be reached, and begins anew next time', async () => {
  await write('how', 'npm error code ENOTFOUND')
  const { code, said } = await setUp().ended
  expect(code).toBe(1)
  expect(said).toContain('The npm registry cannot be reached')
  await write('how', '')
  expect((await setUp().ended).code).toBe(0)
})

test('shows what npm says when it fails otherwise', async () => {
  await write('how', 'npm error package.json and package-lock.json are not in sync')
  const { code, said } = await setUp().ended
  expect(code).toBe(1)
  expect(said).toContain('not in sync')
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleSizes, overBudget, reached } from './bundles.mjs'

let out = ''
beforeEach(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'lanyard-bundles-'))
  const files = {
    'main/main.js':
      'const e=require("./state-A1.js");require("./effect.js");Promise.resolve().then(()=>require(`./operations-B-2.js`))',
    'main/state-A1.js': 'exports.t=e',
    'main/effect.js': '',
    'main/operations-B-2.js': 'let e=require("./main.js"),z=require("./zod.js")',
    'main/zod.js': 'const text="./not-there.js"',
    'main/cli.js': 'Promise.resolve().then(()=>require("./everyday.js"))',
    'main/everyday.js': 'require("./conditions.js"),Promise.resolve().then(()=>require("./zod.js"))',
    'main/conditions.js': '1234567890',
    'main/THIRD-PARTY-NOTICES.md': 'of no program',
    'preload/preload.cjs': '1234',
    'renderer/index.html': '',
    'renderer/assets/index.js': '12345',
    'renderer/assets/index.css': '123456',
    'renderer/assets/inter.woff2': '1234567',
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(out, name)), { recursive: true })
    await writeFile(path.join(out, name), content)
  }
})
afterEach(() => rm(out, { recursive: true }))

test('a program is its entry, what that imports at once or later, and what those import', () => {
  const names = ['effect.js', 'main.js', 'operations-B-2.js', 'state-A1.js', 'zod.js']
  expect(reached(path.join(out, 'main'), 'main.js')).toEqual(names)
})

test('at its start it is what loads before anything is imported later', () => {
  const names = ['effect.js', 'main.js', 'state-A1.js']
  expect(reached(path.join(out, 'main'), 'main.js', { atStart: true })).toEqual(names)
})

test('the sizes of a build are the bytes of its programs, its page and its fonts', () => {
  expect(bundleSizes(out)).toMatchObject({ cliAtStart: 136, cli: 163, preload: 4, renderer: 11, fonts: 7 })
})

test('a build within its budget is not spoken of', () => {
  expect(overBudget(bundleSizes(out))).toBeNull()
})

test('one that is larger is named with its size and the excess', () => {
  expect(overBudget({ ...bundleSizes(out), preload: 2_500 })).toBe(
    'Larger than scripts/bundles.mjs allows:\npreload: 2,500 bytes, 500 bytes over its budget',
  )
})

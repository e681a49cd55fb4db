import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkPreload } from './check-preload.mjs'

const good = "let e=require(`electron`);e.contextBridge.exposeInMainWorld('lanyard',{});"

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lanyard-preload-'))
})
afterEach(() => rm(folder, { recursive: true }))

const check = async (source: string) => {
  await writeFile(path.join(folder, 'preload.cjs'), source)
  return checkPreload(folder)
}

test('one CommonJS file that requires electron passes', async () => {
  expect(await check(good)).toBeNull()
})

test.each([
  ['another module', `${good}require('node:fs')`, 'more than electron'],
  ['a file of its own', `${good}require("./chunk.cjs")`, 'more than electron'],
  ['require under another name', `${good}let r=require;r('fs')`, 'more than electron'],
  ['an ES module', `import{contextBridge as e}from"electron";e.exposeInMainWorld("lanyard",{})`, 'import'],
  ['a dynamic import', `${good}import("electron")`, 'import'],
  ['a global of Node', `${good}process.versions`, 'process'],
  ['more than the one object', `${good}e.contextBridge.exposeInMainWorld('electron',e)`, 'lanyard, electron'],
  ['nothing for the page', 'let e=require("electron")', 'nothing'],
  ['broken code', `${good})`, 'does not run'],
])('%s does not', async (_what, source, fault) => {
  expect(await check(source)).toContain(fault)
})

test('a second file does not', async () => {
  await writeFile(path.join(folder, 'chunk-abc.cjs'), '')
  expect(await check(good)).toContain('not one file')
})

test('no build does not', () => {
  expect(checkPreload(folder)).toContain('there is none')
})

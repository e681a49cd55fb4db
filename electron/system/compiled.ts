/**
 * Runs a file of the build with what V8 has compiled of it in earlier runs. Node's own cache of compiled code is taken when
 * a file is loaded, and so has none of the functions that run later: half of what a short command costs.
 */
import { constants, closeSync, fstatSync, lstatSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { findCache, findHome } from './paths.ts'

export interface Compiled {
  readonly script: Script
  /** Where it is kept. */
  readonly path: string
  /** The file that it was compiled from, as it is now. */
  readonly stamp: string
  /** The commands whose functions it has. */
  readonly commands: readonly string[]
}

/**
 * Runs the CommonJS module `file`, as `require` would. Null where nothing can be kept of it, since others could write to
 * the person's cache folder: compiled code is code. What cannot be read there is no condition of a start.
 */
export function runCompiled(file: string): Compiled | null {
  const folder = cacheFolder()
  if (folder === null) return null
  const source = readFileSync(file, 'utf8')
  const { size, mtimeMs } = lstatSync(file)
  const stamp = `${process.version} ${size} ${mtimeMs}`
  const path = join(folder, 'everyday.bin')
  const kept = readKept(path, stamp)
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    ...(kept && { cachedData: kept.data }),
  })
  const module = new Module(file)
  module.filename = file
  const require = createRequire(file)
  require.cache[file] = module
  const run = script.runInThisContext() as (...given: readonly unknown[]) => void
  run.call(module.exports, module.exports, require, module, file, dirname(file))
  module.loaded = true
  return { script, path, stamp, commands: script.cachedDataRejected === false ? (kept?.commands ?? []) : [] }
}

/** Null where it could not be the person's alone, or not be at all. */
function cacheFolder(): string | null {
  try {
    const home = findHome(process.env)
    // Under `sudo`, HOME may be another person's.
    if (!isOwn(home)) return null
    const folder = findCache(process.env, process.platform, home)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return isOwn(folder) ? folder : null
  } catch {
    return null
  }
}

/** Whether nobody else may change what is in `folder`. On Windows a profile's folder is its owner's alone. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder)
  if (process.platform === 'win32') return found.isDirectory()
  return found.uid === process.geteuid?.() && (found.mode & 0o022) === 0
}

interface Kept {
  readonly commands: readonly string[]
  readonly data: Buffer
}

/** V8 itself looks at the length of the source alone, and at its own version and flags. */
function readKept(path: string, stamp: string): Kept | null {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    try {
      if (!fstatSync(descriptor).isFile()) return null
      const bytes = readFileSync(descriptor)
      const end = bytes.indexOf('\n')
      const head = JSON.parse(bytes.toString('utf8', 0, end)) as KeptHead
      if (head.stamp !== stamp || head.bytes !== bytes.length - end - 1) return null
      return { commands: head.commands, data: bytes.subarray(end + 1) }
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

/** The first line of what is kept. */
export interface KeptHead {
  readonly stamp: string
  readonly commands: readonly string[]
  /** Of compiled code, after the line. */
  readonly bytes: number
}

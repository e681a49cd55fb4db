/** What Node has compiled of Lanyard, kept for the next start in the person's cache folder. */
import { lstatSync, mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { findCache, findHome } from './paths.ts'

/**
 * To be called before anything else is loaded. Node replaces what it finds old or broken there, and writes each file whole.
 * Where there can be no such folder, or others could write into it, Lanyard runs as it is: compiled code is code.
 */
export function keepCompiled(): void {
  try {
    const home = findHome(process.env)
    const folder = findCache(process.env, process.platform, home)
    // Under `sudo`, HOME may be another person's.
    if (!isOwn(home)) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (isOwn(folder)) enableCompileCache(folder)
  } catch {
    // Only slower.
  }
}

/** Whether nobody else may change what is in `folder`. On Windows a profile's folder is its owner's alone. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder)
  if (process.platform === 'win32') return found.isDirectory()
  return found.uid === process.geteuid?.() && (found.mode & 0o022) === 0
}

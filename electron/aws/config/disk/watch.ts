/** Tells when files change, whoever changes them and however: in place, by rename, by removing and making them anew. */
import { existsSync, readdirSync, readlinkSync, realpathSync, statSync, watch, type FSWatcher } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { stampOf } from '../../../system/files.ts'
import { log } from '../../../system/log.ts'

/** Several events of one change come within this time, in ms. */
const gather = 50

/**
 * Calls `onChange` after any of `paths` has changed: a file, or a folder with the files in it; they need not exist yet.
 * Nothing is polled: the system tells of events in the folders that hold them, or in the nearest folder above that is
 * there. Calls do not overlap. Whoever reads the files should begin to watch first. Returns what ends it.
 */
export function watchFiles(paths: readonly string[], onChange: () => unknown): () => void {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | null = null
  let telling = false
  let stopped = false

  const later = (): void => {
    if (stopped || timer) return
    timer = setTimeout(() => {
      timer = null
      check()
    }, gather).unref()
  }
  const check = (): void => {
    follow(watchers, paths, later)
    const now = stampsOf(paths)
    if (now === seen || telling) return
    seen = now
    telling = true
    void Promise.resolve(onChange()).finally(() => {
      telling = false
      later()
    })
  }

  follow(watchers, paths, later)
  let seen = stampsOf(paths)
  return () => {
    stopped = true
    if (timer) clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** Watches the folders that `paths` are in now, and no longer those where they were. */
function follow(watchers: Map<string, FSWatcher>, paths: readonly string[], onEvent: () => void): void {
  for (let isNew = true; isNew;) {
    const wanted = new Map(paths.flatMap(foldersOf).map((folder) => [`${identityOf(folder)} ${folder}`, folder]))
    for (const [key, watcher] of watchers) {
      if (wanted.has(key)) continue
      watcher.close()
      watchers.delete(key)
    }
    const missing = [...wanted].filter(([key]) => !watchers.has(key))
    const opened = missing.map(([key, folder]) => open(watchers, key, folder, onEvent))
    // What appeared before its folder was watched has told nobody: look again.
    isNew = opened.includes(true)
  }
}

function open(watchers: Map<string, FSWatcher>, key: string, folder: string, onEvent: () => void): boolean {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent)
    watcher.on('error', (error) => {
      log.warn(`${folder} is not watched any more`, error)
      watcher.close()
      watchers.delete(key)
      onEvent()
    })
    watchers.set(key, watcher)
    return true
  } catch (error) {
    log.warn(`${folder} cannot be watched`, error)
    // The folder is gone again, or the system watches no more: changes there are seen with the next event elsewhere.
    return false
  }
}

/** The folders whose events can mean a change of `path`: its own, those of the links on the way to it, itself. */
function foldersOf(path: string): readonly string[] {
  const real = attempt(() => realpathSync(path))
  const places = [path, ...linksTo(path), ...(real === null ? [] : [real])]
  const folders = places.map((place) => nearestFolder(dirname(place)))
  return attempt(() => statSync(path).isDirectory()) ? [...folders, path] : folders
}

/** Every link that is followed on the way to `path`: itself, folders above it, and what these lead to. */
function linksTo(path: string, links = new Set<string>()): ReadonlySet<string> {
  const folder = dirname(path)
  if (folder === path || links.has(path)) return links
  const target = attempt(() => readlinkSync(path))
  if (target !== null) linksTo(resolve(folder, target), links.add(path))
  return linksTo(folder, links)
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder))
}

/** A folder that was removed and made anew is another one. */
function identityOf(folder: string): string {
  return attempt(() => String(statSync(folder, { bigint: true }).ino)) ?? ''
}

/** Differs as soon as one of `paths`, or a file in one that is a folder, has been changed. */
function stampsOf(paths: readonly string[]): string {
  return paths
    .flatMap((path) => [path, ...(attempt(() => readdirSync(path)) ?? []).sort().map((name) => join(path, name))])
    .map((path) => `${path} ${stampOf(attempt(() => statSync(path, { bigint: true })))}`)
    .join('\n')
}

/** Null where the file system says no: what is not there has no stamp. */
function attempt<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch {
    return null
  }
}

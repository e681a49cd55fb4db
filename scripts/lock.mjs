/** One at a time across processes: a folder with the holder's process id in it. Plain Node 20, since set-up uses it. */
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const beat = 2_000
/** A holder that has not touched its lock for this long (ms) is gone, whatever its process id says. */
const silence = 15_000
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs `work` while this process alone holds `folder`, and waits for a living holder first.
 * `onWait` is called once with the holder's process id. A lock whose holder died is taken over.
 * @template T
 * @param {string} folder absolute; made and removed here
 * @param {{ onWait: (holder: string) => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, { onWait }, work) {
  for (let waited = false; !(await take(folder)); await sleep(200)) {
    if (await dropIfStale(folder)) continue
    if (!waited) onWait(await holderOf(folder))
    waited = true
  }
  const drop = () => rmSync(folder, { recursive: true, force: true })
  const leave = () => process.exit(130)
  const heart = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => {}), beat)
  process.once('exit', drop)
  for (const signal of signals) process.on(signal, leave)
  try {
    return await work()
  } finally {
    clearInterval(heart)
    for (const signal of signals) process.off(signal, leave)
    process.off('exit', drop)
    drop()
  }
}

/** @param {string} folder */
async function take(folder) {
  try {
    await mkdir(folder)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
  await writeFile(join(folder, 'pid'), String(process.pid))
  return true
}

/**
 * Moves a dead holder's lock out of the way. The rename picks one winner among several that look at the same time.
 * @param {string} folder
 */
async function dropIfStale(folder) {
  const holder = await holderOf(folder)
  const touched = await stat(folder).then(
    (found) => found.mtimeMs,
    () => null,
  )
  if (touched === null) return true
  const age = Date.now() - touched
  // Between mkdir and the written id there is a moment without one.
  if (age < silence && (holder === '' ? age < beat : isAlive(Number(holder)))) return false
  const aside = `${folder}.${process.pid}`
  try {
    await rename(folder, aside)
  } catch {
    return true
  }
  if ((await holderOf(aside)) === holder) await rm(aside, { recursive: true, force: true })
  else await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }))
  return true
}

/** @param {string} folder */
async function holderOf(folder) {
  return readFile(join(folder, 'pid'), 'utf8').catch(() => '')
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}

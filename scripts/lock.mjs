/** One at a time across processes: a folder with the holder's process id in it. Plain Node 20, since set-up uses it. */
import { rmSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const beat = 2_000
/** A holder that is not seen among this machine's processes may live in a container: its touch (ms) tells. */
const silence = 6_000
/** A lock that has not been touched for this long (ms) is nobody's, even if its process id is taken again. */
const oblivion = 600_000
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs `work` while this process alone holds `folder`, and waits for a living holder first.
 * A lock whose holder died is taken over once everything that the holder named by `hold` is over as well.
 * @template T
 * @param {string} folder absolute; made and removed here
 * @param {{ onWait: (holder: string) => void }} options called once, with the holder's process id
 * @param {(hold: (pid: number | undefined) => Promise<void>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, { onWait }, work) {
  for (let waited = false; !(await take(folder)); await sleep(200)) {
    if (await dropIfStale(folder)) continue
    if (!waited) onWait((await holdersOf(folder))[0] ?? '?')
    waited = true
  }
  const drop = () => rmSync(folder, { recursive: true, force: true })
  const leave = () => process.exit(130)
  const heart = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => {}), beat)
  process.once('exit', drop)
  for (const signal of signals) process.on(signal, leave)
  try {
    return await work((pid) => write(folder, pid))
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
  await write(folder, process.pid)
  return true
}

/**
 * @param {string} folder
 * @param {number | undefined} pid
 */
async function write(folder, pid) {
  if (pid !== undefined) await appendFile(join(folder, 'pids'), `${pid}\n`)
}

/**
 * Moves a dead holder's lock out of the way. The rename picks one winner among several that look at the same time.
 * @param {string} folder
 */
async function dropIfStale(folder) {
  const holders = await holdersOf(folder)
  const touched = await stat(folder).then(
    (found) => found.mtimeMs,
    () => null,
  )
  if (touched === null) return true
  const age = Date.now() - touched
  if (age < silence || (age < oblivion && holders.some((pid) => isAlive(Number(pid))))) return false
  const aside = `${folder}.${process.pid}`
  try {
    await rename(folder, aside)
  } catch {
    return true
  }
  if ((await holdersOf(aside)).join() === holders.join()) await rm(aside, { recursive: true, force: true })
  else await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }))
  return true
}

/** @param {string} folder */
async function holdersOf(folder) {
  const text = await readFile(join(folder, 'pids'), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
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

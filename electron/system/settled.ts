/** Reading a file that other programs, or a person's editor, rewrite in place. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reading } from './files.ts'

/** Both AWS CLIs truncate the file and then write it; what was written this long ago, in ms, is taken to be whole. */
const settled = 50

/** The same for what seems cut off: a busy machine has been seen to hold up the write that follows. */
const settledCut = 2000

/** How often a file that keeps changing is read again: that it seems cut off may take longer to be told. */
const mostTurns = 40
const mostTurnsCut = 100

/**
 * Has `read` read until the file holds still: a half-written file may look like any other. Only `isCut` can tell, and it
 * need not be sure.
 */
export async function readSettled(
  read: () => Promise<Reading | null>,
  isCut: (bytes: Buffer) => boolean | Promise<boolean> = (bytes) => bytes.length === 0,
): Promise<Reading | null> {
  for (let turn = 1; ; turn += 1) {
    const found = await read()
    if (!found) return null
    const { stats, bytes, whole } = found
    const age = Math.abs(Date.now() - Number(stats.mtimeMs))
    // What holds still for long is not asked about.
    const cut = age < settledCut && (await isCut(bytes))
    if (whole && age >= (cut ? settledCut : settled)) return found
    if (turn >= (cut ? mostTurnsCut : mostTurns)) return found
    await sleep(settled / 2)
  }
}

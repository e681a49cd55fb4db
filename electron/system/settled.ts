/** Reading a file that other programs, or a person's editor, rewrite in place. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reading } from './files.ts'

/** Both AWS CLIs truncate the file and then write it; what was written this long ago, in ms, is taken to be whole. */
const settled = 50

/** The same for what seems cut off: a busy disk has been seen to hold up the write that follows. */
const settledCut = 500

/** How often a file that keeps changing is read again. */
const mostTurns = 40

/**
 * Has `read` read until the file holds still: a half-written file may look like any other. Only `isCut` can tell, and it
 * need not be sure.
 */
export async function readSettled(
  read: () => Promise<Reading | null>,
  isCut = (bytes: Buffer) => bytes.length === 0,
): Promise<Reading | null> {
  for (let turn = 1; ; turn += 1) {
    const found = await read()
    if (!found) return null
    const { stats, bytes, whole } = found
    const recent = Math.abs(Date.now() - Number(stats.mtimeMs)) < (isCut(bytes) ? settledCut : settled)
    if ((whole && !recent) || turn === mostTurns) return found
    await sleep(settled / 2)
  }
}

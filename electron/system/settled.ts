/** Reading a file that other programs, or a person's editor, rewrite in place. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reading } from './files.ts'

/** Both AWS CLIs truncate the file and then write it; what was written this long ago, in ms, is taken to be whole. */
const settled = 50

/** The same for an empty file: a busy disk has been seen to hold up the write that follows. */
const settledEmpty = 500

/** How often a file that keeps changing is read again. */
const mostTurns = 40

/** Has `read` read until the file holds still: a half-written file looks like any other. */
export async function readSettled(read: () => Promise<Reading | null>): Promise<Reading | null> {
  for (let turn = 1; ; turn += 1) {
    const found = await read()
    if (!found) return null
    const { stats, bytes, whole } = found
    const recent = Math.abs(Date.now() - Number(stats.mtimeMs)) < (bytes.length === 0 ? settledEmpty : settled)
    if ((whole && !recent) || turn === mostTurns) return found
    await sleep(settled / 2)
  }
}

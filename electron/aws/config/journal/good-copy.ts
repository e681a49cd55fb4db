/** The whole copy of a config file as it last was good. Its own hash is its name: one that was spoilt since is none. */
import { hash } from 'node:crypto'
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readOwn } from '../../../system/files.ts'
import { parseDocument } from '../document/document.ts'

const start = 'last-good'

/** Where the copy of what has this hash (SHA-256 in hex) is kept. */
export function copyPath(folder: string, hashed: string): string {
  return join(folder, `${start}-${hashed}`)
}

/** The newest copy that is what was noted of it, and good: a process that was killed may have left two. Null for none. */
export async function readCopy(folder: string): Promise<Buffer | null> {
  for (const file of await findCopies(folder)) {
    const bytes = await readOwn(file).catch(() => null)
    const isWhole = bytes && file === copyPath(folder, hash('sha256', bytes))
    if (isWhole && parseDocument(bytes).findings.length === 0) return bytes
  }
  return null
}

/** All but the newest. Best effort. */
export async function removeOldCopies(folder: string): Promise<void> {
  for (const file of (await findCopies(folder)).slice(1)) await rm(file, { force: true }).catch(() => undefined)
}

/** The newest first. */
async function findCopies(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.startsWith(start))
  const copies = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name)
      return { file, at: (await lstat(file, { bigint: true }).catch(() => null))?.mtimeNs ?? 0n }
    }),
  )
  return copies.sort((one, other) => Number(other.at - one.at)).map(({ file }) => file)
}

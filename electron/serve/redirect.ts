/**
 * Opening the window without its secret on a command line, where every process of the machine could read it: the browser
 * is given a small file that only this user can read, and that leads on to the link.
 */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { ensureOwnFolder, writeAtomically } from '../system/files.ts'

export interface Redirect {
  /** Absolute. 0600, in a folder that is 0700. */
  readonly file: string
  /** Never throws: a file that cannot be removed holds a secret that is used or too old. */
  remove(): Promise<void>
}

/** Writes a page in `folder` that leads to `url` (one of ours: nothing in it needs escaping). Throws Node's errors. */
export async function writeRedirect(folder: string, port: number, url: string): Promise<Redirect> {
  await ensureOwnFolder(folder)
  // One name per port: a server that was killed leaves at most this one behind, and its secret died with it.
  const file = path.join(folder, `open-${port}.html`)
  await writeAtomically(file, page(url), { mode: 0o600 })
  return { file, remove: () => rm(file, { force: true }).catch(() => undefined) }
}

function page(url: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${url}">
<title>Lanyard</title>
<p><a href="${url}">Open Lanyard</a></p>
`
}

/** Who runs Electron in these specs: whoever runs them, or nobody where that is root, for whom Chromium has no sandbox. */
import { spawn } from 'node:child_process'
import type { ChildProcess, StdioOptions } from 'node:child_process'
import { chown, readdir } from 'node:fs/promises'
import path from 'node:path'

const nobody = 65_534
const isRoot = process.getuid?.() === 0
/** For `spawn`. */
const identity = isRoot ? { uid: nobody, gid: nobody } : {}

/** Starts a program as that user. */
export function spawnAs(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; stdio: StdioOptions },
): ChildProcess {
  return spawn(command, args, { ...options, ...identity, cwd: '/' })
}

/** Makes a file, or a folder with all that is in it, that user's own. */
export async function giveTo(place: string): Promise<void> {
  if (!isRoot) return
  await chown(place, nobody, nobody)
  const inside = await readdir(place, { recursive: true }).catch(() => [])
  for (const name of inside) await chown(path.join(place, name), nobody, nobody)
}

/** Who runs Electron in these specs: whoever runs them, or nobody where that is root, for whom Chromium has no sandbox. */
import { spawn } from 'node:child_process'
import type { ChildProcess, StdioOptions } from 'node:child_process'
import { chown } from 'node:fs/promises'
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

/** Makes `place`, and the folders around it up to `top`, that user's own. */
export async function giveTo(place: string, top = place): Promise<void> {
  if (!isRoot) return
  await chown(place, nobody, nobody)
  if (place !== top) await giveTo(path.dirname(place), top)
}

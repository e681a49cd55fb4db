/** Which of Lanyard's processes run, as far as the log tells: each says in it who it is, and those that stay when they end. */

/** What a process is: one of the two faces that stay, or a command. */
export type Face = 'desktop' | 'serve' | 'command'

export interface Running {
  readonly face: Face
  readonly version: string
  readonly pid: number
  /** ISO 8601. */
  readonly since: string
}

/** What a process says first. */
export function beginning(face: Face, version: string): string {
  return `Lanyard ${version} ${face}, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}

/** What a process says last. */
export const ending = 'ended'

const line = /^(\S+) info {2}\[(\d+)\] (?:Lanyard (\S+) (desktop|serve|command), |(ended)$)/gm

/** Those of the log's `text` that have begun, have not ended, and are alive, oldest first. */
export function runningFaces(text: string, isAlive: (pid: number) => boolean = hasProcess): readonly Running[] {
  const begun = new Map<number, Running>()
  for (const [, since = '', id, version = '', face, ended] of text.matchAll(line)) {
    const pid = Number(id)
    begun.delete(pid)
    if (ended === undefined) begun.set(pid, { face: face as Face, version, pid, since })
  }
  return [...begun.values()].filter(({ pid }) => isAlive(pid))
}

/** One that may not be asked belongs to somebody else, who has got the number since. */
function hasProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

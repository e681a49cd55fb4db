/** The Enter key of the terminal that the server was started from. */
import { readFileSync } from 'node:fs'

/** Calls `run` for each line until the returned function is called. Does nothing where reading would stop the process. */
export function onEnter(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  run: () => void,
): (() => void) | null {
  if (input.isTTY === true && isInBackground()) return null
  const read = (chunk: Buffer | string) => {
    if (chunk.toString().includes('\n')) run()
  }
  const ignore = () => undefined
  input.on('data', read).on('error', ignore)
  return () => {
    input.off('data', read).off('error', ignore)
    input.pause()
  }
}

/**
 * Started with `&`, a process that reads its terminal is stopped (SIGTTIN). Linux tells the terminal's foreground group
 * beside the process's own (proc_pid_stat(5), fields 5 and 8); elsewhere the foreground is taken for granted.
 */
function isInBackground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return group !== foreground
  } catch {
    return false
  }
}

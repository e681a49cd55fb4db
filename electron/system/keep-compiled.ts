/** Keeps what V8 has compiled in a run, for the next ones. */
import type { Compiled, KeptHead } from './compiled.ts'
import { writeAtomically } from './files.ts'

/** To be called when `command` has run. Writes where no earlier run of it has; where that fails, later starts are slower. */
export async function keepCompiled(compiled: Compiled, command: string): Promise<void> {
  const { script, path, stamp, commands } = compiled
  if (commands.includes(command)) return
  const data = script.createCachedData()
  const head: KeptHead = { stamp, commands: [...commands, command], bytes: data.length }
  await writeAtomically(path, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), data]), { mode: 0o600 }).catch(
    () => undefined,
  )
}

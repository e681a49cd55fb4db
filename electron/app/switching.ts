/** The active profile: one small file, and the line that makes a terminal follow. */
import type { Copied } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { exportLine, type ShellName } from '../../shared/shell.ts'
import { errorCode } from '../system/files.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'
import { loadSettings } from './settings.ts'

/** More than the tray shows, so that removed ones leave no gap. */
const remembered = 20

/** Makes `profile` the active one. The line is null when none was, or when the setting says not to copy. */
export async function switchProfile(context: Context, profile: string | null): Promise<Result<Copied | null>> {
  if (profile !== null && !hasProfile(context, profile)) return unknown(profile)
  try {
    await context.memory.setActive(profile)
    if (profile !== null) {
      const others = (await context.memory.recent()).filter((name) => name !== profile)
      await context.memory.setRecent([profile, ...others].slice(0, remembered))
    }
  } catch (error) {
    const reason = errorCode(error) ?? 'unknown error'
    return fail(
      'config-unwritable',
      `The active profile could not be written to ${context.memory.activeFile} (${reason}).`,
    )
  }
  await readFiles(context)
  const settings = await loadSettings(context)
  if (profile === null || !settings.copyOnSwitch) return ok(null)
  const copied = await copyExport(context, profile, null)
  // The switch is done; a name that no line can carry is no reason to call it failed.
  return copied.ok ? copied : ok(null)
}

/** Has a profile that goes by another name now stay active, recent and a favourite. Best effort: it is only a memory. */
export async function renameRemembered(context: Context, from: string, to: string): Promise<void> {
  const { memory, system } = context
  const renamed = (names: readonly string[]) => [...new Set(names.map((name) => (name === from ? to : name)))]
  try {
    if ((await memory.active()) === from) await memory.setActive(to)
    const recent = await memory.recent()
    if (recent.includes(from)) await memory.setRecent(renamed(recent))
    const settings = await system.settings()
    const { favourites } = settings.read()
    if (!Array.isArray(favourites) || !favourites.includes(from)) return
    settings.write({ favourites: renamed(favourites) })
    await loadSettings(context)
  } catch {
    // The file is changed already; the person switches once more.
  }
}

export async function copyExport(context: Context, profile: string, shell: ShellName | null): Promise<Result<Copied>> {
  if (!hasProfile(context, profile)) return unknown(profile)
  const chosen = shell ?? (await loadSettings(context)).shell
  const name = chosen === 'auto' ? context.system.shell : chosen
  const text = exportLine(profile, name)
  if (text === null) {
    return fail('unsupported-profile', `No ${name} line can carry this profile name safely.`, {
      fix: 'Rename the profile.',
    })
  }
  return ok({ text, copied: await context.system.clipboard.write(text) })
}

function hasProfile(context: Context, name: string): boolean {
  return context.store.get().profiles.some((profile) => profile.name === name)
}

function unknown(profile: string) {
  return fail('not-found', `There is no profile ${profile}.`)
}

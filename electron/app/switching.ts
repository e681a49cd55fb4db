/** The active profile: one small file, and the line that makes a terminal follow. */
import type { Copied } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { exportLine, type ShellName } from '../../shared/shell.ts'
import { reasonOf } from '../system/files.ts'
import { log } from '../system/log.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'
import { withRenamedFavourite } from './setting-values.ts'
import { changeSettings } from './settings.ts'

/** More than the tray shows, so that removed ones leave no gap. */
const remembered = 20

/** Makes `profile` the active one. The line is null when none was, or when the setting says not to copy. */
export async function switchProfile(context: Context, profile: string | null): Promise<Result<Copied | null>> {
  if (profile !== null && !hasProfile(context, profile)) return unknown(profile)
  try {
    if (profile !== null) await context.memory.changeRecent((names) => withNewest(names, profile))
    // Last, as it is what other faces watch.
    await context.memory.changeActive(() => profile)
  } catch (error) {
    const reason = reasonOf(error) ?? 'unknown error'
    return fail(
      'config-unwritable',
      `The active profile could not be written to ${context.memory.activeFile} (${reason}).`,
    )
  }
  await readFiles(context)
  if (profile === null || !context.store.get().settings.copyOnSwitch) return ok(null)
  const copied = await copyExport(context, profile, null)
  // The switch is done; a name that no line can carry is no reason to call it failed.
  return copied.ok ? copied : ok(null)
}

function withNewest(names: readonly string[], profile: string): readonly string[] {
  return [profile, ...names.filter((name) => name !== profile)].slice(0, remembered)
}

/** Has a profile that goes by another name now stay active, recent and a favourite. Best effort: it is only a memory. */
export async function renameRemembered(context: Context, from: string, to: string): Promise<void> {
  const { memory } = context
  const renamed = (names: readonly string[]) => [...new Set(names.map((name) => (name === from ? to : name)))]
  try {
    await memory.changeRecent(renamed)
    await memory.changeActive((name) => (name === from ? to : name))
  } catch (error) {
    log.warn(`What is remembered of ${from} could not be moved to ${to}`, error)
    // The file is changed already; the person switches once more.
  }
  await changeSettings(context, (values) => withRenamedFavourite(values, from, to))
}

export async function copyExport(context: Context, profile: string, shell: ShellName | null): Promise<Result<Copied>> {
  if (!hasProfile(context, profile)) return unknown(profile)
  const chosen = shell ?? context.store.get().settings.shell
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

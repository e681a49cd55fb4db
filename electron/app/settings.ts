/** The settings file, which all faces share: read into the state, changed under the lock of Lanyard's own files. */
import path from 'node:path'
import type { SettingsChange } from '../../shared/contract.ts'
import { checkRequestUrl, checkTemplate } from '../../shared/names.ts'
import { fail, ok, problem, type Problem, type Result } from '../../shared/result.ts'
import type { Settings } from '../../shared/state.ts'
import { parseObject } from '../system/unknown-json.ts'
import { errorCode, fileStamp, readOwnOnce, reasonOf, writeAtomically } from '../system/files.ts'
import { log } from '../system/log.ts'
import { changeOwn } from '../system/own-file.ts'
import { displayPath } from '../system/paths.ts'
import type { System } from '../system/ports.ts'
import { readSettled } from '../system/settled.ts'
import type { Context } from './context.ts'
import { settingsFrom, withChange, type Values } from './setting-values.ts'

export function settingsFile({ paths }: System): string {
  return path.join(paths.settings, 'settings.json')
}

/**
 * Reads the settings into the state, and writes nothing. A file that cannot be read, or is not one JSON object, leaves
 * the last good settings in use, with the reason.
 */
export function readSettings(context: Context): Promise<void> {
  return inTurn(context, async () => {
    const file = settingsFile(context.system)
    // Taken first: what changes while it is read is read again.
    context.settings.stamp = await fileStamp(file)
    try {
      const bytes = (await readSettled(() => readOwnOnce(file), isCut))?.bytes ?? null
      const values = valuesIn(bytes)
      if (values) take(context, values)
      else context.store.update({ settingsProblem: await faultOf(context, decoded(bytes)) })
    } catch (error) {
      log.warn('The settings could not be read', error)
      const message = `${shownPath(context)} cannot be read: ${reasonFor(error)}.`
      const fix = `Until it can be, ${holding(context)}.`
      context.store.update({ settingsProblem: problem('config-unreadable', message, { fix }) })
    }
  })
}

/** Reads again if the file has changed since. */
export async function readChangedSettings(context: Context): Promise<void> {
  if ((await fileStamp(settingsFile(context.system))) !== context.settings.stamp) await readSettings(context)
}

export async function updateSettings(context: Context, change: SettingsChange): Promise<Result<Settings>> {
  const refused = change.nameTemplate === undefined ? null : checkTemplate(change.nameTemplate)
  if (refused !== null) return fail('invalid-input', refused, { field: 'template' })
  const links = Object.values(change.sessions ?? {}).flatMap((session) => session?.requestUrl ?? [])
  const wrong = links.map(checkRequestUrl).find((problem) => problem !== null)
  if (wrong) return fail('invalid-input', wrong)
  return changeSettings(context, (values) => withChange(values, change))
}

/**
 * Writes what `edit` makes of the values in the file; the same object leaves it alone. A file that is not one JSON object
 * is kept beside as it was, and the last good values are changed. `config-unwritable` with the reason.
 */
export function changeSettings(context: Context, edit: (values: Values) => Values): Promise<Result<Settings>> {
  return inTurn(context, async () => {
    const { system, settings, store } = context
    const file = settingsFile(system)
    let written: Values | null = null
    try {
      await changeOwn({ path: file, lockFolder: system.paths.state, isCut }, async (bytes) => {
        const values = valuesIn(bytes)
        const before = values ?? settings.good ?? {}
        const after = edit(before)
        written = after === before ? values : after
        if (after === before) return bytes
        if (!values && bytes) await keepBeside(file, bytes)
        return `${JSON.stringify(after, null, '\t')}\n`
      })
    } catch (error) {
      return fail('config-unwritable', `${shownPath(context)} cannot be written: ${reasonFor(error)}.`)
    }
    if (written) take(context, written)
    return ok(store.get().settings)
  })
}

/** Readings and changes in one application never overlap, or an older one could have the last word. */
function inTurn<T>({ settings }: Context, run: () => Promise<T>): Promise<T> {
  const turn = settings.last.then(run)
  settings.last = turn.catch(() => undefined)
  return turn
}

function take(context: Context, values: Values): void {
  context.settings.good = values
  context.store.update({ settings: settingsFrom(values), settingsProblem: null })
}

/** Null for what is not one JSON object; no file is an empty one. */
function valuesIn(bytes: Buffer | null): Values | null {
  return bytes === null ? {} : parseObject(decoded(bytes))
}

function isCut(bytes: Buffer): boolean {
  return valuesIn(bytes) === null
}

/** Without the byte order mark that some editors put first. */
function decoded(bytes: Buffer | null): string {
  return new TextDecoder().decode(bytes ?? undefined)
}

async function faultOf(context: Context, text: string): Promise<Problem> {
  const { findFault } = await import('./json-fault.ts')
  const { line, what } = findFault(text)
  return problem('config-broken', `${shownPath(context)}, line ${line}: ${what}.`, {
    fix: `Mend the line. Until then ${holding(context)}.`,
  })
}

function holding({ settings }: Context): string {
  return settings.good ? 'the settings stay as they were' : 'every setting has its default'
}

/** Named by what is in it, so that none takes the place of another. */
async function keepBeside(file: string, bytes: Buffer): Promise<void> {
  const { createHash } = await import('node:crypto')
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  await writeAtomically(`${file}.broken-${mark}`, bytes, { mode: 0o600 })
}

function shownPath({ system }: Context): string {
  return displayPath(settingsFile(system), system.paths.home)
}

function reasonFor(error: unknown): string {
  return errorCode(error) === 'ELOOP' ? 'it is a link' : (reasonOf(error) ?? 'unknown error')
}

/** Settings: defaults, what the person changed, and what of a hand-edited file is still usable. */
import { checkRequestUrl, checkTemplate, defaultNameTemplate } from '../../shared/names.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Settings } from '../../shared/state.ts'
import { errorCode } from '../system/files.ts'
import type { Context } from './context.ts'

export const defaultSettings: Settings = {
  theme: 'system',
  copyOnSwitch: true,
  shell: 'auto',
  nameTemplate: defaultNameTemplate,
  favourites: [],
  notifications: true,
  startAtLogin: false,
  sessions: {},
}

/**
 * Reads the settings into the state. A value that is not one counts as its default, and so does a file that cannot be
 * read: it is no reason not to start.
 */
export async function loadSettings(context: Context): Promise<Settings> {
  const [values, { settingsSchema }] = await Promise.all([readValues(context), import('./inputs.ts')])
  const usable = Object.entries(values).filter(([key, value]) => settingsSchema.safeParse({ [key]: value }).success)
  const read: Settings = { ...defaultSettings, ...Object.fromEntries(usable) }
  const settings = checkTemplate(read.nameTemplate) === null ? read : { ...read, nameTemplate: defaultNameTemplate }
  context.store.update({ settings })
  return settings
}

async function readValues(context: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await context.system.settings()).read()
  } catch {
    return {}
  }
}

export async function updateSettings(context: Context, changed: Partial<Settings>): Promise<Result<Settings>> {
  const refused = changed.nameTemplate === undefined ? null : checkTemplate(changed.nameTemplate)
  if (refused !== null) return fail('invalid-input', refused, { field: 'template' })
  const links = Object.values(changed.sessions ?? {}).flatMap(({ requestUrl }) => requestUrl ?? [])
  const wrong = links.map(checkRequestUrl).find((problem) => problem !== null)
  if (wrong) return fail('invalid-input', wrong)
  try {
    const store = await context.system.settings()
    store.write(changed)
  } catch (error) {
    const reason = errorCode(error) ?? 'unknown error'
    return fail(
      'config-unwritable',
      `The settings could not be written to ${context.system.paths.settings} (${reason}).`,
    )
  }
  return ok(await loadSettings(context))
}

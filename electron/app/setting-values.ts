/** What the settings file holds, as values: which of them can be used, and what a change makes of them. */
import type { SettingsChange } from '../../shared/contract.ts'
import { checkTemplate, defaultNameTemplate } from '../../shared/names.ts'
import { defaultColumns, type Settings } from '../../shared/state.ts'
import { recordOf } from '../system/unknown-json.ts'
import { isSessionSettings, settingChecks } from './setting-checks.ts'

export const defaultSettings: Settings = {
  theme: 'system',
  copyOnSwitch: true,
  shell: 'auto',
  nameTemplate: defaultNameTemplate,
  favourites: [],
  notifications: true,
  startAtLogin: false,
  quickSwitch: null,
  sessions: {},
  columns: defaultColumns,
}

/** One JSON object: settings that a person has changed, and whatever else people or a newer Lanyard have put there. */
export type Values = Readonly<Record<string, unknown>>

/** The settings that `values` give. One that is not what it may be counts as its default. */
export function settingsFrom(values: Values): Settings {
  const good = Object.entries(settingChecks).filter(
    ([key, isGood]) => Object.hasOwn(values, key) && isGood(values[key]),
  )
  const sessions = Object.entries(recordOf(values['sessions'])).flatMap(([name, each]) => {
    const { browser = null, requestUrl = null } = recordOf(each)
    const settings = { browser, requestUrl }
    return isSessionSettings(settings) ? [[name, settings] as const] : []
  })
  const read: Settings = {
    ...defaultSettings,
    ...Object.fromEntries(good.map(([key]) => [key, values[key]])),
    sessions: Object.fromEntries(sessions),
  }
  return checkTemplate(read.nameTemplate) === null ? read : { ...read, nameTemplate: defaultNameTemplate }
}

/** All that `change` does not name stays, whatever it is. */
export function withChange(values: Values, { favourites, sessions, ...others }: SettingsChange): Values {
  return {
    ...values,
    ...others,
    ...(favourites ? { favourites: withFavourites(favouritesOf(values), favourites) } : {}),
    ...(sessions ? { sessions: withSessions(recordOf(values['sessions']), sessions) } : {}),
  }
}

/** A favourite keeps its place under its profile's new name. `values` itself where it is none. */
export function withRenamedFavourite(values: Values, from: string, to: string): Values {
  const favourites = favouritesOf(values)
  if (!favourites.includes(from)) return values
  return { ...values, favourites: [...new Set(favourites.map((name) => (name === from ? to : name)))] }
}

/** What is set for a session goes along with its new name. `values` itself where nothing is. */
export function withRenamedSession(values: Values, from: string, to: string): Values {
  const sessions = recordOf(values['sessions'])
  if (!Object.hasOwn(sessions, from)) return values
  const { [from]: own, ...others } = sessions
  return { ...values, sessions: { ...others, [to]: own } }
}

function favouritesOf({ favourites }: Values): readonly string[] {
  return settingChecks.favourites(favourites) ? favourites : []
}

function withFavourites(names: readonly string[], wanted: Readonly<Record<string, boolean>>): readonly string[] {
  const kept = names.filter((name) => !Object.hasOwn(wanted, name) || wanted[name])
  return [...kept, ...Object.keys(wanted).filter((name) => wanted[name] && !names.includes(name))]
}

function withSessions(all: Values, changed: NonNullable<SettingsChange['sessions']>): Values {
  const entries = Object.entries(changed).flatMap(([name, settings]) => {
    const before = Object.hasOwn(all, name) ? recordOf(all[name]) : {}
    return settings ? [[name, { ...before, ...settings }] as const] : []
  })
  const others = Object.entries(all).filter(([name]) => !Object.hasOwn(changed, name))
  return Object.fromEntries([...others, ...entries])
}

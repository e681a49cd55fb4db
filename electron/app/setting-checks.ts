/** What each setting may be, for a hand-edited file and for an operation's input alike. No schema: every command reads settings. */
import { recordOf } from '../system/unknown-json.ts'
import { isShortcut } from '../../shared/quick-switch.ts'
import { shellNames, type ShellChoice } from '../../shared/shell.ts'
import type { BrowserChoice, ColumnShares, SessionSettings, Settings, Theme } from '../../shared/state.ts'

/** Long enough for any name or address, short enough that nothing is a burden. */
export const longestName = 256
export const longestText = 2048

type Check<T> = (value: unknown) => value is T

/** All but `sessions`, which are looked at one by one. */
export const settingChecks: { readonly [K in keyof Omit<Settings, 'sessions'>]: Check<Settings[K]> } = {
  theme: oneOf<Theme>('system', 'light', 'dark'),
  copyOnSwitch: isBoolean,
  shell: oneOf<ShellChoice>(...shellNames, 'auto'),
  nameTemplate: isName,
  favourites: (value): value is readonly string[] =>
    Array.isArray(value) && value.length <= 1000 && value.every(isName),
  notifications: isBoolean,
  startAtLogin: isBoolean,
  quickSwitch: (value): value is string | null => value === null || (isName(value) && isShortcut(value)),
  columns: isColumnShares,
}

export function isSessionSettings(value: unknown): value is SessionSettings {
  const { browser, requestUrl, ...others } = recordOf(value)
  if (Object.keys(others).length > 0) return false
  return (browser === null || isBrowserChoice(browser)) && (requestUrl === null || isText(requestUrl, longestText))
}

function isBrowserChoice(value: unknown): value is BrowserChoice {
  const { kind, id, profile, ...others } = recordOf(value)
  if (Object.keys(others).length > 0) return false
  if (kind === 'copy') return id === undefined && profile === undefined
  return kind === 'browser' && isName(id) && (profile === null || isName(profile))
}

function isColumnShares(value: unknown): value is ColumnShares {
  const { name, account, role, ...others } = recordOf(value)
  return Object.keys(others).length === 0 && [name, account, role].every(isShare)
}

function isShare(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 10_000
}

function oneOf<T extends string>(...known: readonly T[]): Check<T> {
  return (value): value is T => known.includes(value as T)
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isName(value: unknown): value is string {
  return isText(value, longestName)
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest
}

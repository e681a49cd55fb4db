/** The keys of the config file that Lanyard writes: what they belong to, and what may stand behind them. */
import {
  checkAccountId,
  checkName,
  checkOutput,
  checkRegion,
  checkRoleName,
  checkScope,
  checkStartUrl,
} from './names.ts'
import type { Field } from './result.ts'

export interface Key {
  readonly of: 'session' | 'profile'
  /** What a draft and a problem call it. */
  readonly field: Exclude<Field, 'name'>
  /** Whether a section of IAM Identity Center is no use without it. */
  readonly isNeeded: boolean
  /** A sentence about what is wrong with a value, or null. */
  readonly check: (value: string) => string | null
}

/** In the order in which `aws configure sso` writes them. */
export const keys: Readonly<Record<string, Key>> = {
  sso_start_url: { of: 'session', field: 'startUrl', isNeeded: true, check: checkStartUrl },
  sso_region: { of: 'session', field: 'region', isNeeded: true, check: checkRegion },
  sso_registration_scopes: { of: 'session', field: 'scopes', isNeeded: false, check: checkScopes },
  sso_session: { of: 'profile', field: 'session', isNeeded: true, check: (name) => checkName(name, 'session') },
  sso_account_id: { of: 'profile', field: 'accountId', isNeeded: true, check: checkAccountId },
  sso_role_name: { of: 'profile', field: 'roleName', isNeeded: true, check: checkRoleName },
  region: { of: 'profile', field: 'region', isNeeded: false, check: checkRegion },
  output: { of: 'profile', field: 'output', isNeeded: false, check: checkOutput },
}

/** Null for a key that Lanyard does not write. */
export function findKey(name: string): Key | null {
  return (Object.hasOwn(keys, name) && keys[name]) || null
}

export function keysOf(kind: Key['of']): readonly string[] {
  return Object.keys(keys).filter((name) => keys[name]?.of === kind)
}

/** The keys of a section with the values that `values` has for them, by field. */
export function settingsFor<T>(
  kind: Key['of'],
  values: { readonly [F in Key['field']]?: T | undefined },
): readonly (readonly [string, T])[] {
  return keysOf(kind).flatMap((name) => {
    const value = values[keys[name]!.field]
    return value === undefined ? [] : [[name, value] as const]
  })
}

/** botocore splits them at commas and strips each. */
export function scopesOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '')
}

function checkScopes(value: string): string | null {
  const scopes = scopesOf(value)
  return (scopes.length === 0 ? [''] : scopes).map(checkScope).find((refusal) => refusal !== null) ?? null
}

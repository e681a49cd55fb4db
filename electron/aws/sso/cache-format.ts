/** The forms that Python gives the AWS CLI's cache files: `json.dumps`, its minified kind, and botocore's dates. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What Python's `json.dumps(value)` gives: `", "` and `": "`, everything beyond ASCII escaped. Keys keep their order. */
export function pythonJson(value: Json): string {
  return dump(value, ', ', ': ')
}

/** What `json.dumps(value, separators=(',', ':'))` gives. */
export function minifiedJson(value: Json): string {
  return dump(value, ',', ':')
}

function dump(value: Json, comma: string, colon: string): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map((each) => dump(each, comma, colon)).join(comma)}]`
  const pairs = Object.entries(value).map(([key, each]) => `${quote(key)}${colon}${dump(each, comma, colon)}`)
  return `{${pairs.join(comma)}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Python escapes all but the printable part of ASCII. */
function quote(text: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, escaped)
}

/** When something ends (ms) that AWS gives `seconds` from `now` (ms) on: whole seconds, as the cache will say. */
export function expiryOf(now: number, seconds: number): number {
  return (Math.floor(now / 1000) + seconds) * 1000
}

/** `2026-11-22T17:00:00Z`: whole seconds, as `strftime` cuts them off. `ms` is since the epoch. */
export function cacheDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/**
 * The moment (ms) that a cache file means: `…Z`, with fractions of a second, with an offset, or `…UTC`, which very old
 * CLIs wrote and JavaScript's own parser refuses. A date without a zone is UTC, as it is to botocore. Null for the rest.
 */
export function parseCacheDate(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(value.trim())
  if (!match) return null
  const zone = match[3] === undefined || match[3] === 'UTC' ? 'Z' : match[3].replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const ms = Date.parse(`${match[1]}T${match[2]}${zone}`)
  return Number.isNaN(ms) ? null : ms
}

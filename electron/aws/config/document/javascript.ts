/**
 * What the AWS SDK for JavaScript reads in a config file (`parseIni` of @smithy/core/config, aws-facts.md#reading).
 * It sees other sections, keys and values than botocore does, and an edit must be right for both.
 */
import type { Document } from './document.ts'
import type { HeadingKind } from './heading.ts'

/** `section` is as in `profile.a`, `sso-session.b` or `default`; a nested key as in `s3.addressing_style`. */
export interface Reading {
  readonly section: string
  readonly key: string
  readonly value: string
}

const heading = /^([\w-]+)\s(["'])?([\w-@+.%:/]+)\2$/
const kinds: readonly string[] = ['profile', 'sso-session', 'services'] satisfies HeadingKind[]
const comment = /(?:^|\s)[;#]/

/** Every setting of the file in order, of which a later one counts; null where a name makes the SDK drop the whole file. */
export function javascriptReading({ text, utf8 }: Document): readonly Reading[] | null {
  const characters = utf8 ? text : Buffer.from(text, 'latin1').toString('utf8')
  const found: Reading[] = []
  let section: string | null = null
  let block: string | null = null
  for (const line of characters.split('\n')) {
    const content = withoutComment(line).trim()
    if (isHeader(content)) {
      const name = content.slice(1, -1)
      if (name === '__proto__' || name === 'profile __proto__') return null
      section = sectionOf(name)
      block = null
      continue
    }
    const at = content.indexOf('=')
    if (section === null || at < 1) continue
    const key = content.slice(0, at).trim()
    const value = content.slice(at + 1).trim()
    if (value === '') {
      block = key
      continue
    }
    if (!/^\s/.test(line)) block = null
    found.push({ section, key: block === null ? key : `${block}.${key}`, value })
  }
  return found
}

/** What the SDK takes `line` for: null where it is no header, and a null section where the SDK drops the keys below it. */
export function javascriptHeader(line: string): { readonly section: string | null } | null {
  const content = withoutComment(line).trim()
  return isHeader(content) ? { section: sectionOf(content.slice(1, -1)) } : null
}

function isHeader(content: string): boolean {
  return content.startsWith('[') && content.endsWith(']')
}

/** The section to which the keys below `[name]` belong; null where the SDK drops them, now or later. */
function sectionOf(name: string): string | null {
  const match = heading.exec(name)
  const section = match ? `${match[1]}.${match[3]}` : name
  const dot = section.indexOf('.')
  return section === 'default' || (dot !== -1 && kinds.includes(section.slice(0, dot))) ? section : null
}

function withoutComment(line: string): string {
  if (!line.includes('#') && !line.includes(';')) return line
  const at = line.search(comment)
  return at === -1 ? line : line.slice(0, at)
}

/** What a section's header says it is, to botocore and to the JavaScript SDK, which do not always agree. */
import { splitWords } from './shlex.ts'

export type HeadingKind = 'profile' | 'sso-session' | 'services'

export interface Heading {
  readonly kind: HeadingKind
  readonly name: string
}

const kinds: readonly HeadingKind[] = ['profile', 'sso-session', 'services']

/** As nearly all headers are; the same as the longer way, in half the time. */
const plainHeader = /^(profile|sso-session|services) ([\w@+.%:/-]+)$/

/**
 * What botocore takes `[header]` for (`configloader.build_profile_map`); null for a section that it keeps as it is
 * or drops. Only the beginning of the first word counts: `[profiles x]` is the profile x.
 */
export function headingOf(header: string): Heading | null {
  if (header === 'default') return { kind: 'profile', name: 'default' }
  const plain = plainHeader.exec(header)
  if (plain) return { kind: plain[1] as HeadingKind, name: plain[2]! }
  const kind = kinds.find((each) => header.startsWith(each))
  if (!kind) return null
  const words = splitWords(header)
  return words?.length === 2 ? { kind, name: words[1]! } : null
}

/** As the JavaScript SDK keys its sections. */
export function keyOf({ kind, name }: Heading): string {
  return `${kind}.${name}`
}

/** What a key is made of; null for one that is no heading's. */
export function splitKey(key: string): Heading | null {
  const kind = kinds.find((each) => key.startsWith(`${each}.`))
  return kind ? { kind, name: key.slice(kind.length + 1) } : null
}

/** The key of the section that `[header]` stands for: `[profile.x]` is the profile x to the SDK, if not to botocore. */
export function keyOfHeader(header: string): string {
  const heading = headingOf(header)
  return heading ? keyOf(heading) : header
}

/** A kind and a name, in or without quotes, with the space around them. */
const spelling = /^([\w-]+[ \t]+)(["']?)[^"'\\]*?\2([ \t]*)$/

/** What to write for `header` so that it means `to`: it differs in the name alone, if every reader then sees `to`. */
export function renamedHeader(header: string, to: Heading): string {
  // `[profile.x]` is no heading to botocore.
  if (!headingOf(header)) return keyOf(to)
  const spelled = header.replace(
    spelling,
    (_, before: string, quote: string, after: string) => before + quote + to.name + quote + after,
  )
  const isDefault = headerOf(to) === 'default'
  return !isDefault && keyOfHeader(spelled) === keyOf(to) ? spelled : headerOf(to)
}

/** The header under which Lanyard, like the AWS CLI, writes a name that both readers take as it is. */
export function headerOf({ kind, name }: Heading): string {
  return kind === 'profile' && name === 'default' ? 'default' : `${kind} ${name}`
}

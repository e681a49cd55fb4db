/** What a section's header says it is, to botocore and to the JavaScript SDK, which do not always agree. */
import { splitWords } from './shlex.ts'

export type HeadingKind = 'profile' | 'sso-session' | 'services'

export interface Heading {
  readonly kind: HeadingKind
  readonly name: string
}

const kinds: readonly HeadingKind[] = ['profile', 'sso-session', 'services']

/**
 * What botocore takes `[header]` for (`configloader.build_profile_map`); null for a section that it keeps as it is
 * or drops. Only the beginning of the first word counts: `[profiles x]` is the profile x.
 */
export function headingOf(header: string): Heading | null {
  if (header === 'default') return { kind: 'profile', name: 'default' }
  const kind = kinds.find((each) => header.startsWith(each))
  if (!kind) return null
  const words = splitWords(header)
  return words?.length === 2 ? { kind, name: words[1]! } : null
}

/** As the JavaScript SDK keys its sections. */
export function keyOf({ kind, name }: Heading): string {
  return `${kind}.${name}`
}

/** The key of the section that `[header]` stands for: `[profile.x]` is the profile x to the SDK, if not to botocore. */
export function keyOfHeader(header: string): string {
  const heading = headingOf(header)
  return heading ? keyOf(heading) : header
}

/** The header under which Lanyard, like the AWS CLI, writes a name that both readers take as it is. */
export function headerOf({ kind, name }: Heading): string {
  return kind === 'profile' && name === 'default' ? 'default' : `${kind} ${name}`
}

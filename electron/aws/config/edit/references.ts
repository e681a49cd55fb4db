/** Which profiles name a session or a profile in a setting of theirs, and so have to follow it. */
import { listed } from '../../../../shared/lists.ts'
import { fail } from '../../../../shared/result.ts'
import { settingOf, type Document } from '../document/document.ts'
import { keyOf, keyOfHeader, type Heading, type HeadingKind } from '../document/heading.ts'
import { javascriptReading } from '../document/javascript.ts'
import { findEntry, type Section } from '../document/scan.ts'

/** The key by which a profile names a section of each kind. */
export const referenceKeys: Readonly<Record<HeadingKind, string>> = {
  profile: 'source_profile',
  'sso-session': 'sso_session',
  services: 'services',
}

/** The profiles of the config file that name the section of `heading`, as botocore reads them. */
export function profilesNaming(config: Document, { kind, name }: Heading): readonly string[] {
  const key = referenceKeys[kind]
  return [...config.profiles()].filter(([, section]) => settingOf(config, section, key) === name).map(([user]) => user)
}

/** The sections of profiles, in every spelling, that say so themselves. */
export function sectionsNaming(config: Document, { kind, name }: Heading): readonly Section[] {
  const key = referenceKeys[kind]
  return config.sections.filter(
    (section) =>
      findEntry(config, section, key) &&
      settingOf(config, section, key) === name &&
      keyOfHeader(section.header).startsWith('profile.'),
  )
}

/**
 * `in-use` where the section of `heading` is named in a place that no edit of the config file's profiles reaches: the
 * credentials file, `[DEFAULT]`, or a line that the JavaScript SDK reads and botocore does not. Null where it is not.
 */
export function refuseNamedElsewhere(
  config: Document,
  credentials: Document,
  heading: Heading,
): ReturnType<typeof fail> | null {
  const { kind, name } = heading
  const key = referenceKeys[kind]
  const inCredentials = [...credentials.headers()].filter(([, each]) => settingOf(credentials, each, key) === name)
  if (inCredentials.length > 0) {
    const users = inCredentials.map(([user]) => user)
    const message = `${name} is used by ${listed(users)} in the credentials file, which Lanyard does not change.`
    return fail('in-use', message, { fix: `Open that file and change its ${key} by hand first.` })
  }
  if (config.defaults && settingOf(config, config.defaults, key) === name) {
    return fail('in-use', `${name} is used by every profile, since [DEFAULT] names it.`, {
      fix: `Open the file and move ${key} from [DEFAULT] to the profiles that need it.`,
    })
  }
  const seen = new Set(profilesNaming(config, heading).map((user) => keyOf({ kind: 'profile', name: user })))
  const onlyJavascript = javascriptUsers(config, heading).find((user) => !seen.has(user))
  if (onlyJavascript === undefined) return null
  const user = onlyJavascript.slice('profile.'.length)
  return fail('in-use', `${name} is used by ${user}, on a line that only some AWS tools read so.`, {
    fix: `Mend the line of ${user} that has ${key}.`,
    remedy: { kind: 'show-doctor' },
  })
}

/** `in-use` where a profile that stays has one of those that go as its `source_profile`. */
export function refuseLostSource(
  config: Document,
  credentials: Document,
  going: readonly string[],
): ReturnType<typeof fail> | null {
  const gone: ReadonlySet<unknown> = new Set(going)
  const staying = [...config.profiles()].filter(([name]) => !gone.has(name))
  for (const [document, profiles] of [[config, staying] as const, [credentials, credentials.headers()] as const]) {
    for (const [name, section] of profiles) {
      const source = settingOf(document, section, referenceKeys.profile)
      if (typeof source === 'string' && gone.has(source)) {
        return fail('in-use', `${source} is the source_profile of ${name}, which would stay.`, {
          fix: `Remove ${name} first, or give it another source_profile.`,
        })
      }
    }
  }
  return null
}

/** By key, as in `profile.a`: who names the section to the SDK. */
function javascriptUsers(config: Document, { kind, name }: Heading): readonly string[] {
  const key = referenceKeys[kind]
  return (javascriptReading(config) ?? [])
    .filter((reading) => reading.key === key && reading.value === name)
    .map(({ section }) => (section === 'default' ? 'profile.default' : section))
    .filter((section) => section.startsWith('profile.'))
}

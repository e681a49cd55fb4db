/** Changes of generated config files, and what they are to mean. For property tests. */
import fc from 'fast-check'
import { emptyDocument, parseDocument, settingOf, type Document } from '../../electron/aws/config/document/document.ts'
import { keyOf, keyOfHeader, type Heading } from '../../electron/aws/config/document/heading.ts'
import {
  createProfiles,
  duplicateProfile,
  removeProfile,
  renameProfile,
  updateProfile,
} from '../../electron/aws/config/profiles.ts'
import { createSession, removeSession, renameSession, updateSession } from '../../electron/aws/config/sessions.ts'
import type { Section } from '../../electron/aws/config/document/scan.ts'
import type { Change, ProfileDraft, SessionDraft } from '../../shared/contract.ts'
import { defaultScope } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'

/** Most are in the generated files already; the last two never are. */
const name = fc.constantFrom('a', 'b', 'my-sso', 'dev.admin', 'x@y+z%1:/', 'default', 'new', 'new.one')
const region = fc.constantFrom('us-east-1', 'eu-central-1')
const profile = fc.record({
  name,
  session: fc.constantFrom('a', 'my-sso', 'new'),
  accountId: fc.constantFrom('111111111111', '222222222222'),
  roleName: fc.constantFrom('Admin', 'Read+Only=1,2.3@4-5_6'),
  region: fc.option(region),
  output: fc.option(fc.constantFrom('json', 'yaml-stream')),
})
const copied = fc.record(
  {
    session: fc.constantFrom('a', 'my-sso', 'new'),
    accountId: fc.constant('222222222222'),
    roleName: fc.constant('Admin'),
    region: fc.option(region),
    output: fc.constant(null),
  },
  { requiredKeys: [] },
)
const session = fc.record({
  name,
  startUrl: fc.constantFrom('https://d-1234567890.awsapps.com/start', 'https://d-1.awsapps.com/start/#/'),
  region,
  scopes: fc.constantFrom([], ['sso:account:access'], ['sso:account:access', 'codewhisperer:completions']),
})
const profiles = fc.uniqueArray(profile, { selector: (draft) => draft.name, minLength: 1, maxLength: 3 })

/** The changes that are generated here. */
type PlainChange =
  | Extract<Change, { kind: `${'create' | 'remove' | 'rename' | 'duplicate'}-${string}` }>
  | { readonly kind: 'update-session'; readonly draft: SessionDraft }
  | { readonly kind: 'update-profile'; readonly draft: ProfileDraft }

/** Changes of `document`, most of them of a section that is there. */
function changeOf(document: Document): fc.Arbitrary<PlainChange> {
  const [oldProfile, oldSession] = [document.profiles(), document.sessions()].map((there) =>
    fc.constantFrom('a', ...there.keys()),
  ) as [fc.Arbitrary<string>, fc.Arbitrary<string>]
  const named = <T extends { readonly name: string }>(draft: fc.Arbitrary<T>, names: fc.Arbitrary<string>) =>
    fc.tuple(draft, names).map(([each, its]) => ({ ...each, name: its }))
  return fc.oneof(
    fc.record({ kind: fc.constant('create-session' as const), draft: session }),
    fc.record({ kind: fc.constant('update-session' as const), draft: named(session, oldSession) }),
    fc.record({ kind: fc.constant('rename-session' as const), name: oldSession, to: name }),
    fc.record({ kind: fc.constant('remove-session' as const), name: oldSession, withProfiles: fc.boolean() }),
    fc.record({ kind: fc.constant('create-profiles' as const), drafts: profiles }),
    fc.record({ kind: fc.constant('update-profile' as const), draft: named(profile, oldProfile) }),
    fc.record({ kind: fc.constant('rename-profile' as const), name: oldProfile, to: name }),
    fc.record({ kind: fc.constant('duplicate-profile' as const), name: oldProfile, to: name, settings: copied }),
    fc.record({ kind: fc.constant('remove-profile' as const), name: oldProfile }),
  )
}

export interface Edit {
  readonly change: PlainChange
  readonly before: Document
  readonly after: Document
}

/** Changes of generated files: what came of each, and the edits among them that were neither refused nor void. */
export function sampleChanges(file: fc.Arbitrary<Buffer>, options: { numRuns: number; seed: number }) {
  const sample = file.map(parseDocument).chain((before) => changeOf(before).map((each) => [before, each] as const))
  const results = fc
    .sample(sample, options)
    .map(([before, each]) => ({ change: each, before, result: applyChange(before, each) }))
  const edits = results.flatMap(({ change: each, before, result }): Edit[] =>
    result.ok && result.value !== before ? [{ change: each, before, after: result.value }] : [],
  )
  return { results, edits }
}

export function applyChange(document: Document, each: PlainChange): Result<Document> {
  switch (each.kind) {
    case 'create-session':
      return createSession(document, each.draft)
    case 'update-session':
      return updateSession(document, each.draft)
    case 'remove-session':
      return removeSession(document, emptyDocument, each.name, each.withProfiles)
    case 'rename-session':
      return renameSession(document, emptyDocument, each.name, each.to)
    case 'create-profiles':
      return createProfiles(document, emptyDocument, each.drafts)
    case 'update-profile':
      return updateProfile(document, emptyDocument, each.draft)
    case 'remove-profile':
      return removeProfile(document, emptyDocument, each.name)
    case 'rename-profile':
      return renameProfile(document, emptyDocument, each.name, each.to)
    case 'duplicate-profile':
      return duplicateProfile(document, emptyDocument, each.name, each.to, each.settings)
  }
}

/** What a section is to be after a change. */
export interface Wanted {
  readonly heading: Heading
  /** Whose settings it had before; null for a new section. */
  readonly base: Heading | null
  /** The keys that change (a value) or go (null) in those of its base; null: the section goes. */
  readonly settings: Readonly<Record<string, string | null>> | null
}

/** The profiles that have `name` at `key`, to whoever reads the file. */
export type Naming = (key: 'sso_session' | 'source_profile', name: string) => readonly string[]

/** Each section that a change is about. */
export function wanted(each: PlainChange, naming: Naming): readonly Wanted[] {
  const inPlace = (heading: Heading, settings: Wanted['settings']): Wanted => ({ heading, base: heading, settings })
  const gone = (heading: Heading): Wanted => ({ heading, base: null, settings: null })
  switch (each.kind) {
    case 'remove-session':
      return [gone(sessionOf(each.name)), ...naming('sso_session', each.name).map(profileOf).map(gone)]
    case 'remove-profile':
      return [gone(profileOf(each.name))]
    case 'create-session':
    case 'update-session': {
      const { draft } = each
      const isNew = each.kind === 'create-session'
      const scopes = draft.scopes.join(',') || (isNew ? defaultScope : '')
      const settings = { sso_start_url: draft.startUrl, sso_region: draft.region }
      const all = scopes === '' ? settings : { ...settings, sso_registration_scopes: scopes }
      const heading = sessionOf(draft.name)
      return [{ heading, base: isNew ? null : heading, settings: all }]
    }
    case 'create-profiles':
      return each.drafts.map((draft) => ({ heading: profileOf(draft.name), base: null, settings: settingsOf(draft) }))
    case 'update-profile':
      return [inPlace(profileOf(each.draft.name), settingsOf(each.draft))]
    case 'duplicate-profile':
      return [{ heading: profileOf(each.to), base: profileOf(each.name), settings: settingsOf(each.settings) }]
    case 'rename-session':
    case 'rename-profile': {
      const [headingOf, key] =
        each.kind === 'rename-session'
          ? ([sessionOf, 'sso_session'] as const)
          : ([profileOf, 'source_profile'] as const)
      const follow = { [key]: each.to }
      const users = naming(key, each.name)
      const isOwn = (user: string): boolean => each.kind === 'rename-profile' && user === each.name
      return [
        gone(headingOf(each.name)),
        { heading: headingOf(each.to), base: headingOf(each.name), settings: users.some(isOwn) ? follow : {} },
        ...users.filter((user) => !isOwn(user)).map((user) => inPlace(profileOf(user), follow)),
      ]
    }
  }
}

/** The sections of `document` that a change is about, however they are spelled. */
export function sectionsOf(document: Document, each: PlainChange): readonly Section[] {
  const keys = new Set(wanted(each, namingIn(document)).map(({ heading }) => keyOf(heading)))
  return document.sections.filter(({ header }) => keys.has(keyOfHeader(header)))
}

export function namingIn(document: Document): Naming {
  return (key, name) => {
    const users = [...document.profiles()].filter(([, section]) => settingOf(document, section, key) === name)
    return users.map(([user]) => user)
  }
}

function settingsOf({
  session,
  accountId,
  roleName,
  region,
  output,
}: Partial<ProfileDraft>): Record<string, string | null> {
  const settings = {
    sso_session: session,
    sso_account_id: accountId,
    sso_role_name: roleName,
    region,
    output,
  }
  return Object.fromEntries(
    Object.entries(settings).filter((setting): setting is [string, string | null] => setting[1] !== undefined),
  )
}

function sessionOf(name: string): Heading {
  return { kind: 'sso-session', name }
}

function profileOf(name: string): Heading {
  return { kind: 'profile', name }
}

/** Changes of generated config files, and what they are to mean. For property tests. */
import fc from 'fast-check'
import { emptyDocument, parseDocument, type Document } from '../../electron/aws/config/document.ts'
import { keyOf, keyOfHeader, type Heading } from '../../electron/aws/config/heading.ts'
import { createProfiles, removeProfile, updateProfile } from '../../electron/aws/config/profiles.ts'
import { createSession, removeSession, updateSession } from '../../electron/aws/config/sessions.ts'
import type { Section } from '../../electron/aws/config/scan.ts'
import type { Change } from '../../shared/contract.ts'
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
const session = fc.record({
  name,
  startUrl: fc.constantFrom('https://d-1234567890.awsapps.com/start', 'https://d-1.awsapps.com/start/#/'),
  region,
  scopes: fc.constantFrom([], ['sso:account:access'], ['sso:account:access', 'codewhisperer:completions']),
})
const profiles = fc.uniqueArray(profile, { selector: (draft) => draft.name, minLength: 1, maxLength: 3 })

/** The changes that are generated here. */
type PlainChange = Extract<Change, { kind: `${'create' | 'update' | 'remove'}-${string}` }>

const change: fc.Arbitrary<PlainChange> = fc.oneof(
  fc.record({ kind: fc.constant('create-session' as const), draft: session }),
  fc.record({ kind: fc.constant('update-session' as const), draft: session }),
  fc.record({ kind: fc.constant('remove-session' as const), name, withProfiles: fc.constant(false) }),
  fc.record({ kind: fc.constant('create-profiles' as const), drafts: profiles }),
  fc.record({ kind: fc.constant('update-profile' as const), draft: profile }),
  fc.record({ kind: fc.constant('remove-profile' as const), name }),
)

export interface Edit {
  readonly change: PlainChange
  readonly before: Document
  readonly after: Document
}

/** Changes of generated files: what came of each, and the edits among them that were neither refused nor void. */
export function sampleChanges(file: fc.Arbitrary<Buffer>, options: { numRuns: number; seed: number }) {
  const results = fc.sample(fc.tuple(file, change), options).map(([bytes, each]) => {
    const before = parseDocument(bytes)
    return { change: each, before, result: applyChange(before, each) }
  })
  const edits = results.flatMap(({ change: each, before, result }): Edit[] =>
    result.ok && result.value !== before ? [{ change: each, before, after: result.value }] : [],
  )
  return { results, edits }
}

function applyChange(document: Document, each: PlainChange): Result<Document> {
  switch (each.kind) {
    case 'create-session':
      return createSession(document, each.draft)
    case 'update-session':
      return updateSession(document, each.draft)
    case 'remove-session':
      return removeSession(document, emptyDocument, each.name, each.withProfiles)
    case 'create-profiles':
      return createProfiles(document, each.drafts)
    case 'update-profile':
      return updateProfile(document, each.draft)
    case 'remove-profile':
      return removeProfile(document, emptyDocument, each.name)
  }
}

/** Each section that a change is about, with the keys it sets (a value) or takes away (null); null: all of it goes. */
export function wanted(
  each: PlainChange,
): readonly { heading: Heading; settings: Record<string, string | null> | null }[] {
  switch (each.kind) {
    case 'remove-session':
      return [{ heading: { kind: 'sso-session', name: each.name }, settings: null }]
    case 'remove-profile':
      return [{ heading: { kind: 'profile', name: each.name }, settings: null }]
    case 'create-session':
    case 'update-session': {
      const { draft } = each
      const scopes = draft.scopes.length > 0 ? { sso_registration_scopes: draft.scopes.join(',') } : {}
      const settings = { sso_start_url: draft.startUrl, sso_region: draft.region, ...scopes }
      return [{ heading: { kind: 'sso-session', name: draft.name }, settings }]
    }
    case 'create-profiles':
    case 'update-profile':
      return (each.kind === 'update-profile' ? [each.draft] : each.drafts).map((draft) => ({
        heading: { kind: 'profile', name: draft.name },
        settings: {
          sso_session: draft.session,
          sso_account_id: draft.accountId,
          sso_role_name: draft.roleName,
          region: draft.region,
          output: draft.output,
        },
      }))
  }
}

/** The sections of `document` that a change is about, however they are spelled. */
export function sectionsOf(document: Document, each: PlainChange): readonly Section[] {
  const keys = new Set(wanted(each).map(({ heading }) => keyOf(heading)))
  return document.sections.filter(({ header }) => keys.has(keyOfHeader(header)))
}

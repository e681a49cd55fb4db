/** What the fake application answers about shared set-ups: one of every kind of item, and the text of what is chosen. */
import type { SharedItem, SharedSetup } from '../../shared/setup.ts'
import type { Preview } from '../../shared/contract.ts'
import { fail, ok, problem } from '../../shared/result.ts'
import type { FakeAnswers } from './writing-answers.ts'

export function sharedSession(name: string, host: string, more: Partial<SharedItem> = {}): SharedItem {
  return {
    kind: 'session',
    name,
    settings: [
      ['sso_start_url', `https://${host}/start`],
      ['sso_region', 'eu-west-1'],
    ],
    host,
    clash: 'none',
    freeName: name,
    problem: null,
    ...more,
  }
}

export function sharedProfile(name: string, session: string, more: Partial<SharedItem> = {}): SharedItem {
  return {
    kind: 'profile',
    name,
    settings: [
      ['sso_session', session],
      ['sso_account_id', '111111111111'],
      ['sso_role_name', 'ReadOnlyAccess'],
      ['region', 'eu-west-1'],
    ],
    host: null,
    clash: 'none',
    freeName: name,
    problem: null,
    ...more,
  }
}

/** For the file of `typicalState`. */
export const mixedSetup: SharedSetup = {
  items: [
    sharedSession('my-identity-center', 'my-identity-center.awsapps.com', { clash: 'same', freeName: 'unused' }),
    sharedProfile('logs', 'my-identity-center'),
    sharedSession('partner-org', 'sso.partner.example:8443', { clash: 'taken', freeName: 'partner-org-2' }),
    sharedProfile('partner-deploy', 'partner-org', { clash: 'taken', freeName: 'partner-deploy-2' }),
    sharedProfile('partner-broken', 'partner-org', {
      problem: problem('invalid-input', 'The profile partner-broken: An account number has 12 digits.'),
    }),
  ],
}

/** Reads every text but one with `credential_process` as `setup`. */
export function sharingAnswers(setup: SharedSetup): FakeAnswers {
  return {
    'share.read': ({ text }) => {
      if (!text.includes('credential_process')) return ok(setup)
      return fail('invalid-input', 'Line 2 has credential_process. A set-up must not carry commands.')
    },
    'share.write': ({ sessions, profiles }) => {
      const headers = [
        ...sessions.map((name) => `[sso-session ${name}]`),
        ...profiles.map((name) => `[profile ${name}]`),
      ]
      const text = `${headers.join('\n')}\n`
      return ok({ text, link: `lanyard://import?setup=${btoa(text)}` })
    },
    'config.preview': ({ change }) => ok(previewOf(change.kind === 'import' ? change.chosen.map(({ as }) => as) : [])),
    'config.change': () =>
      ok({ id: 'made-1', what: 'Added 3 sections from a shared set-up', putBack: false, trouble: null }),
  }
}

function previewOf(names: readonly string[]): Preview {
  const lines = names.map((name, at) => ({ kind: 'added' as const, old: null, new: 43 + at, text: `[${name}]` }))
  return { path: '~/.aws/config', added: lines.length, removed: 0, lines }
}

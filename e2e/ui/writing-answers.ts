/** What the fake application answers when it writes: sessions and profiles in memory, previews of their lines. */
import type { Change, ProfileDraft, SessionDraft } from '../../shared/contract.ts'
import type { DiffLine, Preview } from '../../shared/diff.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState, Profile, Session } from '../../shared/state.ts'
import type { createFakeApi, FakeApi } from './fake-api.ts'

export type FakeAnswers = NonNullable<NonNullable<Parameters<typeof createFakeApi>[1]>['answers']>

/** Answers for `openWindow` or `createFakeApi`; lines begin at 43, below somebody's own. */
export function writingAnswers(api: () => FakeApi): FakeAnswers {
  const state = () => api().state()
  return {
    'config.preview': ({ change }) => preview(state(), change),
    'config.change': ({ change }) => {
      api().change(changed(state(), change))
      return ok({ id: `change-${api().calls.length}`, what: change.kind, putBack: false })
    },
  }
}

/** What the state becomes, for the changes that the window's tests make. */
function changed({ sessions, profiles }: AppState, change: Change): Partial<Pick<AppState, 'sessions' | 'profiles'>> {
  switch (change.kind) {
    case 'create-session':
      return { sessions: [...sessions, sessionOf(change.draft)] }
    case 'update-session':
      return { sessions: sessions.map((each) => (each.name === change.draft.name ? sessionOf(change.draft) : each)) }
    case 'remove-session':
      return { sessions: sessions.filter(({ name }) => name !== change.name) }
    case 'create-profiles':
      return { profiles: [...profiles, ...change.drafts.map(profileOf)] }
    case 'update-profile':
      return { profiles: profiles.map((each) => (each.name === change.draft.name ? profileOf(change.draft) : each)) }
    case 'remove-profile':
      return { profiles: profiles.filter(({ name }) => name !== change.name) }
    default:
      return {}
  }
}

function sessionOf(draft: SessionDraft): Session {
  return { ...draft, status: 'signed-out', expiresAt: null, renews: false, problem: null }
}

function profileOf(draft: ProfileDraft): Profile {
  return { ...draft, kind: 'sso', problem: null }
}

function preview(state: AppState, change: Change): Result<Preview> {
  switch (change.kind) {
    case 'create-session':
      return added([sessionLines(change.draft)])
    case 'update-session': {
      const before = state.sessions.find(({ name }) => name === change.draft.name)
      return before ? replaced(sessionLines(before), sessionLines(change.draft)) : fail('not-found', 'No such session.')
    }
    case 'remove-session': {
      const before = state.sessions.find(({ name }) => name === change.name)
      return before ? replaced(sessionLines(before), []) : fail('not-found', 'No such session.')
    }
    case 'create-profiles':
      return added(change.drafts.map(profileLines))
    case 'update-profile': {
      const before = state.profiles.find(({ name }) => name === change.draft.name)
      return before ? replaced(profileLines(before), profileLines(change.draft)) : fail('not-found', 'No such profile.')
    }
    case 'remove-profile': {
      const before = state.profiles.find(({ name }) => name === change.name)
      return before ? replaced(profileLines(before), []) : fail('not-found', 'No such profile.')
    }
    default:
      return added([])
  }
}

function sessionLines({ name, startUrl, region, scopes }: SessionDraft): string[] {
  const registered = scopes.length > 0 ? scopes.join(',') : 'sso:account:access'
  return [
    `[sso-session ${name}]`,
    `sso_start_url = ${startUrl}`,
    `sso_region = ${region}`,
    `sso_registration_scopes = ${registered}`,
  ]
}

function profileLines({ name, session, accountId, roleName, region, output }: ProfileDraft | Profile): string[] {
  const optional = [region && `region = ${region}`, output && `output = ${output}`]
  return [
    `[profile ${name}]`,
    `sso_session = ${session}`,
    `sso_account_id = ${accountId}`,
    `sso_role_name = ${roleName}`,
    ...optional.filter((line) => typeof line === 'string' && line !== ''),
  ].map(String)
}

const around: readonly DiffLine[] = [
  { kind: 'same', old: 41, new: 41, text: 'mfa_serial=arn:aws:iam::222222222222:mfa/me' },
  { kind: 'same', old: 42, new: 42, text: '' },
]

function added(sections: readonly string[][]): Result<Preview> {
  const text = sections.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
  const lines = text.map((line, index): DiffLine => ({ kind: 'added', old: null, new: 43 + index, text: line }))
  return ok({ path: '~/.aws/config', added: lines.length, removed: 0, lines: [...around, ...lines] })
}

/** Line by line: those that differ go, and what stands in their place comes. */
function replaced(before: readonly string[], after: readonly string[]): Result<Preview> {
  const lines = before.flatMap((text, index): DiffLine[] => {
    const at = 43 + index
    const instead = after[index]
    if (instead === text) return [{ kind: 'same', old: at, new: at, text }]
    const gone: DiffLine = { kind: 'removed', old: at, new: null, text }
    return instead === undefined ? [gone] : [gone, { kind: 'added', old: null, new: at, text: instead }]
  })
  const more = after.slice(before.length).map((text, index): DiffLine => {
    return { kind: 'added', old: null, new: 43 + before.length + index, text }
  })
  const all = [...around, ...lines, ...more]
  const count = (kind: DiffLine['kind']) => all.filter((line) => line.kind === kind).length
  return ok({ path: '~/.aws/config', added: count('added'), removed: count('removed'), lines: all })
}

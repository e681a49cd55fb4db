/** What the fake application answers when it writes: sessions and profiles in memory, previews of their lines. */
import type { Change, ProfileDraft, SessionDraft } from '../../shared/contract.ts'
import type { Preview } from '../../shared/contract.ts'
import type { DiffLine } from '../../shared/diff.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState, Profile, Session } from '../../shared/state.ts'
import type { createFakeApi, FakeApi } from './fake-api.ts'

export type FakeAnswers = NonNullable<NonNullable<Parameters<typeof createFakeApi>[1]>['answers']>

/** Answers for `openWindow` or `createFakeApi`; lines begin at 43, below somebody's own. Each change can be undone. */
export function writingAnswers(api: () => FakeApi): FakeAnswers {
  const state = () => api().state()
  const made = new Map<string, { readonly before: Sections; readonly diff: Preview }>()

  function undone(id: string): Result<{ readonly sections: Sections; readonly diff: Preview }> {
    const entry = made.get(id)
    if (!entry) return fail('changed-since', 'These lines have changed since.', { diff: since })
    return ok({ sections: entry.before, diff: reversed(entry.diff) })
  }

  function record(what: string, diff: Preview, undoes: string | null): string {
    const id = `made-${made.size + 1}`
    made.set(id, { before: sectionsOf(state()), diff })
    const { added, removed } = diff
    const entry = { id, at: new Date().toISOString(), what, added, removed, undoes, undone: false }
    const before = state().changes.map((each) => (each.id === undoes ? { ...each, undone: true } : each))
    api().change({ changes: [entry, ...before] })
    return id
  }

  return {
    'config.preview'({ change }) {
      if (change.kind !== 'undo') return preview(state(), change)
      const back = undone(change.id)
      return back.ok ? ok(back.value.diff) : back
    },
    'config.change'({ change }) {
      if (change.kind === 'undo') {
        const back = undone(change.id)
        if (!back.ok) return back
        const what = `Undid: ${state().changes.find(({ id }) => id === change.id)?.what}`
        const id = record(what, back.value.diff, change.id)
        api().change(back.value.sections)
        return ok({ id, what, putBack: false, trouble: null })
      }
      const diff = preview(state(), change)
      if (!diff.ok) return diff
      const id = record(wordsFor(change), diff.value, null)
      api().change(changed(state(), change))
      return ok({ id, what: wordsFor(change), putBack: false, trouble: null })
    },
    'config.changes': () => ok(state().changes),
  }
}

type Sections = Pick<AppState, 'sessions' | 'profiles'>

const sectionsOf = ({ sessions, profiles }: AppState): Sections => ({ sessions, profiles })

function wordsFor(change: Change): string {
  switch (change.kind) {
    case 'create-session':
    case 'update-session':
      return `Wrote the session ${change.draft.name}`
    case 'update-profile':
      return `Changed the profile ${change.draft.name}`
    case 'create-profiles':
      return `Added ${change.drafts.length} profiles`
    case 'rename-session':
    case 'rename-profile':
    case 'duplicate-profile':
      return `${change.name} to ${change.to}: ${change.kind}`
    case 'remove-session':
    case 'remove-profile':
      return `Removed ${change.name}`
    default:
      return change.kind
  }
}

/** What the state becomes, for the changes that the window's tests make. */
function changed({ sessions, profiles }: AppState, change: Change): Partial<Sections> {
  switch (change.kind) {
    case 'create-session':
      return { sessions: [...sessions, sessionOf(change.draft)] }
    case 'update-session':
      return {
        sessions: sessions.map((each) =>
          each.name === change.draft.name ? sessionOf({ ...each, ...change.draft }) : each,
        ),
      }
    case 'rename-session':
      return {
        sessions: sessions.map((each) => (each.name === change.name ? { ...each, name: change.to } : each)),
        profiles: profiles.map((each) => (each.session === change.name ? { ...each, session: change.to } : each)),
      }
    case 'remove-session':
      return {
        sessions: sessions.filter(({ name }) => name !== change.name),
        profiles: profiles.filter(({ session }) => session !== change.name),
      }
    case 'create-profiles':
      return { profiles: [...profiles, ...change.drafts.map(profileOf)] }
    case 'update-profile':
      return {
        profiles: profiles.map((each) =>
          each.name === change.draft.name ? { ...each, ...change.draft, kind: 'sso' } : each,
        ),
      }
    case 'rename-profile':
      return { profiles: profiles.map((each) => (each.name === change.name ? { ...each, name: change.to } : each)) }
    case 'duplicate-profile': {
      const copied = profiles.find(({ name }) => name === change.name)
      return copied ? { profiles: [...profiles, { ...copied, ...change.settings, name: change.to }] } : {}
    }
    case 'remove-profile':
      return { profiles: profiles.filter(({ name }) => name !== change.name) }
    default:
      return {}
  }
}

function sessionOf(draft: SessionDraft): Session {
  return { ...draft, status: 'signed-out', expiresAt: null, renews: false, end: null, problem: null }
}

function profileOf(draft: ProfileDraft): Profile {
  const { session, accountId, roleName } = draft
  return { ...draft, kind: 'sso', source: { kind: 'session', session, accountId, roleName }, problem: null }
}

function preview(state: AppState, change: Change): Result<Preview> {
  switch (change.kind) {
    case 'create-session':
      return added([sessionLines(change.draft)])
    case 'update-session': {
      const before = state.sessions.find(({ name }) => name === change.draft.name)
      return before
        ? replaced(sessionLines(before), sessionLines({ ...before, ...change.draft }))
        : fail('not-found', 'No such session.')
    }
    case 'rename-session': {
      const before = sectionsUsing(state, change.name)
      const after = changed(state, change)
      return replaced(before, sectionsUsing({ ...state, ...after }, change.to))
    }
    case 'remove-session':
      return replaced(sectionsUsing(state, change.name), [])
    case 'create-profiles':
      return added(change.drafts.map(profileLines))
    case 'update-profile': {
      const before = state.profiles.find(({ name }) => name === change.draft.name)
      return before
        ? replaced(profileLines(before), profileLines({ ...before, ...change.draft }))
        : fail('not-found', 'No such profile.')
    }
    case 'rename-profile': {
      const before = state.profiles.find(({ name }) => name === change.name)
      if (!before) return fail('not-found', 'No such profile.')
      return replaced(profileLines(before), profileLines({ ...before, name: change.to }))
    }
    case 'duplicate-profile': {
      const copied = state.profiles.find(({ name }) => name === change.name)
      if (!copied) return fail('not-found', 'No such profile.')
      return added([profileLines({ ...copied, ...change.settings, name: change.to })])
    }
    case 'remove-profile': {
      const before = state.profiles.find(({ name }) => name === change.name)
      return before ? replaced(profileLines(before), []) : fail('not-found', 'No such profile.')
    }
    default:
      return added([])
  }
}

/** The lines of a session and of the profiles that use it. */
function sectionsUsing({ sessions, profiles }: Sections, name: string): string[] {
  const own = sessions.filter((session) => session.name === name).flatMap(sessionLines)
  return [...own, ...profiles.filter(({ session }) => session === name).flatMap(profileLines)]
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

/** The diff that takes `diff` back. */
function reversed(diff: Preview): Preview {
  const kinds = { same: 'same', added: 'removed', removed: 'added' } as const
  const lines = diff.lines.map(({ kind, old, new: now, text }): DiffLine => {
    return { kind: kinds[kind], old: now, new: old, text }
  })
  return { ...diff, added: diff.removed, removed: diff.added, lines }
}

/** What somebody else did to the lines of a change. */
const since: Preview = {
  path: '~/.aws/config',
  added: 1,
  removed: 1,
  lines: [
    { kind: 'same', old: 43, new: 43, text: '[profile billing]' },
    { kind: 'removed', old: 44, new: null, text: 'region = us-east-1' },
    { kind: 'added', old: null, new: 44, text: 'region = eu-north-1' },
  ],
}

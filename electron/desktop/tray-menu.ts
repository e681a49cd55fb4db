/** The tray's menu as a function of the state. Conditions and spans are said in the words of `shared/`. */
import {
  accountName,
  activeSessions,
  profileCondition,
  profileSource,
  sessionCondition,
  sessionsSharing,
  sessionsToSignIn,
} from '../../shared/conditions.ts'
import type { Condition } from '../../shared/conditions.ts'
import { exportLine } from '../../shared/shell.ts'
import type { AppState, Profile, Session } from '../../shared/state.ts'
import { clean, fits, item, menu, separated, split, text } from './menu.ts'
import type { LabelledNode, MenuNode } from './menu.ts'
import { signInAction, signInAgainAction, startFreshAction } from './sign-in-actions.ts'
import { allProfiles, byLabel, profileChoice } from './tray-profiles.ts'

/** How many profiles, and how many sessions, stand in the menu itself. */
const shown = 8

/** The whole menu for `state` at `now` (ms). `hasUpdates`: there is a release feed to look at. */
export function trayMenu(state: AppState, now: number, hasUpdates = false): readonly MenuNode[] {
  const active = state.profiles.find((each) => each.name === state.active) ?? null
  return separated([
    warnings(state),
    activeLines(state, active, now),
    active ? activeActions(state, active, now) : [],
    profileLines(state, now),
    activeSessionLines(state, now),
    otherSessionLines(state, now),
    [
      item('New profile…', { kind: 'show', place: { screen: 'new-profile' } }),
      item('Open Lanyard', { kind: 'show', place: null }),
      item('Preferences…', { kind: 'show', place: { screen: 'settings' } }),
      ...(hasUpdates ? [item('Check for updates…', { kind: 'check-for-updates' })] : []),
      item('Quit', { kind: 'quit' }),
    ],
  ])
}

/** What the active profile is like now: its session's words while it works, its own when it does not. */
export function activeWords(state: AppState, profile: Profile, now: number): string {
  const its = profileCondition(state, profile, now)
  const session = state.sessions.find((each) => each.name === profile.session)
  const works = its.kind === 'ready' || its.kind === 'verified'
  return works && session ? sessionWords(sessionCondition(state, session, now)) : inSentence(its)
}

function warnings(state: AppState): readonly LabelledNode[] {
  const hosts = [...new Set(state.host.endpointOverrides.map((each) => each.host))]
  const override = hosts.length === 0 ? [] : [text(clean(`Endpoint override: ${hosts.join(', ')}`, 60))]
  const { problem } = state.config
  return problem
    ? [...override, item(clean(problem.message, 60), { kind: 'show', place: { screen: 'profiles' } })]
    : override
}

function activeLines(state: AppState, active: Profile | null, now: number): readonly LabelledNode[] {
  if (state.active === null) return [text('No active profile')]
  const name = clean(state.active, 40)
  if (!active) return [text(`${name} — not in ${clean(state.config.path, 40)}`)]
  const where = [accountName(state, active) ?? active.accountId, active.roleName]
  const access =
    active.kind === 'other'
      ? clean(profileSource(state, active), 64)
      : where.flatMap((part) => (part === null ? [] : [clean(part, 32)])).join(' · ')
  return [...(access === '' ? [] : [text(access)]), text(`${name} — ${activeWords(state, active, now)}`)]
}

function activeActions(state: AppState, active: Profile, now: number): readonly LabelledNode[] {
  const profile = active.name
  const shell = state.settings.shell === 'auto' ? state.host.shell : state.settings.shell
  const line = exportLine(profile, shell)
  const copy =
    line === null
      ? []
      : [
          item(`Copy  ${clean(line, 60)}`, {
            kind: 'call',
            name: 'profile.copyExport',
            input: { profile, shell: null },
          }),
        ]
  if (active.kind === 'other' || active.problem) return copy
  const console = item('Open AWS console', { kind: 'call', name: 'profile.openConsole', input: { profile } })
  return [
    ...copy,
    ...(active.accountId === null ? [] : [console]),
    ...identityLine(state, active, now),
    ...requestLine(state, active, now),
  ]
}

/** Where the assignment is missing, and the session has a page to ask for it. */
function requestLine(state: AppState, profile: Profile, now: number): readonly LabelledNode[] {
  const { session } = profile
  if (session === null || profileCondition(state, profile, now).kind !== 'not-assigned') return []
  if (!Object.hasOwn(state.settings.sessions, session) || !state.settings.sessions[session]?.requestUrl) return []
  return [item('Request access…', { kind: 'call', name: 'session.openRequest', input: { session } })]
}

function identityLine(state: AppState, profile: Profile, now: number): readonly LabelledNode[] {
  const { kind } = profileCondition(state, profile, now)
  if (kind === 'checking') return [text('Checking identity…')]
  if (kind === 'sign-in-needed' || kind === 'signing-in' || kind === 'misconfigured') return []
  return [item('Check identity', { kind: 'call', name: 'identity.check', input: { profile: profile.name } })]
}

/** All profiles while they are few; else favourites and recent ones, the active one among them, and the rest in a menu. */
function profileLines(state: AppState, now: number): readonly LabelledNode[] {
  const names = [...new Set([...state.settings.favourites, ...state.recent])]
  const known = names.flatMap((name) => state.profiles.find((each) => each.name === name) ?? [])
  if (state.profiles.length <= shown) {
    const others = state.profiles.filter((each) => !known.includes(each))
    return [...known, ...others.sort((a, b) => byLabel(a.name, b.name))].map((each) => profileChoice(state, each, now))
  }
  const first = known.slice(0, shown)
  const active = state.profiles.find((each) => each.name === state.active)
  if (active && !first.includes(active)) first.splice(shown - 1, 1, active)
  return [...first.map((each) => profileChoice(state, each, now)), menu('All profiles', allProfiles(state, now))]
}

const activeNow = 'Active now'

function activeSessionLines(state: AppState, now: number): readonly LabelledNode[] {
  const lines = activeSessions(state, now).map((session) => sessionLine(state, session, now))
  if (lines.length > shown) return [menu(activeNow, fits(lines) ? lines : split(lines))]
  return lines.length === 0 ? [] : [text(activeNow), ...lines]
}

function otherSessionLines(state: AppState, now: number): readonly LabelledNode[] {
  const active = activeSessions(state, now)
  const others = state.sessions.filter((session) => !active.includes(session))
  const lines = others.map((session) => sessionLine(state, session, now))
  const needed = sessionsToSignIn(state, now)
  const all = item('Sign in to all that need it', {
    kind: 'call',
    name: 'session.signInAll',
    input: { sessions: needed },
  })
  return [
    ...(lines.length <= shown ? lines : [menu('Sessions', fits(lines) ? lines : split(lines))]),
    ...(needed.length > 1 ? [all] : []),
  ]
}

/** One click signs in where that is needed; otherwise what can be done with the session, in a submenu. */
function sessionLine(state: AppState, session: Session, now: number): LabelledNode {
  const input = { session: session.name }
  const condition = sessionCondition(state, session, now)
  const label = `${clean(session.name, 40)} — ${sessionWords(condition)}`
  const signIn = signInAction(session.name)
  if (condition.kind === 'signing-in') return menu(label, signingIn(state, session))
  if (condition.kind === 'misconfigured') {
    return item(label, { kind: 'show', place: { screen: 'edit-session', session: session.name } })
  }
  if (condition.kind === 'sign-in-needed') {
    return item(session.status === 'signed-out' ? label : `${label}, sign-in needed`, signIn)
  }
  return menu(label, [
    item('Sign in again', signInAgainAction(session.name)),
    item(startFreshLabel(state, session), startFreshAction(session.name)),
    item('Sign out', { kind: 'call', name: 'session.signOut', input }),
    item('Open access portal', { kind: 'call', name: 'session.openPortal', input }),
  ])
}

/** What it may take from others is said before it is done. */
function startFreshLabel(state: AppState, session: Session): string {
  const others = sessionsSharing(state, session.name)
  const also = others.length === 0 ? '' : ` (may also end ${others.join(', ')})`
  return clean(`Start a fresh session${also}`, 80)
}

function signingIn(state: AppState, session: Session): readonly LabelledNode[] {
  const input = { session: session.name }
  const signIn = state.signIns[session.name]
  const page = [
    item('Open the page again', { kind: 'call', name: 'session.openSignInPage', input }),
    item('Copy the link', { kind: 'call', name: 'session.copySignInLink', input }),
  ]
  return [
    ...(signIn?.userCode ? [text(`Code: ${clean(signIn.userCode, 20)}`)] : []),
    ...(signIn?.url && signIn.stage === 'waiting' ? page : []),
    item('Cancel', { kind: 'call', name: 'session.cancelSignIn', input }),
  ]
}

/** A session's words behind its name: `signed in, 6 h 12 min left`. */
function sessionWords(condition: Condition): string {
  const words = inSentence(condition)
  return condition.kind === 'ready' && !words.startsWith('signed in') ? `signed in, ${words}` : words
}

/** A condition's words in the middle of a line: `signed in · renews itself`. Abbreviations keep their capitals. */
function inSentence(condition: Condition): string {
  const words = clean(condition.words, 60)
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words
}

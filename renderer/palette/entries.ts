/** Everything the palette can find, as data. The words that come before a search are in `entriesBefore`. */
import { accountName, whoOf } from '../../shared/conditions.ts'
import {
  newestToUndo,
  settingsOfSession,
  type Account,
  type AppState,
  type Session,
  type Theme,
} from '../../shared/state.ts'
import type { ScreenName, WindowPlace } from '../actions/navigation.tsx'
import type { IconName } from '../components/icon.tsx'

export interface Entry {
  readonly id: string
  readonly icon: IconName
  readonly title: string
  /** Found as well, and shown behind the title. */
  readonly detail: string
  /** What Enter does, in a word or two. */
  readonly verb: string
  readonly run: () => void
  /** What Shift Enter does. */
  readonly second?: { readonly verb: string; readonly run: () => void }
  /** The word that a search has to begin with, or to begin to: without it there would be several finds for each name. */
  readonly onlyAfter?: string
  /** Among equally good finds, the higher comes first: 1 is usual. */
  readonly weight: number
}

export interface PaletteVerbs {
  readonly navigate: (place: WindowPlace) => void
  readonly switchTo: (profile: string) => void
  readonly copyExport: (profile: string) => void
  readonly openConsole: (profile: string) => void
  readonly checkAll: () => void
  readonly signIn: (session: string) => void
  readonly signOut: (session: string) => void
  readonly openPortal: (session: string) => void
  readonly startFresh: (session: string) => void
  readonly requestAccess: (session: string) => void
  /** Null where fewer than two sessions need it. */
  readonly signInAll: (() => void) | null
  readonly reload: () => void
  readonly undoLast: () => void
  readonly setTheme: (theme: Theme) => void
}

/** What is done at once, wherever one is, and asks nothing. */
export type QuickVerbs = Pick<
  PaletteVerbs,
  'switchTo' | 'copyExport' | 'openConsole' | 'signIn' | 'signOut' | 'openPortal' | 'requestAccess'
>

/** What the quick switch can do. */
export function quickEntries(state: AppState, verbs: QuickVerbs): readonly Entry[] {
  return [
    ...profileEntries(state, verbs),
    ...consoleEntries(state, verbs),
    ...state.sessions.flatMap((session) => sessionEntries(state, session, verbs)),
  ]
}

/** What the quick switch has before anything is typed: recent and favourite profiles, sign-ins, then all other profiles. */
export function quickEntriesBefore(state: AppState, entries: readonly Entry[]): readonly Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const usual = [...state.recent, ...state.settings.favourites].map((name) => `profile ${name}`)
  const signIns = entries.filter(({ id }) => id.startsWith('sign-in ')).map(({ id }) => id)
  const all = [...usual, ...signIns, ...state.profiles.map(({ name }) => `profile ${name}`)]
  const others = [...new Set(all)].filter((id) => id !== `profile ${state.active}`)
  return others.flatMap((id) => byId.get(id) ?? [])
}

/** All entries, in no order that matters. */
export function allEntries(state: AppState, verbs: PaletteVerbs): readonly Entry[] {
  return [
    ...profileEntries(state, verbs),
    ...consoleEntries(state, verbs),
    ...state.sessions.flatMap((session) => [
      ...sessionEntries(state, session, verbs),
      ...sessionChangeEntries(session, verbs),
    ]),
    ...commandEntries(verbs),
    ...changeEntries(state, verbs),
    ...profileChangeEntries(state, verbs),
    ...assignmentEntries(state, verbs),
  ]
}

/** What is offered before anything is typed: recent profiles, then what can be done now. */
export function entriesBefore(state: AppState, entries: readonly Entry[]): readonly Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const recent = state.recent.filter((name) => name !== state.active).slice(0, 5)
  const found = recent.map((name) => byId.get(`profile ${name}`)).filter((entry) => entry !== undefined)
  return [...found, ...entries.filter(({ id }) => id.startsWith('sign-in ') || id.startsWith('command '))]
}

function profileEntries(state: AppState, verbs: QuickVerbs): Entry[] {
  const favourites = new Set([...state.settings.favourites, ...state.recent])
  return state.profiles.map((profile) => ({
    id: `profile ${profile.name}`,
    icon: 'profiles' as const,
    title: profile.name,
    detail: [accountName(state, profile), whoOf(profile).accountId, whoOf(profile).roleName]
      .filter(Boolean)
      .join(' · '),
    verb: 'Switch',
    run: () => verbs.switchTo(profile.name),
    second: { verb: 'Copy export', run: () => verbs.copyExport(profile.name) },
    weight: favourites.has(profile.name) ? 1.15 : 1.05,
  }))
}

function consoleEntries({ profiles }: AppState, verbs: QuickVerbs): Entry[] {
  return profiles
    .filter(({ kind, accountId }) => kind !== 'other' && accountId !== null)
    .map(({ name }) => ({
      id: `console ${name}`,
      icon: 'external' as const,
      title: `Console of ${name}`,
      detail: '',
      verb: 'Open',
      run: () => verbs.openConsole(name),
      onlyAfter: 'console',
      weight: 1,
    }))
}

function ofSession({ name, startUrl }: Session): (id: string, title: string, verb: string, run: () => void) => Entry {
  return (id, title, verb, run) => ({
    id: `${id} ${name}`,
    icon: 'sessions',
    title,
    detail: startUrl,
    verb,
    run,
    weight: 1,
  })
}

function sessionEntries(state: AppState, session: Session, verbs: QuickVerbs): Entry[] {
  const { name, status } = session
  const entry = ofSession(session)
  return [
    status === 'signed-in'
      ? entry('sign-out', `Sign out of ${name}`, 'Sign out', () => verbs.signOut(name))
      : entry('sign-in', `Sign in to ${name}`, 'Sign in', () => verbs.signIn(name)),
    entry('portal', `Open the access portal of ${name}`, 'Open', () => verbs.openPortal(name)),
    ...(settingsOfSession(state.settings, name).requestUrl === null
      ? []
      : [entry('request', `Request access to ${name}`, 'Open', () => verbs.requestAccess(name))]),
  ]
}

function sessionChangeEntries(session: Session, verbs: PaletteVerbs): Entry[] {
  const { name, status } = session
  const entry = ofSession(session)
  return [
    ...(status === 'signed-in'
      ? [entry('start-fresh', `Start a fresh session of ${name}`, 'Start', () => verbs.startFresh(name))]
      : []),
    entry('sign-in-place', `Where ${name} opens, and asks for access…`, 'Open', () =>
      verbs.navigate({ screen: 'sign-in-place', session: name }),
    ),
    entry('find-region', `Find the region of ${name}`, 'Find', () =>
      verbs.navigate({ screen: 'edit-session', session: name, findRegion: true }),
    ),
    ...sessionChanges.map(([screen, verb]) =>
      entry(screen, `${verb} the session ${name}`, verb, () => verbs.navigate({ screen, session: name })),
    ),
  ]
}

const sessionChanges = [
  ['edit-session', 'Edit'],
  ['rename-session', 'Rename'],
  ['remove-session', 'Remove'],
] as const

const profileChanges = [
  ['edit-profile', 'pencil', 'Edit'],
  ['rename-profile', 'rename', 'Rename'],
  ['duplicate-profile', 'copy', 'Duplicate'],
  ['remove-profile', 'trash', 'Remove'],
] as const

function profileChangeEntries({ profiles }: AppState, verbs: PaletteVerbs): Entry[] {
  return profiles.flatMap(({ name, kind }) =>
    profileChanges
      .filter(([screen]) => screen !== 'edit-profile' || kind !== 'other')
      .map(([screen, icon, verb]) => ({
        id: `${screen} ${name}`,
        icon,
        title: `${verb} the profile ${name}`,
        detail: '',
        verb,
        run: () => verbs.navigate({ screen, profile: name }),
        onlyAfter: verb.toLowerCase(),
        weight: 1,
      })),
  )
}

function changeEntries({ changes }: AppState, verbs: PaletteVerbs): Entry[] {
  const last = newestToUndo(changes)
  const list: Entry = {
    id: 'command changes',
    icon: 'undo',
    title: 'Changes…',
    detail: 'what Lanyard changed in your config file, to be undone',
    verb: 'Open',
    run: () => verbs.navigate({ screen: 'changes' }),
    weight: 1,
  }
  if (!last) return [list]
  return [
    {
      ...list,
      id: 'command undo',
      title: 'Undo the last change',
      detail: last.what,
      verb: 'Undo',
      run: verbs.undoLast,
    },
    list,
  ]
}

function commandEntries(verbs: PaletteVerbs): Entry[] {
  const entry = (icon: IconName, title: string, detail: string, verb: string, run: () => void): Entry => ({
    id: `command ${title}`,
    icon,
    title,
    detail,
    verb,
    run,
    weight: 1,
  })
  const go = (screen: ScreenName, title: string, detail = '') =>
    entry(screen, title, detail, 'Go', () => verbs.navigate({ screen }))
  return [
    entry('plus', 'New profile', 'N', 'Open', () => verbs.navigate({ screen: 'new-profile' })),
    ...(verbs.signInAll
      ? [entry('sessions', 'Sign in to all sessions that need it', '', 'Sign in', verbs.signInAll)]
      : []),
    entry('identity', 'Check all identities', '⇧ I', 'Check', verbs.checkAll),
    entry('share', 'Share a set-up…', '', 'Open', () => verbs.navigate({ screen: 'share' })),
    entry('plus', 'Add a shared set-up…', '', 'Open', () => verbs.navigate({ screen: 'import' })),
    go('profiles', 'Profiles'),
    go('accounts', 'Accounts'),
    go('sessions', 'Sessions'),
    go('doctor', 'Doctor', 'what is wrong in your files'),
    go('settings', 'Settings'),
    entry('refresh', 'Read the config file again', '', 'Read', verbs.reload),
    entry('refresh', 'Put the last good copy of the config file back…', '', 'Open', () =>
      verbs.navigate({ screen: 'restore' }),
    ),
    entry('settings', 'Light theme', '', 'Set', () => verbs.setTheme('light')),
    entry('settings', 'Dark theme', '', 'Set', () => verbs.setTheme('dark')),
    entry('settings', 'Theme of the system', '', 'Set', () => verbs.setTheme('system')),
  ]
}

/** Accounts, and the permission sets that have no profile yet: those that have are found as the profile. */
function assignmentEntries(state: AppState, verbs: PaletteVerbs): Entry[] {
  const taken = new Set(state.profiles.map(({ session, accountId, roleName }) => `${session} ${accountId} ${roleName}`))
  return Object.entries(state.assignments).flatMap(([session, { accounts }]) =>
    accounts.flatMap((account) => [
      {
        id: `account ${session} ${account.accountId}`,
        icon: 'accounts' as const,
        title: nameOf(account),
        detail: `${account.accountId} · ${session}`,
        verb: 'Show',
        run: () => verbs.navigate({ screen: 'accounts', query: account.accountId }),
        weight: 0.95,
      },
      ...(account.roles ?? [])
        .filter((roleName) => !taken.has(`${session} ${account.accountId} ${roleName}`))
        .map((roleName) => ({
          id: `role ${session} ${account.accountId} ${roleName}`,
          icon: 'plus' as const,
          title: `${roleName} in ${nameOf(account)}`,
          detail: `${account.accountId} · ${session}`,
          verb: 'Create profile',
          run: () => verbs.navigate({ screen: 'new-profile', session, accountId: account.accountId, roleName }),
          weight: 0.85,
        })),
    ]),
  )
}

function nameOf({ accountName, accountId }: Account): string {
  return accountName ?? accountId
}

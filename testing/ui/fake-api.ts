/** The application as the window sees it, played by a state in memory: for tests of the window alone. */
import { sessionsSharing } from '../../shared/conditions.ts'
import type { BrowserInfo, Input, LanyardApi, OperationName, Output, Place } from '../../shared/contract.ts'
import type { Preview } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/result.ts'
import { settingsOfSession, type AppState, type Identity, type SignIn, type StatePatch } from '../../shared/state.ts'
import { mendPreview } from './findings.ts'

type Answers = { readonly [N in OperationName]?: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>> }

export interface FakeApi extends LanyardApi {
  /** What was called, oldest first. */
  readonly calls: readonly { readonly name: OperationName; readonly input: unknown }[]
  readonly state: () => AppState
  /** Changes the state as the application would: the page gets a patch. */
  readonly change: (patch: Omit<StatePatch, 'revision'>) => void
  readonly navigate: (place: Place) => void
}

/** `answers` stands in for what the fake does by itself. */
export function createFakeApi(
  initial: AppState,
  { face = 'desktop', answers = {} }: { readonly face?: LanyardApi['face']; readonly answers?: Answers } = {},
): FakeApi {
  let state = initial
  const calls: { name: OperationName; input: unknown }[] = []
  const patches = new Set<(patch: StatePatch) => void>()
  const places = new Set<(place: Place) => void>()

  function change(patch: Omit<StatePatch, 'revision'>): void {
    const revision = state.revision + 1
    state = { ...state, ...patch, revision }
    for (const listener of patches) listener({ ...patch, revision })
  }

  const own = ownAnswers(() => state, change, face)

  return {
    face,
    calls,
    state: () => state,
    change,
    navigate: (place) => places.forEach((listener) => listener(place)),
    async call<N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
      calls.push({ name, input })
      const answer = (answers[name] ?? own[name]) as ((input: Input<N>) => Result<Output<N>>) | undefined
      return answer ? answer(input) : ok(null as Output<N>)
    },
    snapshot: async () => state,
    subscribe(listener) {
      patches.add(listener)
      return () => patches.delete(listener)
    },
    onNavigate(listener) {
      places.add(listener)
      return () => places.delete(listener)
    },
  }
}

function ownAnswers(
  state: () => AppState,
  change: (patch: Omit<StatePatch, 'revision'>) => void,
  face: LanyardApi['face'],
): Answers {
  const inDesktop = face === 'desktop'
  const exportOf = (profile: string) => ({ text: `export AWS_PROFILE=${profile}`, copied: inDesktop })
  const opened = (url: string) => ok({ url, opened: inDesktop })
  return {
    'profile.switch': ({ profile }) => {
      change({ active: profile, recent: profile === null ? state().recent : [profile, ...state().recent] })
      return ok(profile === null ? null : exportOf(profile))
    },
    'profile.copyExport': ({ profile }) => ok(exportOf(profile)),
    'profile.openConsole': ({ profile }) => opened(`https://my-identity-center.awsapps.com/start/#/console?${profile}`),
    'clipboard.write': ({ text }) => ok({ text, copied: inDesktop }),
    'settings.update': ({ settings: { favourites = {}, sessions = {}, ...others } }) => {
      const before = state().settings
      const added = Object.keys(favourites).filter((name) => favourites[name])
      const set = Object.entries({ ...before.sessions, ...sessions }).flatMap(([name, own]) =>
        own ? [[name, own]] : [],
      )
      change({
        settings: {
          ...before,
          ...others,
          favourites: [...before.favourites.filter((name) => !Object.hasOwn(favourites, name)), ...added],
          sessions: Object.fromEntries(set),
        },
      })
      return ok(state().settings)
    },
    'identity.check': ({ profile }) => {
      const identity: Exclude<Identity, { status: 'checking' }> = {
        status: 'verified',
        account: '058264527036',
        arn: `arn:aws:sts::058264527036:assumed-role/AWSReservedSSO_${profile}_0123456789abcdef/jane.doe`,
        userId: 'AROAZ3EXAMPLEXAMPLE42:jane.doe',
        at: new Date().toISOString(),
      }
      change({ identities: { ...state().identities, [profile]: identity } })
      return ok({ profile, identity })
    },
    'identity.checkAll': () => ok([]),
    'session.signIn': ({ session, method }) => {
      change({ signIns: { ...state().signIns, [session]: waiting(session, method, inDesktop) } })
      return new Promise(() => {})
    },
    'session.startFresh': ({ session, method }) => {
      change({ signIns: { ...state().signIns, [session]: waiting(session, method, inDesktop) } })
      return new Promise(() => {})
    },
    'session.signInAll': ({ sessions: [first = ''] }) => {
      change({ signIns: { ...state().signIns, [first]: waiting(first, 'browser', inDesktop) } })
      return new Promise(() => {})
    },
    'session.findSharing': ({ session }) => ok(sessionsSharing(state(), session)),
    'session.findRegion': () => ok({ region: 'eu-west-1', silent: 0 }),
    'session.openRequest': ({ session }) => opened(settingsOfSession(state().settings, session).requestUrl ?? ''),
    'browsers.list': () => ok(someBrowsers),
    'session.cancelSignIn': ({ session }) => {
      const { [session]: _, ...others } = state().signIns
      change({ signIns: others })
      return ok(null)
    },
    'session.openSignInPage': () => opened('https://oidc.eu-west-1.amazonaws.com/authorize'),
    'session.copySignInLink': () => ok({ text: 'https://oidc.eu-west-1.amazonaws.com/authorize', copied: inDesktop }),
    'session.openPortal': ({ session }) => opened(`https://${session}.awsapps.com/start`),
    'config.preview': ({ change }) =>
      ok(
        change.kind === 'mend'
          ? mendPreview(change.findings)
          : preview(change.kind === 'remove-profile' ? change.name : 'new'),
      ),
    'config.change': ({ change: { kind } }) =>
      ok({ id: `change ${kind}`, what: `Did ${kind}`, putBack: false, trouble: null }),
    'doctor.check': () => ok(state().doctor.findings),
  }
}

const someBrowsers: readonly BrowserInfo[] = [
  {
    id: 'firefox',
    name: 'Firefox',
    profiles: [
      { id: 'default-release', name: 'default-release' },
      { id: 'Work', name: 'Work' },
    ],
  },
  {
    id: 'chromium',
    name: 'Chromium',
    profiles: [
      { id: 'Default', name: 'Jane' },
      { id: 'Profile 1', name: 'Acme Corp' },
    ],
  },
  { id: 'epiphany', name: 'Web', profiles: [] },
]

/** A sign-in that waits for the person. */
export function waiting(session: string, method: SignIn['method'], opened: boolean): SignIn {
  const isDevice = method === 'device'
  return {
    session,
    method,
    stage: 'waiting',
    url: isDevice
      ? 'https://partner-org.awsapps.com/start/#/device?user_code=KQZD-WRBT'
      : 'https://oidc.eu-west-1.amazonaws.com/authorize?response_type=code&client_id=example',
    userCode: isDevice ? 'KQZD-WRBT' : null,
    verificationUri: isDevice ? 'https://partner-org.awsapps.com/start/#/device' : null,
    opened,
    deadline: new Date(Date.now() + 9.5 * 60_000).toISOString(),
    elsewhere: false,
    problem: null,
  }
}

function preview(name: string): Preview {
  const lines = [
    `[profile ${name}]`,
    'sso_session = my-identity-center',
    'sso_account_id = 058264527036',
    'sso_role_name = AdministratorAccess',
    'region = us-east-1',
    'output = json',
  ]
  return {
    path: '~/.aws/config',
    added: 0,
    removed: lines.length,
    lines: [
      { kind: 'same', old: 41, new: 41, text: 'mfa_serial=arn:aws:iam::222222222222:mfa/me' },
      { kind: 'same', old: 42, new: 42, text: '' },
      ...lines.map((text, index) => ({ kind: 'removed' as const, old: 43 + index, new: null, text })),
    ],
  }
}

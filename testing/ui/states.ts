/** Believable states of the application, for looking at the window and for its tests. `now` is in milliseconds. */
import { problem } from '../../shared/result.ts'
import {
  defaultColumns,
  type Account,
  type AppState,
  type Assignments,
  type ChangeRecord,
  type Profile,
  type Session,
  type Settings,
} from '../../shared/state.ts'

const minute = 60_000
const iso = (ms: number): string => new Date(ms).toISOString()

const defaultSettings: Settings = {
  theme: 'system',
  copyOnSwitch: true,
  shell: 'auto',
  nameTemplate: '{account|kebab}-{role|short}',
  favourites: [],
  notifications: true,
  startAtLogin: false,
  quickSwitch: null,
  sessions: {},
  columns: defaultColumns,
}

/** A machine that Lanyard has just been started on. */
export function emptyState(): AppState {
  return {
    revision: 1,
    host: {
      version: '0.1.0',
      platform: 'linux',
      shell: 'bash',
      remote: false,
      endpointOverrides: [],
      environmentProfile: null,
      canStartAtLogin: false,
      quickSwitch: null,
      log: '~/.local/state/lanyard/lanyard.log',
    },
    config: { path: '~/.aws/config', exists: false, findings: [], isStale: false, loss: null, problem: null },
    sessions: [],
    profiles: [],
    assignments: {},
    identities: {},
    signIns: {},
    active: null,
    recent: [],
    settings: defaultSettings,
    settingsProblem: null,
    changes: [],
    doctor: { scope: 'nothing', checking: false, findings: [] },
  }
}

export function session(name: string, more: Partial<Session> = {}): Session {
  return {
    name,
    startUrl: `https://${name}.awsapps.com/start`,
    region: 'us-east-1',
    scopes: ['sso:account:access'],
    status: 'signed-in',
    expiresAt: null,
    renews: false,
    end: null,
    problem: null,
    ...more,
  }
}

export function profile(name: string, accountId: string, roleName: string, more: Partial<Profile> = {}): Profile {
  return {
    name,
    kind: 'sso',
    source: { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'AdministratorAccess' },
    session: 'my-identity-center',
    accountId,
    roleName,
    region: 'us-east-1',
    output: 'json',
    problem: null,
    ...more,
  }
}

export function ready(accounts: readonly Account[], now: number): Assignments {
  return { status: 'ready', accounts, knownSince: iso(now - 29 * minute), progress: null, problem: null }
}

export const account = (accountId: string, accountName: string, roles: readonly string[]): Account => ({
  accountId,
  accountName,
  emailAddress: `${accountName.toLowerCase().replaceAll(/\W+/g, '-')}@example.com`,
  roles,
})

/** Four changes: one long ago, one that was undone, and the undo itself. */
export function someChanges(now: number): ChangeRecord[] {
  const change = (id: string, minutes: number, what: string, added: number, removed: number): ChangeRecord => ({
    id,
    at: iso(now - minutes * minute),
    what,
    added,
    removed,
    undoes: null,
    undone: false,
  })
  return [
    { ...change('undo-3', 4, 'Undid: Removed the profile audit', 6, 0), undoes: 'change-3' },
    { ...change('change-3', 5, 'Removed the profile audit', 0, 6), undone: true },
    change('change-2', 190, 'Renamed the session old-org to partner-org', 3, 3),
    change('change-1', 4000, 'Added 7 profiles', 49, 0),
  ]
}

/** Somebody's ordinary morning: two sessions, one of which has ended, and nine profiles in every condition. */
export function typicalState(now: number): AppState {
  const partner = { session: 'partner-org', region: 'eu-west-1' }
  return {
    ...emptyState(),
    config: { path: '~/.aws/config', exists: true, findings: [], isStale: false, loss: null, problem: null },
    sessions: [
      session('my-identity-center', { expiresAt: iso(now + 372 * minute + 5000) }),
      session('partner-org', { region: 'eu-west-1', status: 'expired', expiresAt: iso(now - 89 * minute) }),
    ],
    profiles: [
      profile('prod-admin', '637423191929', 'AdministratorAccess'),
      profile('admin-on-staging', '058264527036', 'AdministratorAccess'),
      profile('audit', '637423191929', 'SecurityAudit'),
      profile('data-lake-reader', '410522391077', 'ReadOnlyAccess', { region: 'eu-central-1' }),
      profile('network-on-call', '902417765530', 'NetworkAdmin', { region: 'eu-central-1' }),
      profile('billing', '771300984412', 'Billing'),
      profile('partner-deploy', '318845520019', 'PowerUserAccess', partner),
      profile('partner-logs', '318845520019', 'ReadOnlyAccess', partner),
      profile('legacy.dev', '111111111111', 'ReadOnly', {
        session: 'old-org',
        region: 'eu-west-1',
        problem: problem('misconfigured', 'The profile names a session “old-org” that the file does not have.', {
          fix: 'Choose another session, or create this one.',
          remedy: { kind: 'edit-profile', profile: 'legacy.dev' },
        }),
      }),
    ],
    assignments: {
      'my-identity-center': ready(
        [
          account('058264527036', 'Staging', ['AdministratorAccess', 'ReadOnlyAccess']),
          account('410522391077', 'Data Lake', ['AdministratorAccess', 'ReadOnlyAccess']),
          account('417755209931', 'Data Platform Dev', ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess']),
          account('419920118364', 'Data Platform Prod', ['PowerUserAccess', 'ReadOnlyAccess']),
          account('637423191929', 'Production', ['AdministratorAccess', 'SecurityAudit']),
          account('771300984412', 'Payer', ['Billing']),
          account('902417765530', 'Shared Network', ['ReadOnlyAccess']),
        ],
        now,
      ),
      'partner-org': ready(
        [account('318845520019', 'Partner Sandbox', ['PowerUserAccess', 'ReadOnlyAccess'])],
        now - 600 * minute,
      ),
    },
    identities: {
      'prod-admin': {
        status: 'verified',
        account: '637423191929',
        arn: 'arn:aws:sts::637423191929:assumed-role/AWSReservedSSO_AdministratorAccess_8f2d1c0b9a7e6f54/jane.doe',
        userId: 'AROAZ3EXAMPLEXAMPLE42:jane.doe',
        at: iso(now - 2 * minute - 1000),
      },
      'data-lake-reader': { status: 'checking' },
    },
    active: 'prod-admin',
    recent: ['prod-admin', 'admin-on-staging', 'audit', 'billing'],
    settings: {
      ...defaultSettings,
      favourites: ['prod-admin'],
      notifications: true,
      startAtLogin: false,
      quickSwitch: null,
      sessions: {},
    },
  }
}

/** An organization of `count` profiles over `count / 5` accounts. */
export function largeState(now: number, count: number): AppState {
  const roles = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'SecurityAudit', 'Billing']
  const teams = ['Payments', 'Search', 'Data Lake', 'Identity', 'Edge', 'Mobile', 'Risk', 'Ledger', 'Support', 'Labs']
  const stages = ['Dev', 'Test', 'Staging', 'Prod']
  const accounts = Array.from({ length: Math.ceil(count / 5) }, (_, index) =>
    account(
      String(100_000_000_000 + index * 7_919_377).slice(0, 12),
      `${teams[index % 10]} ${stages[Math.floor(index / 10) % 4]} ${Math.floor(index / 40) + 1}`,
      roles,
    ),
  )
  const profiles = accounts.flatMap(({ accountId, accountName }) =>
    roles.map((role) => {
      const name = `${accountName?.toLowerCase().replaceAll(' ', '-')}-${role.replace(/Access$/, '').toLowerCase()}`
      return profile(name, accountId, role)
    }),
  )
  const base = typicalState(now)
  return {
    ...base,
    profiles: profiles.slice(0, count),
    assignments: { 'my-identity-center': ready(accounts, now) },
    identities: {},
    active: profiles[3]?.name ?? null,
    recent: profiles.slice(3, 9).map(({ name }) => name),
    settings: defaultSettings,
  }
}

/** Names as somebody malicious, or merely careless, would give them. */
export function hostileState(now: number): AppState {
  const long = 'a-name-that-never-seems-to-end-'.repeat(7).slice(0, 200)
  const base = typicalState(now)
  return {
    ...base,
    host: { ...base.host, endpointOverrides: [{ service: 'sso', host: '127.0.0.1:4566' }] },
    config: {
      ...base.config,
      findings: [
        { line: 12, message: 'The section [profile audit] is there twice.' },
        { line: 40, message: `Neither a key nor a section: ${long}` },
      ],
    },
    sessions: [
      session(long, { status: 'expired', expiresAt: iso(now - 3000 * minute) }),
      session('<b>bold</b>', {
        status: 'signed-out',
        problem: problem('misconfigured', `The start URL of <b>bold</b> is not https: ${long}`),
      }),
      session('مؤسسة', { renews: true, expiresAt: iso(now + 30 * minute) }),
    ],
    profiles: [
      profile(long, '637423191929', `${long}Access`, { session: long, region: long }),
      profile('<img src=x onerror=alert(1)>', '058264527036', '<script>alert(1)</script>', { session: '<b>bold</b>' }),
      profile('مرحبا بالعالم', '410522391077', 'قراءة فقط', { session: 'مؤسسة' }),
      profile('\u202Egnp.exe\u202C', '902417765530', 'ReadOnly\u202EtxT', { session: 'مؤسسة' }),
      profile('static-keys', '', '', {
        kind: 'other',
        source: { kind: 'keys', file: 'credentials', keyId: 'WXYZ', temporary: false },
        session: null,
        accountId: null,
        roleName: null,
        region: null,
      }),
      profile('$(rm -rf ~) && `id`', '771300984412', 'Billing', { session: 'مؤسسة' }),
    ],
    assignments: {
      مؤسسة: ready(
        [account('410522391077', `${long} <b>`, ['قراءة فقط']), account('902417765530', '"><svg onload=alert(1)>', [])],
        now,
      ),
    },
    identities: {},
    active: long,
    recent: [long, '<img src=x onerror=alert(1)>'],
  }
}

/** Four sessions: one whose end is an estimate and near, one that shares its start URL, and two that need a sign-in. */
export function sessionsState(now: number): AppState {
  const base = typicalState(now)
  const startUrl = 'https://my-identity-center.awsapps.com/start'
  const renewing = { renews: true, expiresAt: iso(now + 40 * minute) }
  return {
    ...base,
    sessions: [
      session('my-identity-center', { ...renewing, startUrl, end: { at: iso(now + 12 * minute), isKnown: false } }),
      session('my-codecatalyst', { ...renewing, startUrl, end: { at: iso(now + 372 * minute), isKnown: true } }),
      ...base.sessions.slice(1),
      session('old-org', { region: 'eu-west-1', status: 'signed-out' }),
    ],
    settings: {
      ...base.settings,
      sessions: {
        'my-identity-center': {
          browser: { kind: 'browser', id: 'firefox', profile: 'Work' },
          requestUrl: 'https://access.example.com/request',
        },
        'partner-org': { browser: { kind: 'copy' }, requestUrl: null },
      },
    },
  }
}

/** States for the tests of this room. */
import { emptyState } from '../../testing/ui/states.ts'
import { defaultColumns, type AppState, type Profile, type Session } from '../../shared/state.ts'

/** A Wednesday noon, local time, so that words about the time of day are the same everywhere. */
export const noon = new Date(2026, 10, 18, 12, 0, 0).getTime()

export const minutes = 60_000
export const hours = 60 * minutes

export const at = (ms: number): string => new Date(ms).toISOString()

/** One session that ends in 6 h 12 min, and one profile of it, which is active. */
export function exampleState(slices: Partial<AppState> = {}): AppState {
  return {
    ...emptyState(),
    config: { path: '~/.aws/config', exists: true, findings: [], isStale: false, loss: null, problem: null },
    sessions: [exampleSession('my-identity-center')],
    profiles: [exampleProfile('prod-admin')],
    assignments: {
      'my-identity-center': {
        status: 'ready',
        accounts: [
          {
            accountId: '637423191929',
            accountName: 'Production',
            emailAddress: null,
            roles: ['AdministratorAccess', 'ReadOnlyAccess'],
          },
        ],
        knownSince: at(noon),
        progress: null,
        problem: null,
      },
    },
    active: 'prod-admin',
    recent: ['prod-admin'],
    settings: {
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
    },
    ...slices,
  }
}

export function exampleSession(name: string, values: Partial<Session> = {}): Session {
  return {
    name,
    startUrl: 'https://d-1234567890.awsapps.com/start',
    region: 'us-east-1',
    scopes: [],
    status: 'signed-in',
    expiresAt: at(noon + 6 * hours + 12 * minutes),
    renews: false,
    end: null,
    problem: null,
    ...values,
  }
}

export function exampleProfile(name: string, values: Partial<Profile> = {}): Profile {
  return {
    name,
    kind: 'sso',
    source: { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'AdministratorAccess' },
    session: 'my-identity-center',
    accountId: '637423191929',
    roleName: 'AdministratorAccess',
    region: 'us-east-1',
    output: null,
    problem: null,
    ...values,
  }
}

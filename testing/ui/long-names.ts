/** An organization that gives long names, which differ in their ends: 40 profiles of three sessions. */
import type { AppState } from '../../shared/state.ts'
import { account, profile, ready, session, typicalState } from './states.ts'

const minute = 60_000
const teams = ['Data Platform', 'Customer Payments', 'Shared Network Services', 'Identity and Access'] as const
const stages = ['Development', 'Staging', 'Production'] as const
const roles = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess'] as const
const regions = ['us-east-1', 'eu-central-1', 'ap-southeast-1', 'us-gov-west-1'] as const

const names = ['northwind-identity-center', 'northwind-partner-organization', 'contoso-sandbox'] as const

const accounts = teams.flatMap((team, index) =>
  stages.map((stage, at) =>
    account(String(637_423_191_929 + (index * 3 + at) * 7_919_377), `${team} ${stage}`, [...roles]),
  ),
)
const sandbox = account('318845520019', 'Contoso Sandbox for Partners', [...roles])

const kebab = (text: string) => text.toLowerCase().replaceAll(' ', '-')
const roleWords = { AdministratorAccess: 'administrator', PowerUserAccess: 'power-user', ReadOnlyAccess: 'read-only' }

export function longNamesState(now: number): AppState {
  const [main, partner, other] = names
  const profiles = accounts.flatMap(({ accountId, accountName }, index) =>
    roles.map((role) =>
      profile(`${kebab(accountName ?? '')}-${roleWords[role]}`, accountId, role, {
        session: index % 4 === 3 ? partner : main,
        region: regions[index % regions.length]!,
      }),
    ),
  )
  const few = ['deploy', 'logs', 'billing', 'staging-admin'].map((name) =>
    profile(name, sandbox.accountId, 'PowerUserAccess', { session: other, region: 'eu-west-1' }),
  )
  const active = 'data-platform-production-administrator'
  const known = (index: number) => accounts.filter((_, at) => (at % 4 === 3) === (index === 1))
  return {
    ...typicalState(now),
    sessions: [
      session(main, { expiresAt: new Date(now + 372 * minute + 5000).toISOString() }),
      session(partner, {
        region: 'eu-west-1',
        status: 'expired',
        expiresAt: new Date(now - 89 * minute).toISOString(),
      }),
      session(other, { renews: true, expiresAt: new Date(now + 41 * minute).toISOString() }),
    ],
    profiles: [...profiles, ...few],
    assignments: { [main]: ready(known(0), now), [partner]: ready(known(1), now), [other]: ready([sandbox], now) },
    identities: {
      [active]: {
        status: 'verified',
        account: '637423191929',
        arn: 'arn:aws:sts::637423191929:assumed-role/AWSReservedSSO_AdministratorAccess_8f2d1c0b9a7e6f54/jane.doe',
        userId: 'AROAZ3EXAMPLEXAMPLE42:jane.doe',
        at: new Date(now - 2 * minute - 1000).toISOString(),
      },
    },
    active,
    recent: [active, 'staging-admin'],
    settings: { ...typicalState(now).settings, favourites: [active, 'staging-admin'] },
  }
}

/** What Doctor finds, for tests. */
import type { Client, Finding } from '../../../shared/doctor.ts'
import { parseDocument } from '../config/document/document.ts'
import { diagnoseFiles } from './offers.ts'
import type { Machine } from './rule.ts'
import type { MachineRule } from './rule.ts'
import type { Diagnosis, Trouble } from './trouble.ts'

/** What is wrong in a config and a credentials file of these bytes. */
export function diagnoseTexts(config: string | Uint8Array, credentials = ''): readonly Diagnosis[] {
  return diagnoseFiles({
    config: parseDocument(Buffer.from(config)),
    credentials: parseDocument(Buffer.from(credentials)),
    configPath: '~/.aws/config',
    credentialsPath: '~/.aws/credentials',
  })
}

/** As much of a machine as some rules look at. */
type Part<T> = { readonly [key in keyof T]?: T[key] extends object ? Partial<T[key]> : T[key] }

/** What `rules` find on a machine of which this is there. */
export async function findBy(rules: readonly MachineRule[], machine: Part<Machine>): Promise<readonly Trouble[]> {
  const found = await Promise.all(rules.map(async (rule) => rule(machine as Machine)))
  return found.flatMap((each) => each ?? [])
}

/** `error token-broken session:corp: v1 v2 | js`: whom it troubles in one way stands together. */
export function told({ severity, rule, subject, effects }: Trouble): string {
  const what = [severity, rule, subject].filter((part) => part !== undefined).join(' ')
  return `${what}: ${whom(effects.map(([clients]) => clients))}`
}

export const whomTroubles = ({ effects }: Finding): string => whom(effects.map(({ clients }) => clients))

function whom(groups: readonly (readonly Client[])[]): string {
  const short = { 'AWS CLI v1': 'v1', 'AWS CLI v2': 'v2', 'JavaScript SDK': 'js' } as Partial<Record<Client, string>>
  const nameOf = (client: Client): string => short[client] ?? client.replace(' SDK', '').toLowerCase()
  return groups.map((clients) => clients.map(nameOf).join(' ')).join(' | ')
}

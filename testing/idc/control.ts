/**
 * `/_demo`: the running organization's knobs over HTTP, for tests and people in another process.
 * GET tells the settings and what was asked so far. POST takes a JSON object (see `Command`) and tells the same afterwards.
 */
import type { Fault, Faults } from './faults.ts'
import type { Grants } from './grants.ts'
import type { Account, Assignment, Organization } from './organization.ts'
import type { RequestLog } from './requests.ts'
import type { DemoSettings } from './settings.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { json, readObject } from './wire.ts'

/** The body of `POST /_demo`; every part may be left out, and they run in this order. */
interface Command {
  readonly settings?: Partial<DemoSettings>
  /** Added, or replaced by number, and assigned to the first user. */
  readonly accounts?: readonly Account[]
  readonly assign?: readonly Assignment[]
  readonly unassign?: readonly Assignment[]
  readonly faults?: readonly Fault[]
  readonly run?: readonly Action[]
}

interface Controls {
  readonly organization: Organization
  readonly grants: Grants
  readonly settings: DemoSettings
  readonly faults: Faults
  readonly requests: RequestLog
}

const actions = {
  'revoke-all': ({ grants }: Controls) => grants.revokeAll(),
  'expire-access-tokens': ({ grants }: Controls) => grants.expireAccessTokens(),
  'end-sign-ins': ({ grants }: Controls) => grants.endSignIns(),
  'expire-credentials': ({ grants }: Controls) => grants.expireCredentials(),
  'clear-faults': ({ faults }: Controls) => faults.clear(),
  'clear-requests': ({ requests }: Controls) => requests.clear(),
}

type Action = keyof typeof actions

/** A page of another site cannot send JSON here: its browser would ask first, and gets no permission. */
export function createControl(controls: Controls): (request: DemoRequest) => DemoResponse {
  return (request) => {
    if (request.method === 'GET') return report(controls)
    const command = readObject(request.body)
    const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '')
    if (request.method !== 'POST' || !isJson || command === null) {
      return json({ message: 'POST a JSON object as application/json' }, 400)
    }
    const problem = findProblem(controls, command)
    if (problem !== null) return json({ message: problem }, 400)
    obey(controls, command)
    return report(controls)
  }
}

function report({ settings, requests }: Controls): DemoResponse {
  return json({ settings, counts: requests.counts(), peak: requests.peak, requests: requests.entries })
}

const parts: Readonly<Record<keyof Command, true>> = {
  settings: true,
  accounts: true,
  assign: true,
  unassign: true,
  faults: true,
  run: true,
}

/** Catches typing errors in names; the values are the caller's own business. */
function findProblem({ settings }: Controls, command: Readonly<Record<string, unknown>>): string | null {
  const { settings: changed = {}, run = [] } = command
  if (typeof changed !== 'object' || changed === null || !Array.isArray(run)) return 'Unknown form'
  const [first] = [
    ...Object.keys(command).filter((name) => !Object.hasOwn(parts, name)),
    ...Object.keys(changed).filter((name) => !Object.hasOwn(settings, name)),
    ...run
      .map((action) => (typeof action === 'string' ? action : typeof action))
      .filter((name) => !Object.hasOwn(actions, name)),
  ]
  return first === undefined ? null : `Unknown: ${first}`
}

function obey(controls: Controls, command: Command): void {
  Object.assign(controls.settings, command.settings)
  for (const account of command.accounts ?? []) controls.organization.addAccount(account)
  for (const assignment of command.assign ?? []) controls.organization.assign(assignment)
  for (const assignment of command.unassign ?? []) controls.organization.unassign(assignment)
  for (const fault of command.faults ?? []) controls.faults.add(fault)
  for (const action of command.run ?? []) actions[action](controls)
}

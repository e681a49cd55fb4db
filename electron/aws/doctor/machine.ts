/** Every rule about what is around the files: the token cache, permissions, the environment, the clock, the AWS CLI. */
import type { Severity } from '../../../shared/doctor.ts'
import type { Session } from '../../../shared/state.ts'
import type { Clock, System } from '../../system/ports.ts'
import { programRunner, type RunProgram } from '../../system/program.ts'
import type { SsoDeps } from '../sso/session.ts'
import type { Diagnosis, Files } from './diagnosis.ts'
import { awsCliTroubles } from './machine/aws-cli.ts'
import { clockTroubles, timeAsker, type AskTime } from './machine/clock.ts'
import { diagnosisOf, type Trouble } from './machine/trouble.ts'
import { variableTroubles } from './machine/variables.ts'

export interface Machine {
  readonly system: System
  readonly sso: SsoDeps
  readonly files: Files
  readonly sessions: readonly Session[]
  /** How to ask what is outside of the files; left out, for real. */
  readonly probes?: Probes
}

export interface Probes {
  readonly run: RunProgram
  readonly askTime: AskTime
}

/** No group of rules takes longer than this, in ms: a folder on a network may never answer. */
const patience = 10_000

/**
 * All that is wrong around the files, errors first. Asks AWS for its time, and the AWS CLI for its version; bounded in
 * time. A rule that cannot look, or takes too long, finds nothing, and keeps no other from looking.
 */
export async function diagnoseMachine(machine: Machine): Promise<readonly Diagnosis[]> {
  const { system, sso, files, sessions } = machine
  const { run, askTime } = machine.probes ?? { run: programRunner(system.clock), askTime: timeAsker(system.env) }
  const regions = sessions.map(({ region }) => region).filter((region) => region !== '')
  const rules = [
    () => variableTroubles(system.env, files),
    () => clockTroubles(sso, regions, askTime),
    () => awsCliTroubles(system, sessions.length > 0, run),
  ]
  const found = await Promise.all(rules.map((rule) => within(system.clock, rule)))
  const rank = ({ severity }: Trouble) => order.indexOf(severity)
  return found
    .flat()
    .sort((a, b) => rank(a) - rank(b))
    .map(diagnosisOf)
}

const order: readonly Severity[] = ['error', 'warning', 'note']

async function within(clock: Clock, rule: () => Promise<readonly Trouble[]>): Promise<readonly Trouble[]> {
  let stop = () => {}
  const timeUp = new Promise<readonly Trouble[]>((resolve) => {
    stop = clock.after(patience, () => resolve([]))
  })
  return Promise.race([rule().catch(() => []), timeUp]).finally(() => stop())
}

/** Every rule about what is around the files: the token cache, permissions, the environment, the clock, the AWS CLI. */
import { log } from '../../system/log.ts'
import { displayPath } from '../../system/paths.ts'
import type { Clock } from '../../system/ports.ts'
import { programRunner } from '../../system/program.ts'
import { assignedRules } from './machine/assigned.ts'
import { awsCliRules } from './machine/aws-cli.ts'
import { closedVariableRules } from './machine/closed-variables.ts'
import { clockRules, timeAsker } from './machine/clock.ts'
import { encodingRules } from './machine/encodings.ts'
import { halfWrittenRules } from './machine/half-written.ts'
import { leftoverRules } from './machine/leftovers.ts'
import { permissionRules } from './machine/permissions.ts'
import { regionRules } from './machine/regions.ts'
import type { TokenRoom } from './machine/cache.ts'
import { readTokens } from './machine/token-room.ts'
import { tokenRules } from './machine/tokens.ts'
import { variableRules } from './machine/variables.ts'
import type { Machine, MachineRule } from './rule.ts'
import { diagnose, type Diagnosis, type Found } from './trouble.ts'

/** Of what is alike in severity and place, the earlier rule speaks first. */
const rules: readonly MachineRule[] = [
  ...encodingRules,
  ...tokenRules,
  ...leftoverRules,
  ...halfWrittenRules,
  ...permissionRules,
  ...regionRules,
  ...assignedRules,
  ...variableRules,
  ...closedVariableRules,
  ...clockRules,
  ...awsCliRules,
]

/** No rule takes longer than this, in ms: a folder on a network may never answer. */
const patience = 10_000

/**
 * All that is wrong around the files, errors first. Asks AWS for its time, and the AWS CLI for its version; bounded in
 * time. A rule that cannot look, or takes too long, finds nothing, and keeps no other from looking.
 */
export async function diagnoseMachine(
  given: Pick<Machine, 'system' | 'sso' | 'files' | 'sessions' | 'assignments'> & Partial<Pick<Machine, 'probes'>>,
): Promise<readonly Diagnosis[]> {
  const { clock, paths } = given.system
  const shown = (file: string) => displayPath(file, paths.home)
  let tokens: Promise<TokenRoom> | null = null
  const machine: Machine = {
    ...given,
    probes: given.probes ?? { run: programRunner(clock), askTime: timeAsker(given.sso) },
    tokens: () => (tokens ??= readTokens({ ...given, shown })),
    shown,
  }
  const found = await Promise.all(rules.map((rule) => within(clock, async () => rule(machine))))
  return diagnose(found.flatMap((each) => each ?? []))
}

/** What one rule stumbles over is no reason not to tell what the others find. */
function skipped(error: unknown): null {
  log.error('A look of Doctor at the machine failed', error)
  return null
}

async function within(clock: Clock, look: () => Promise<Found>): Promise<Found> {
  let stop = () => {}
  const timeUp = new Promise<null>((resolve) => {
    stop = clock.after(patience, () => resolve(null))
  })
  return Promise.race([look().catch(skipped), timeUp]).finally(() => stop())
}

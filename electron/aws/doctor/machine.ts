/** Every rule about what is around the files: the token cache, permissions, the environment, the clock, the AWS CLI. */
import type { Session } from '../../../shared/state.ts'
import type { System } from '../../system/ports.ts'
import type { SsoDeps } from '../sso/session.ts'
import type { Diagnosis, Files } from './diagnosis.ts'

export interface Machine {
  readonly system: System
  readonly sso: SsoDeps
  readonly files: Files
  readonly sessions: readonly Session[]
}

/** All that is wrong around the files. Asks AWS for its time, and the AWS CLI for its version; bounded in time. */
export async function diagnoseMachine(_machine: Machine): Promise<readonly Diagnosis[]> {
  return []
}

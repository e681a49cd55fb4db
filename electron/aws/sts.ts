/** Asks STS who a set of credentials is (aws-facts.md#sts). */
import { ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type { Credentials } from './clients.ts'
import { clientConfig, type Directions } from './endpoints.ts'
import { stsProblem, unexpectedAnswer } from './sso/problems.ts'
import type { SsoDeps } from './sso/session.ts'

export interface CallerIdentity {
  readonly account: string
  readonly arn: string
  readonly userId: string
}

/**
 * Who `credentials` are, by the STS of `region`: the profile's region, or its session's when it has none. Problems:
 * `misconfigured` (a region that is not enabled or does not exist), `clock-off`, `rate-limited`, `aws-unavailable`,
 * `offline`, `cancelled`.
 */
export async function getCallerIdentity(
  deps: Directions & Pick<SsoDeps, 'clock' | 'clients'>,
  credentials: Credentials,
  region: string,
  signal?: AbortSignal,
): Promise<Result<CallerIdentity>> {
  const config = clientConfig(deps, 'sts', { region })
  if (!config.ok) return config
  try {
    const clients = await deps.clients()
    const { Account, Arn, UserId } = await clients.getCallerIdentity(config.value, credentials, signal)
    if (!Account || !Arn || !UserId) return { ok: false, error: unexpectedAnswer() }
    return ok({ account: Account, arn: Arn, userId: UserId })
  } catch (error) {
    return { ok: false, error: stsProblem(error, { region, now: deps.clock.now() }) }
  }
}

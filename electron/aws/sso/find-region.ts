/** Which region knows a start URL: each one is asked to begin a sign-in by device code (aws-facts.md#oidc). */
import { partitionOfStartUrl, regionOfStartUrl } from '../../../shared/aws-hosts.ts'
import type { FoundRegion } from '../../../shared/contract.ts'
import { regions } from '../../../shared/regions.ts'
import { fail, ok, problem, type Problem, type Result } from '../../../shared/result.ts'
import { inParallel } from '../../system/at-once.ts'
import { clientConfig, type ClientConfig, type Directions } from '../endpoints.ts'
import { oidcProblem, unexpectedAnswer } from './problems.ts'
import type { SsoDeps } from './session.ts'

const atOnce = 8

/** How long, in ms, one region may take. */
const limit = 4_000

type Verdict = 'knows' | 'knows-not' | Problem

/**
 * The region that `startUrl` names, or else the only one of its partition that knows it. All are asked, since a wrong one
 * may say yes as well, and the sign-in then ends in the browser (aws/aws-cli#5058). Problems: `ambiguous` when several
 * say yes, `misconfigured` when an endpoint override leads all of them to one host; where none answered, what kept the
 * first (`offline`, `clock-off`, …).
 */
export async function findRegion(
  deps: Directions & Pick<SsoDeps, 'clock' | 'clients'>,
  startUrl: string,
): Promise<Result<FoundRegion>> {
  const named = regionOfStartUrl(startUrl)
  if (named !== null) return ok({ region: named, silent: 0 })
  const partition = partitionOfStartUrl(startUrl)
  const configs: ClientConfig[] = []
  for (const { code } of regions.filter((region) => region.partition === partition)) {
    const config = clientConfig(deps, 'sso-oidc', { region: code, startUrl })
    if (!config.ok) return config
    if (config.value.endpoint !== null) return allInOne(config.value.endpoint)
    configs.push(config.value)
  }
  const answers = await inParallel(configs, atOnce, async (config) => ({
    region: config.region,
    answer: await ask(deps, config, startUrl),
  }))
  const knowing = answers.flatMap(({ region, answer }) => (answer === 'knows' ? [region] : []))
  const silent = answers.flatMap(({ answer }) => (typeof answer === 'object' ? [answer] : []))
  const [first] = silent
  if (knowing.length > 1) return several(knowing)
  // What to do about a region that has no address is nothing to tell here.
  if (first && silent.length === answers.length) {
    return { ok: false, error: first.code === 'offline' ? problem('offline', first.message) : first }
  }
  return ok({ region: knowing[0] ?? null, silent: silent.length })
}

async function ask(
  { clock, clients: load }: Pick<SsoDeps, 'clock' | 'clients'>,
  config: ClientConfig,
  startUrl: string,
): Promise<Verdict> {
  const controller = new AbortController()
  const stop = clock.after(limit, () => controller.abort())
  try {
    const clients = await load()
    const input = { clientName: 'Lanyard', scopes: [] }
    const { clientId, clientSecret } = await clients.registerClient(config, input, controller.signal)
    if (!clientId || !clientSecret) return unexpectedAnswer()
    const client = { clientId, clientSecret }
    const { deviceCode } = await clients.startDeviceAuthorization(config, client, startUrl, controller.signal)
    return deviceCode ? 'knows' : unexpectedAnswer()
  } catch (error) {
    const session = { name: startUrl, startUrl, region: config.region, scopes: [] }
    const met = oidcProblem(error, { session, step: 'device', now: clock.now() })
    if (met.code === 'cancelled') return problem('offline', 'AWS did not answer in time.')
    return met.code === 'wrong-region' ? 'knows-not' : met
  } finally {
    stop()
  }
}

function several(knowing: readonly string[]) {
  return fail('ambiguous', `Several regions answer to this start URL: ${[...knowing].sort().join(', ')}.`, {
    fix: 'Your access portal shows the right one: choose it for the session.',
    field: 'region',
  })
}

function allInOne(endpoint: string) {
  const { host } = new URL(endpoint)
  return fail(
    'misconfigured',
    `An endpoint override leads every region to ${host}, so none can be told from another.`,
    {
      fix: 'Unset AWS_ENDPOINT_URL and its kind, then start Lanyard again.',
    },
  )
}

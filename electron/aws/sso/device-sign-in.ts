/** Sign-in with a device code (RFC 8628), for when the browser is on another machine (aws-facts.md#sign-in). */
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { pause } from '../../system/pause.ts'
import type { AwsClients, DeviceAnswer, TokenAnswer } from '../clients.ts'
import { clientConfig } from '../endpoints.ts'
import type { ClientConfig } from '../endpoints.ts'
import { readFailure } from './failure.ts'
import { keepToken } from './new-token.ts'
import { cancelled, isPassing, isUnknownClient, oidcProblem, timedOut, unexpectedAnswer } from './problems.ts'
import { reportProgress } from './progress.ts'
import { forgetRegistration, registration } from './registration.ts'
import type { Registration } from './registration.ts'
import type { SignedInToken, SignInOptions, SsoDeps, SsoSession } from './session.ts'

/** RFC 8628: seconds between two questions when the service names none, and what `slow_down` adds. */
const defaultInterval = 5
const slowDown = 5

/** So many questions in a row may fail for the network's or AWS's sake before the sign-in does. */
const patience = 3

/**
 * Signs in to `session` with a code that the person types, or finds typed at the address that is opened, until the
 * service's own limit (usually ten minutes). Problems as for `signInWithBrowser`, without `port-unavailable`.
 */
export async function signInWithDevice(
  deps: SsoDeps,
  session: SsoSession,
  options: SignInOptions,
): Promise<Result<SignedInToken>> {
  const report = reportProgress(options)
  report({ stage: 'preparing' })
  try {
    const started = await start(deps, session, options.signal)
    if (!started.ok) return started
    const { client, device } = started.value
    const answer = await pollForToken(deps, session, started.value, options.signal, () => {
      const { url, userCode, verificationUri } = device
      report({ stage: 'waiting', url, userCode, verificationUri, deadline: new Date(device.deadline).toISOString() })
      report.open(url)
    })
    if (!answer.ok) return answer
    report({ stage: 'finishing' })
    return await keepToken(deps, session, client, answer.value, options.signal)
  } finally {
    report.end()
  }
}

interface Device {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUri: string
  /** The address with the code filled in. */
  readonly url: string
  readonly started: number
  /** ms since the epoch. */
  readonly deadline: number
  /** Seconds. */
  readonly interval: number
}

interface Started {
  readonly clients: AwsClients
  readonly config: ClientConfig
  readonly client: Registration
  readonly device: Device
}

/** A client and a device code. A cached client that the service has forgotten is registered anew, once. */
async function start(deps: SsoDeps, session: SsoSession, signal: AbortSignal): Promise<Result<Started>> {
  const config = clientConfig(deps, 'sso-oidc', session)
  if (!config.ok) return config
  const clients = await deps.clients()
  for (let attempt = 1; ; attempt += 1) {
    const client = await registration(deps, session, 'device', signal)
    if (signal.aborted) return cancelled()
    if (!client.ok) return client
    try {
      const answer = await clients.startDeviceAuthorization(
        config.value,
        client.value,
        session.instanceUrl ?? session.startUrl,
        signal,
      )
      const device = readDevice(answer, deps.clock.now())
      if (!device) return { ok: false, error: unexpectedAnswer() }
      return ok({ clients, config: config.value, client: client.value, device })
    } catch (error) {
      const forgotten = isUnknownClient(error)
      if (forgotten) await forgetRegistration(deps, session)
      if (forgotten && attempt === 1) continue
      return { ok: false, error: oidcProblem(error, { session, step: 'device', now: deps.clock.now() }) }
    }
  }
}

function readDevice(answer: DeviceAnswer, now: number): Device | null {
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } = answer
  const url = verificationUriComplete || verificationUri
  if (!deviceCode || !userCode || !verificationUri || !url || !expiresIn) return null
  if (![url, verificationUri].every(isWebAddress)) return null
  const deadline = now + expiresIn * 1000
  return { deviceCode, userCode, verificationUri, url, started: now, deadline, interval: interval || defaultInterval }
}

const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text)

/**
 * Asks until there is a token. The first question comes before the person is told anything, since a client may be
 * authorized already; the others at the service's pace.
 */
async function pollForToken(
  deps: SsoDeps,
  session: SsoSession,
  { clients, config, client, device }: Started,
  signal: AbortSignal,
  announce: () => void,
): Promise<Result<TokenAnswer>> {
  const grant = {
    grantType: 'urn:ietf:params:oauth:grant-type:device_code',
    deviceCode: device.deviceCode,
  } as const
  let interval = device.interval
  let failures = 0
  for (let question = 1; ; question += 1) {
    try {
      return ok(await clients.createToken(config, client, grant, signal))
    } catch (error) {
      const problem = oidcProblem(error, { session, step: 'poll', now: deps.clock.now() })
      const { name } = readFailure(error)
      const asksForPatience = name === 'AuthorizationPendingException' || name === 'SlowDownException'
      failures = asksForPatience ? 0 : failures + 1
      if (!asksForPatience && (!isPassing(problem) || failures === patience)) return { ok: false, error: problem }
      if (name !== 'AuthorizationPendingException') interval += slowDown
    }
    if (question === 1) announce()
    await pause(deps.clock, interval * 1000, signal)
    if (signal.aborted) return cancelled()
    if (deps.clock.now() >= device.deadline) {
      return { ok: false, error: timedOut(session, Math.round((device.deadline - device.started) / 60_000)) }
    }
  }
}

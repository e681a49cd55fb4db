/**
 * What went wrong between Lanyard and AWS, in a person's words (aws-facts.md#portal, #oidc). Every error that the SDK
 * throws comes through here; no token, secret or key passes, and text from the network is plain and short.
 */
import { fail, problem } from '../../../shared/result.ts'
import type { Problem, Remedy } from '../../../shared/result.ts'
import { momentInWords, spanInWords } from '../../../shared/time.ts'
import { log } from '../../system/log.ts'
import { plainText, readFailure } from './failure.ts'
import type { Failure } from './failure.ts'
import type { LegacySso, SsoSession } from './session.ts'

export type OidcStep = 'register' | 'device' | 'code' | 'poll' | 'refresh'

interface Context {
  /** ms since the epoch by this machine's clock. */
  readonly now: number
  /** Left out: AWS. */
  readonly asked?: string
}

interface AddressContext extends Required<Context> {
  readonly leadFix: string
}

/** A difference to AWS's clock (ms) that is past chance, and past what AWS lets pass. */
const clockTolerance = 15 * 60_000

/** An error of the OIDC service: registering, device codes, tokens. */
export function oidcProblem(
  error: unknown,
  context: Context & { readonly session: SsoSession; readonly step: OidcStep },
): Problem {
  const failure = readFailure(error)
  const common = commonProblem(failure, context)
  const { name, region } = context.session
  if (common && isHostOf(region, failure)) {
    return { ...common, fix: `Check the network connection, and that ${region} is the region of ${name}.` }
  }
  return common ?? oauthProblem(error, failure, context.session, context.step)
}

/** The `error` that came back to the callback address, by which the sign-in page ends a sign-in. */
export function callbackProblem(error: string, description: string, session: SsoSession): Problem {
  const kind = `${error.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())}Exception`
  const name = kind.charAt(0).toUpperCase() + kind.slice(1)
  // The page's own error: there is no answer that could have had a status.
  const failure = { ...readFailure(null), name, status: 400, text: plainText(description || error) }
  return oauthProblem(undefined, failure, session, 'code')
}

/** What was asked for. `accountName` is for the sentence, when the caller knows it. */
export interface RoleName {
  readonly accountId: string
  readonly roleName: string
  readonly accountName?: string | null
}

/** An error of the access portal; `role` when it was asked for one account's permission set. */
export function portalProblem(
  error: unknown,
  context: Context & { readonly session: SsoSession | LegacySso; readonly role?: RoleName },
): Problem {
  const failure = readFailure(error)
  const common = commonProblem(failure, context)
  if (common) return common
  if (failure.name === 'UnauthorizedException') return signInNeeded(context.session)
  if (failure.name === 'ForbiddenException' || failure.name === 'ResourceNotFoundException') {
    return notAssigned(context.session, context.role)
  }
  return otherProblem(error, failure)
}

/** An error of STS, asked with fresh credentials in `region`. */
export function stsProblem(error: unknown, context: Context & { readonly region: string }): Problem {
  const failure = readFailure(error)
  const fix = `Check that ${context.region} is a region of AWS and enabled for the account, or choose another for the profile.`
  if (isHostOf(context.region, failure)) return problem('misconfigured', `There is no ${failure.host}.`, { fix })
  const common = commonProblem(failure, context)
  if (common || failure.status === null) return common ?? otherProblem(error, failure)
  return problem('misconfigured', `AWS did not accept the credentials in ${context.region}: ${failure.text}`, { fix })
}

/** An organization's own address that could not be asked where it leads; `leadFix` where there is no such host. */
export function addressProblem(error: unknown, { now, asked, leadFix }: AddressContext): Problem {
  const failure = readFailure(error)
  if (failure.aborted) return problem('offline', `${asked} did not answer in time.`, { remedy: retry })
  const met = commonProblem(failure, { now, asked }) ?? otherProblem(error, failure)
  return failure.code === 'ENOTFOUND' && failure.host === asked ? { ...met, fix: leadFix } : met
}

/** AWS's own host in the region has no address: there is no such region, or no network. A proxy's name is not meant. */
function isHostOf(region: string, { code, host }: Failure): boolean {
  return code === 'ENOTFOUND' && host !== null && host.includes(region)
}

/** The service does not know the client of a cached registration (any more). */
export function isUnknownClient(error: unknown): boolean {
  return ['InvalidClientException', 'UnauthorizedClientException'].includes(readFailure(error).name)
}

/** AWS refuses the refresh token for good: the organization's session is over, or the client is. */
export function isRefusedGrant(error: unknown): boolean {
  const { name } = readFailure(error)
  return (
    isUnknownClient(error) || ['InvalidGrantException', 'ExpiredTokenException', 'AccessDeniedException'].includes(name)
  )
}

/** What the next attempt may not meet again. */
export function isPassing(problem: Problem): boolean {
  return ['offline', 'rate-limited', 'aws-unavailable'].includes(problem.code)
}

export function cancelled(): { readonly ok: false; readonly error: Problem } {
  return fail('cancelled', 'The sign-in was cancelled.')
}

/** No usable token. `endedAt` (ms) is when the last one ended, if it is known. */
export function signInNeeded(session: SsoSession | LegacySso, endedAt?: number, now?: number): Problem {
  const more = signInRemedy(session)
  if (endedAt !== undefined && now !== undefined && endedAt <= now) {
    return problem('sign-in-needed', `Your session ended at ${momentInWords(endedAt, now)}.`, more)
  }
  return problem('sign-in-needed', `You are not signed in to ${nameOf(session)} on this machine.`, more)
}

/** Credentials or a token that were over when they arrived. */
export function clockOff(): Problem {
  return problem('clock-off', 'What AWS gave was already expired by the clock of this machine.', { remedy: retry })
}

export function unexpectedAnswer(): Problem {
  return problem('aws-unavailable', 'AWS answered with something that Lanyard does not understand.', { remedy: retry })
}

export function timedOut(session: SsoSession, minutes: number): Problem {
  return problem('sign-in-timeout', `The sign-in was not finished within ${minutes} minutes.`, {
    fix: `Start the sign-in again. If the browser showed an error, check the region of ${session.name} (${session.region}).`,
    remedy: { kind: 'sign-in', session: session.name },
  })
}

const retry: Remedy = { kind: 'retry' }

/** How the services say that there were too many requests, apart from the status 429. */
const throttles = new Set(['TooManyRequestsException', 'SlowDownException', 'Throttling', 'ThrottlingException'])

/** What can happen to any request. Null when the error is the service's own. */
function commonProblem(failure: Failure, context: Context): Problem | null {
  if (failure.hindrance) return failure.hindrance
  if (failure.aborted) return problem('cancelled', 'It was cancelled.')
  // Of an answer that is in no form of AWS's, its status alone can be told, and whose it is.
  const host = failure.strangeness ? (failure.host ?? 'AWS') : 'AWS'
  const skew = failure.status !== null && failure.status < 500 ? clockProblem(failure, context.now) : null
  if (skew) return skew
  if (failure.status === 429 || throttles.has(failure.name)) {
    return problem('rate-limited', `${host} answers that there were too many requests.`, { remedy: retry })
  }
  const proxy = proxyProblem(failure, context.asked)
  if (proxy) return proxy
  if (failure.status !== null && failure.status >= 500) {
    return problem('aws-unavailable', `${host} answered with an error of its own (${failure.status}).`, {
      remedy: retry,
    })
  }
  return strangeProblem(failure) ?? networkProblem(failure)
}

/** What a proxy itself says: where it refuses the tunnel, or wants to know who asks. */
function proxyProblem({ status, network }: Failure, asked = 'AWS'): Problem | null {
  if (status === 407) {
    return problem('misconfigured', 'The proxy wants to know who you are (407).', {
      fix: 'Put its user name and password into HTTPS_PROXY (http://NAME:PASSWORD@HOST:PORT), then start Lanyard again.',
    })
  }
  if (network !== 'proxy') return null
  if (status === null)
    return problem('misconfigured', 'The proxy that the environment names is no address.', { fix: proxyFix })
  const said = status >= 500 ? 'could not reach' : 'lets nothing through to'
  return problem('offline', `The proxy ${said} ${asked} (${status}).`, {
    fix: `Check HTTPS_PROXY and NO_PROXY, or ask whoever runs the proxy to let ${asked} through.`,
    remedy: retry,
  })
}

/** An answer that says nothing of AWS's. */
function strangeProblem({ strangeness, status, host }: Failure): Problem | null {
  if (strangeness === 'no-answer') return unexpectedAnswer()
  if (strangeness !== 'not-aws' && strangeness !== 'too-large') return null
  const told = status !== null && status >= 300 ? `${status} and ` : ''
  const what =
    strangeness === 'too-large' ? 'more than any answer of AWS holds' : `${told}something that is not from AWS`
  return problem('offline', `${host ?? 'AWS'} answered with ${what}.`, { fix: captiveFix, remedy: retry })
}

/** A refusal of AWS's that nothing more is known about; or, without a status, an error of Lanyard's own. */
function otherProblem(error: unknown, { status, name, text }: Failure, remedy: Remedy = retry): Problem {
  log.warn(`A request came to nothing that is known (${name}, status ${status ?? 'none'})`, error)
  if (status === null) return problem('internal', `AWS did not accept the request: ${text}`, { remedy })
  return problem('aws-unavailable', `AWS refused the request (${plainText(name)}): ${text}`, { remedy })
}

function clockProblem(failure: Failure, now: number): Problem | null {
  if (failure.serverTime === null || Math.abs(now - failure.serverTime) < clockTolerance) return null
  const behind = failure.serverTime - now
  const span = spanInWords(Math.round(Math.abs(behind) / 60_000) * 60_000)
  return problem('clock-off', `The clock of this machine is ${span} ${behind > 0 ? 'behind' : 'ahead of'} AWS.`, {
    remedy: retry,
  })
}

function networkProblem(failure: Failure): Problem | null {
  const host = failure.host ?? 'AWS'
  const offline = (sentence: string, fix?: string) =>
    problem('offline', sentence, { remedy: retry, ...(fix === undefined ? {} : { fix }) })
  switch (failure.network) {
    case null:
      return null
    case 'timeout':
      return offline(`${host} did not answer in time.`)
    case 'certificate-date':
      return problem('clock-off', `The certificate of ${host} is not valid at this machine's time.`, { remedy: retry })
    case 'certificate':
      return offline(`The connection to ${host} is not trusted (${failure.code ?? 'TLS'}).`, inspectedFix)
    case 'proxy':
    case 'unreachable':
    default:
      return offline(`${host} cannot be reached (${failure.code ?? 'no connection'}).`)
  }
}

const inspectedFix =
  'If your network inspects traffic, point AWS_CA_BUNDLE to its certificates and start Lanyard again.'
const proxyFix = 'Correct HTTPS_PROXY (in its password # is %23, / is %2F and @ is %40), then start Lanyard again.'
const captiveFix = "Check whether the network wants you to sign in first, or whether a proxy stands in AWS's place."

/** The OIDC error names of aws-facts.md#oidc, by the step in which they came. */
function oauthProblem(error: unknown, failure: Failure, session: SsoSession, step: OidcStep): Problem {
  const again: Remedy = { kind: 'sign-in', session: session.name }
  switch (failure.name) {
    case 'AccessDeniedException':
      // Before there is a page, nobody can have refused anything there.
      if (step !== 'code' && step !== 'poll') return otherProblem(error, failure, again)
      return problem('sign-in-refused', 'The sign-in was refused in the browser.', { remedy: again })
    case 'InvalidClientMetadataException':
      return wrongRegion(session, 'start URL or the region')
    case 'ExpiredTokenException':
      return problem('sign-in-timeout', 'The sign-in took too long, and AWS has closed it.', { remedy: again })
    case 'InvalidScopeException':
      return problem('invalid-input', `AWS does not know a scope of ${session.name}: ${session.scopes.join(', ')}.`, {
        fix: 'Correct the registration scopes of the session.',
        field: 'scopes',
        remedy: { kind: 'edit-session', session: session.name },
      })
    case 'InvalidClientException':
    case 'UnauthorizedClientException':
    case 'InvalidRedirectUriException':
      return problem('sign-in-refused', `AWS did not accept the registration of ${session.name}.`, {
        fix: 'Start the sign-in again: Lanyard registers anew.',
        remedy: again,
      })
    case 'InvalidRequestException':
      return wrongRegion(session)
    case 'InvalidGrantException':
      if (step === 'device' || step === 'poll') return wrongRegion(session)
      return problem('sign-in-refused', 'AWS did not accept the answer of the sign-in page.', { remedy: again })
    default:
      return otherProblem(error, failure, again)
  }
}

/** What AWS says of a region or a start URL that belongs to another Identity Center (aws-facts.md#oidc). */
function wrongRegion({ name, region }: SsoSession, what = 'region'): Problem {
  return problem('wrong-region', `The ${what} of ${name} is probably wrong. It is set to ${region}.`, {
    fix: 'Check region and start URL of the session: your access portal shows both.',
    field: 'region',
    remedy: { kind: 'find-region', session: name },
  })
}

function notAssigned(session: SsoSession | LegacySso, role?: RoleName): Problem {
  const sentence = role
    ? `${role.roleName} in ${role.accountName ?? role.accountId} is not assigned to you now.`
    : `AWS gives you no access through ${nameOf(session)} now.`
  const remedy: Remedy | null = session.name === null ? null : { kind: 'show-accounts', session: session.name }
  return problem('not-assigned', sentence, remedy ? { remedy } : {})
}

function signInRemedy(session: SsoSession | LegacySso): { readonly fix?: string; readonly remedy?: Remedy } {
  return session.name === null
    ? { fix: 'The profile has its own start URL: sign in with `aws sso login --profile`, or move it to a session.' }
    : { remedy: { kind: 'sign-in', session: session.name } }
}

function nameOf(session: SsoSession | LegacySso): string {
  return session.name ?? session.startUrl
}

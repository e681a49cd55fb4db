/**
 * Sign-in through the browser: authorization code with PKCE (RFC 7636), as `aws sso login` does it
 * (aws-facts.md#sign-in).
 */
import type { Problem, Result } from '../../../shared/result.ts'
import { clientConfig } from '../endpoints.ts'
import type { CallbackPage } from './callback-page.ts'
import { listenForCallback } from './listener.ts'
import type { CallbackListener } from './listener.ts'
import { authorizeUrl, createPkce } from './pkce.ts'
import type { Pkce } from './pkce.ts'
import { callbackProblem, cancelled, isUnknownClient, oidcProblem, timedOut } from './problems.ts'
import { forgetRegistration, registration, scopesOf } from './registration.ts'
import { keepToken } from './new-token.ts'
import { reportProgress } from './progress.ts'
import type { Report } from './progress.ts'
import { signInLimit } from './sign-in-turn.ts'
import type { SignedInToken, SignInOptions, SsoDeps, SsoSession } from './session.ts'

/**
 * Signs in to `session`: listens first, then shows the page, waits at most ten minutes for its answer, and writes the
 * token cache. Settles when the port is free again, whatever happened. Problems: `cancelled`, `sign-in-refused`,
 * `sign-in-timeout`, `wrong-region`, `invalid-input` (scopes, region), `offline`, `rate-limited`, `aws-unavailable`,
 * `clock-off`, `port-unavailable`, `config-unwritable`, `misconfigured` (endpoint override).
 */
export async function signInWithBrowser(
  deps: SsoDeps,
  session: SsoSession,
  options: SignInOptions,
): Promise<Result<SignedInToken>> {
  const report = reportProgress(options)
  report({ stage: 'preparing' })
  const pkce = createPkce()
  const wait = signInLimit
  const listening = await listenForCallback({ clock: deps.clock, state: pkce.state, wait, signal: options.signal })
  if (!listening.ok) return listening
  const deadline = new Date(deps.clock.now() + wait).toISOString()
  let page = failedPage(null)
  try {
    const result = await runSignIn(deps, session, options, { pkce, listener: listening.value, report, deadline })
    page = result.ok ? donePage(session) : failedPage(result.error)
    return result
  } finally {
    report.end()
    await listening.value.close(page)
  }
}

interface Course {
  readonly pkce: Pkce
  readonly listener: CallbackListener
  readonly report: Report
  readonly deadline: string
}

async function runSignIn(
  deps: SsoDeps,
  session: SsoSession,
  options: SignInOptions,
  { pkce, listener, report, deadline }: Course,
): Promise<Result<SignedInToken>> {
  const client = await registration(deps, session, 'browser', options.signal)
  if (options.signal.aborted) return cancelled()
  if (!client.ok) return client
  const config = clientConfig(deps, 'sso-oidc', session)
  if (!config.ok) return config
  const clients = await deps.clients()
  const url = authorizeUrl(clients.oidcOrigin(config.value), {
    clientId: client.value.clientId,
    redirectUri: listener.redirectUri,
    state: pkce.state,
    scopes: scopesOf(session),
    challenge: pkce.challenge,
  })
  report({ stage: 'waiting', url, deadline })
  report.open(url)

  const outcome = await listener.outcome
  if (outcome.kind === 'cancelled') return cancelled()
  if (outcome.kind === 'timeout') return { ok: false, error: timedOut(session, signInLimit / 60_000) }
  if (outcome.kind === 'error') {
    if (outcome.error !== 'access_denied') await forgetRegistration(deps, session)
    return { ok: false, error: callbackProblem(outcome.error, outcome.description, session) }
  }
  report({ stage: 'finishing' })
  const grant = {
    grantType: 'authorization_code',
    code: outcome.code,
    codeVerifier: pkce.verifier,
    redirectUri: listener.redirectUri,
  } as const
  try {
    const answer = await clients.createToken(config.value, client.value, grant, options.signal)
    return await keepToken(deps, session, client.value, answer, options.signal)
  } catch (error) {
    if (isUnknownClient(error)) await forgetRegistration(deps, session)
    return { ok: false, error: oidcProblem(error, { session, step: 'code', now: deps.clock.now() }) }
  }
}

function donePage(session: SsoSession): CallbackPage {
  return { good: true, title: 'You are signed in', text: `Lanyard and the AWS CLI can use ${session.name} now.` }
}

function failedPage(problem: Problem | null): CallbackPage {
  const text = problem ? `${problem.message} ${problem.fix}` : 'Lanyard met an error. Start the sign-in again.'
  return { good: false, title: 'The sign-in did not work', text }
}

/** The access portal: which accounts and permission sets are assigned, and their credentials (aws-facts.md#portal). */
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Account } from '../../../shared/state.ts'
import type { AwsClients } from '../clients.ts'
import { clientConfig } from '../endpoints.ts'
import type { ClientConfig } from '../endpoints.ts'
import type { RoleCredentials } from './credentials-cache.ts'
import { usableToken } from './current-token.ts'
import { clockOff, portalProblem, signInNeeded, unexpectedAnswer } from './problems.ts'
import type { RoleName } from './problems.ts'
import { noteRefused } from './refused-tokens.ts'
import type { LegacySso, SsoDeps, SsoSession } from './session.ts'

/** More pages than any organization has: a service that never ends its list is not seen for ever. */
const mostPages = 1000

/**
 * The accounts assigned to the user, in the service's order. Problems: `sign-in-needed`, `not-assigned`,
 * `rate-limited`, `aws-unavailable`, `offline`, `clock-off`, `cache-broken`, `cancelled`.
 */
export async function listAccounts(
  deps: SsoDeps,
  source: SsoSession | LegacySso,
  signal?: AbortSignal,
): Promise<Result<readonly Omit<Account, 'roles'>[]>> {
  const pages = await readPages((nextToken) =>
    askPortal(deps, source, {}, (clients, config, token) => clients.listAccounts(config, token, nextToken, signal)),
  )
  if (!pages.ok) return pages
  const accounts = pages.value.flatMap((page) => page.accountList ?? [])
  return ok(
    accounts.flatMap(({ accountId, accountName, emailAddress }) =>
      accountId && /^\d{12}$/.test(accountId)
        ? [{ accountId, accountName: seenText(accountName), emailAddress: seenText(emailAddress) }]
        : [],
    ),
  )
}

/** The permission sets assigned to the user in one account, sorted, each once, in whole characters. Problems as for `listAccounts`. */
export async function listAccountRoles(
  deps: SsoDeps,
  source: SsoSession | LegacySso,
  accountId: string,
  signal?: AbortSignal,
): Promise<Result<readonly string[]>> {
  const pages = await readPages((nextToken) =>
    askPortal(deps, source, {}, (clients, config, token) =>
      clients.listAccountRoles(config, token, accountId, nextToken, signal),
    ),
  )
  if (!pages.ok) return pages
  const names = pages.value
    .flatMap((page) => page.roleList ?? [])
    .flatMap(({ roleName }) => (roleName ? [roleName.toWellFormed()] : []))
  return ok([...new Set(names)].sort())
}

/**
 * Fresh credentials for a permission set. They are asked for anew each time, so that they tell whether it is assigned
 * now, and are kept nowhere. Problems as for `listAccounts`.
 */
export async function getRoleCredentials(
  deps: SsoDeps,
  source: SsoSession | LegacySso,
  role: RoleName,
  signal?: AbortSignal,
): Promise<Result<RoleCredentials>> {
  const answer = await askPortal(deps, source, { role }, (clients, config, token) =>
    clients.getRoleCredentials(config, token, role, signal),
  )
  if (!answer.ok) return answer
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer.value
  if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration) return { ok: false, error: unexpectedAnswer() }
  if (expiration <= deps.clock.now()) return { ok: false, error: clockOff() }
  return ok({ accessKeyId, secretAccessKey, sessionToken, expiration })
}

/**
 * Asks with the current token. A token that the portal refuses before its time is renewed once, if it can be; else it
 * counts as refused, so that the session shows that it needs a sign-in.
 */
async function askPortal<T>(
  deps: SsoDeps,
  source: SsoSession | LegacySso,
  context: { readonly role?: RoleName },
  ask: (clients: AwsClients, config: ClientConfig, accessToken: string) => Promise<T>,
): Promise<Result<T>> {
  const config = clientConfig(deps, 'sso', source)
  if (!config.ok) return config
  for (let attempt = 1; ; attempt += 1) {
    const token = await usableToken(deps, source)
    if (!token.ok) return token
    try {
      return ok(await ask(await deps.clients(), config.value, token.value.accessToken))
    } catch (error) {
      const problem = portalProblem(error, { ...context, session: source, now: deps.clock.now() })
      if (problem.code !== 'sign-in-needed') return { ok: false, error: problem }
      await noteRefused(deps, token.value.accessToken)
      if (attempt === 2) return { ok: false, error: signInNeeded(source) }
    }
  }
}

/** Null for what nobody could see. */
function seenText(text: string | null | undefined): string | null {
  return text?.trim() ? text : null
}

/** All pages, until there is no `nextToken`. A token that comes again would lead round in circles. */
async function readPages<T extends { readonly nextToken?: string | null | undefined }>(
  read: (nextToken: string | null) => Promise<Result<T>>,
): Promise<Result<readonly T[]>> {
  const pages: T[] = []
  const seen = new Set<string>()
  let nextToken: string | null = null
  do {
    const page: Result<T> = await read(nextToken)
    if (!page.ok) return page
    pages.push(page.value)
    nextToken = page.value.nextToken || null
    if (nextToken === null) return ok(pages)
    if (seen.has(nextToken)) break
    seen.add(nextToken)
  } while (pages.length < mostPages)
  return { ok: false, error: unexpectedAnswer() }
}

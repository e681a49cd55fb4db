/**
 * The AWS CLI's token cache (`~/.aws/sso/cache`, aws-facts.md#tokens), byte for byte: file names, keys, their order,
 * dates. What the CLIs and SDKs wrote is read with tolerance; what Lanyard writes is what botocore would write.
 */
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, problem } from '../../../shared/result.ts'
import type { Problem, Result } from '../../../shared/result.ts'
import {
  ensureFolder,
  errorCode,
  findLeftovers,
  readOwn,
  removeLeftovers,
  writeAtomically,
  type WriteOptions,
} from '../../system/files.ts'
import { cacheDate, parseCacheDate, pythonJson, type Json } from './cache-format.ts'
import type { CachedToken, LegacySso, SsoSession, TokenState } from './session.ts'
import { parseObject, stringOf } from '../../system/unknown-json.ts'

/** What stands in the cache: a token, nothing, or something that is none. */
export type TokenFile =
  | { readonly kind: 'token'; readonly token: CachedToken }
  | { readonly kind: 'absent' }
  | { readonly kind: 'broken'; readonly problem: Problem }

/** The token's file: SHA-1 of the session's name, or of a legacy profile's start URL verbatim. */
export function tokenPath(folder: string, source: SsoSession | LegacySso): string {
  return join(folder, `${sha1(source.name ?? source.startUrl)}.json`)
}

/** Never throws: what cannot be read is `broken`. A token of another region counts as absent, as the region was edited. */
export async function readToken(folder: string, source: SsoSession | LegacySso): Promise<TokenFile> {
  const name = source.name ?? source.startUrl
  const broken = (why: string): TokenFile => ({
    kind: 'broken',
    problem: problem('cache-broken', `The token cache of ${name} ${why}.`, remedy(source)),
  })
  let bytes: Buffer | null
  try {
    bytes = await readOwn(tokenPath(folder, source))
  } catch (error) {
    return broken(`cannot be read (${errorCode(error) ?? 'unknown error'})`)
  }
  if (bytes === null) return { kind: 'absent' }
  const token = parseToken(bytes.toString('utf8'), source)
  if (!token) return broken(bytes.length === 0 ? 'is empty' : 'is not a token')
  return token.region === source.region ? { kind: 'token', token } : { kind: 'absent' }
}

/**
 * Writes the token for every AWS client to use; where `confirm`, asked in the last moment, says no, the file stays as it
 * is. Only under the lock of the token (refresh.ts). Problem: `config-unwritable`.
 */
export async function writeToken(
  folder: string,
  source: SsoSession,
  token: CachedToken,
  confirm?: () => Promise<boolean>,
): Promise<Result<null>> {
  return writeCache(tokenPath(folder, source), folder, serializeToken(token), {
    locked: true,
    ...(confirm && { confirm }),
  })
}

/** More than a token of IAM Identity Center with its registration takes, in bytes. */
const tokenSize = 8192

/** `config-unwritable` where no token could be kept: better known before a person signs in, or a refresh token is spent. */
export async function checkCache(folder: string, source: SsoSession): Promise<Result<null>> {
  try {
    await ensureFolder(folder, 0o700)
    // Written and synced as the token will be, and taken away again: a full disk says no only then.
    const probe = { mode: 0o600, confirm: async () => false }
    await writeAtomically(tokenPath(folder, source), Buffer.alloc(tokenSize), probe)
    return ok(null)
  } catch (error) {
    return unwritable(folder, error)
  }
}

/** Removes the token's file, if there is one, with what a killed write left of it. Problem: `config-unwritable`. */
export async function deleteToken(folder: string, source: SsoSession): Promise<Result<null>> {
  const path = tokenPath(folder, source)
  try {
    await rm(path, { force: true })
    // Whoever deletes a token has its lock: nobody is writing one.
    await removeLeftovers(path, 0)
    return ok(null)
  } catch (error) {
    return fail('config-unwritable', `The token cache cannot be removed (${errorCode(error) ?? 'unknown error'}).`)
  }
}

/** The tokens that killed writes left of the source's file: AWS takes them until they are revoked. */
export async function readLeftoverTokens(folder: string, source: SsoSession): Promise<readonly CachedToken[]> {
  const path = tokenPath(folder, source)
  const left = (await findLeftovers(folder, 0)).filter(({ of }) => of === path)
  const texts = await Promise.all(left.map((each) => readOwn(each.path).catch(() => null)))
  return texts.flatMap((bytes) => (bytes && parseToken(bytes.toString('utf8'), source)) ?? [])
}

/**
 * How a session stands at `now` (ms) by what its file holds. A token that the portal has refused before its time
 * (`refused-tokens.ts`) counts as over.
 */
export function tokenState(file: TokenFile, now: number, isRefused = false): TokenState {
  if (file.kind !== 'token') {
    const problem = file.kind === 'broken' ? file.problem : null
    return { status: 'signed-out', expiresAt: null, renews: false, problem }
  }
  const renews = canRefresh(file.token, now)
  const lasts = file.token.expiresAt > now && !isRefused
  const status = renews || lasts ? 'signed-in' : 'expired'
  return { status, expiresAt: new Date(file.token.expiresAt).toISOString(), renews, problem: null }
}

/** A token with all that a refresh needs, its registration still valid at `now` (ms). */
export function canRefresh(token: CachedToken, now: number): token is RefreshableToken {
  return (
    token.refreshToken !== null &&
    token.clientId !== null &&
    token.clientSecret !== null &&
    token.registrationExpiresAt !== null &&
    token.registrationExpiresAt > now
  )
}

export interface RefreshableToken extends CachedToken {
  readonly clientId: string
  readonly clientSecret: string
  readonly registrationExpiresAt: number
  readonly refreshToken: string
}

/** Writes a file of the cache folder, which is made (0700) when missing. */
export async function writeCache(
  path: string,
  folder: string,
  text: string,
  options: Omit<WriteOptions, 'mode'> = {},
): Promise<Result<null>> {
  try {
    await ensureFolder(folder, 0o700)
    await writeAtomically(path, text, { mode: 0o600, ...options })
    return ok(null)
  } catch (error) {
    return unwritable(folder, error)
  }
}

function unwritable(folder: string, error: unknown): ReturnType<typeof fail> {
  return fail('config-unwritable', `${folder} cannot be written (${errorCode(error) ?? 'unknown error'}).`)
}

export function sha1(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('hex')
}

/** The file's text as botocore writes it: one line, its key order, the refresh token last. */
export function serializeToken(token: CachedToken): string {
  const fields: Record<string, string> = {
    startUrl: token.startUrl,
    region: token.region,
    accessToken: token.accessToken,
    expiresAt: cacheDate(token.expiresAt),
  }
  if (token.clientId !== null) fields['clientId'] = token.clientId
  if (token.clientSecret !== null) fields['clientSecret'] = token.clientSecret
  if (token.registrationExpiresAt !== null) fields['registrationExpiresAt'] = cacheDate(token.registrationExpiresAt)
  if (token.refreshToken !== null) fields['refreshToken'] = token.refreshToken
  return pythonJson(fields)
}

/** Whose token it is does not matter. */
const nobody: LegacySso = { name: null, startUrl: '', region: '' }

/** Whether a file's text is a token in the form that the AWS CLI and Lanyard give it, byte for byte. */
export function isOwnToken(text: string): boolean {
  const token = parseToken(text, nobody)
  return token !== null && serializeToken(token) === text
}

/** A token's text with its dates as today's clients write them, and all else in it kept; null for what is no token. */
export function withNewDates(text: string): string | null {
  const fields = parseObject(text)
  if (!fields || !parseToken(text, nobody)) return null
  const dates = ['expiresAt', 'registrationExpiresAt'].flatMap((key) => {
    const ms = parseCacheDate(fields[key])
    return ms === null ? [] : [[key, cacheDate(ms)] as const]
  })
  return pythonJson({ ...(fields as Readonly<Record<string, Json>>), ...Object.fromEntries(dates) })
}

/** Null unless there are an access token and a date; a file of an old client may lack start URL and region. */
function parseToken(text: string, source: SsoSession | LegacySso): CachedToken | null {
  const fields = parseObject(text)
  const accessToken = stringOf(fields?.['accessToken'])
  const expiresAt = parseCacheDate(fields?.['expiresAt'])
  if (!fields || accessToken === null || expiresAt === null) return null
  return {
    startUrl: stringOf(fields['startUrl']) ?? source.startUrl,
    region: stringOf(fields['region']) ?? source.region,
    accessToken,
    expiresAt,
    clientId: stringOf(fields['clientId']),
    clientSecret: stringOf(fields['clientSecret']),
    registrationExpiresAt: parseCacheDate(fields['registrationExpiresAt']),
    refreshToken: stringOf(fields['refreshToken']),
  }
}

function remedy(source: SsoSession | LegacySso) {
  return source.name === null ? {} : { remedy: { kind: 'sign-in', session: source.name } as const }
}

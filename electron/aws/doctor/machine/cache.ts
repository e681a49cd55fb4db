/** What lies in `~/.aws/sso/cache`, and whose it is. Tokens, secrets and client ids go no further than this file. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { errorCode, readOwn } from '../../../system/files.ts'
import { parseCacheDate } from '../../sso/cache-format.ts'
import { registrationPath } from '../../sso/registration.ts'
import type { LegacySso, SsoSession } from '../../sso/session.ts'
import { isOwnToken, tokenPath } from '../../sso/token-cache.ts'
import { parseObject, stringOf } from '../../../system/unknown-json.ts'

/** Whose token a file is, by its name. */
export type Source = SsoSession | LegacySso

export interface CacheFile {
  readonly path: string
  /** The session or legacy profiles whose token belongs here. */
  readonly source: Source | null
  /** The session whose registration belongs here. */
  readonly registers: SsoSession | null
  readonly content: CacheContent
}

/** What a file holds; dates in ms. `other` is JSON that is neither token nor registration, `closed` cannot be read. */
export type CacheContent =
  | { readonly kind: 'link' | 'closed' | 'broken' | 'registration' | 'other' }
  | {
      readonly kind: 'token'
      readonly startUrl: string | null
      readonly region: string | null
      readonly expiresAt: number
      /** It has a refresh token: whoever wrote it may still renew it. */
      readonly renews: boolean
      /** As the AWS CLI and Lanyard write it, byte for byte. Other programs have forms of their own. */
      readonly isOwn: boolean
      /** A date ends in `UTC`, which JavaScript does not read. */
      readonly hasOldDate: boolean
    }

/** What the rules about the token cache look at. */
export interface TokenRoom {
  readonly folder: string
  readonly files: readonly CacheFile[]
  /** False while the config cannot be read whole: then nobody knows which sessions there are. */
  readonly knowsSessions: boolean
  /** ms */
  readonly now: number
  /** A path as the person would name it. */
  readonly shown: (path: string) => string
}

/** Names that the AWS CLI and the SDKs give, and others too: editors keep files of their own in the same folder. */
const ownName = /^[0-9a-f]{40}\.json$/

/** More would not be those of one person. */
const mostFiles = 2_000

/** Every file that AWS's clients may have named; none where there is no folder, or none that can be read. */
export async function readCache(folder: string, sources: readonly Source[]): Promise<readonly CacheFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => ownName.test(name)).slice(0, mostFiles)
  const sessions = sources.filter((source): source is SsoSession => source.name !== null)
  const tokens = new Map(sources.map((source) => [tokenPath(folder, source), source]))
  const registrations = new Map(sessions.map((session) => [registrationPath(folder, session), session]))
  const files: CacheFile[] = []
  for (const name of names) {
    const file = path.join(folder, name)
    const [source, registers] = [tokens.get(file) ?? null, registrations.get(file) ?? null]
    files.push({ path: file, source, registers, content: await readContent(file) })
  }
  return files
}

/** Null when the file is gone. */
async function readContent(file: string): Promise<CacheContent> {
  try {
    const bytes = await readOwn(file)
    return bytes === null ? { kind: 'other' } : contentOf(bytes.toString('utf8'))
  } catch (error) {
    return { kind: errorCode(error) === 'ELOOP' ? 'link' : 'closed' }
  }
}

function contentOf(text: string): CacheContent {
  const fields = parseObject(text)
  if (!fields) return { kind: 'broken' }
  const expiresAt = parseCacheDate(fields['expiresAt'])
  const has = (name: string) => stringOf(fields[name]) !== null
  if (has('accessToken') && expiresAt !== null) {
    return {
      kind: 'token',
      startUrl: stringOf(fields['startUrl']),
      region: stringOf(fields['region']),
      expiresAt,
      renews: has('refreshToken'),
      isOwn: isOwnToken(text),
      hasOldDate: stringOf(fields['expiresAt'])?.trim().endsWith('UTC') ?? false,
    }
  }
  return { kind: has('clientId') && has('clientSecret') ? 'registration' : 'other' }
}

export type CachedTokenContent = Extract<CacheContent, { kind: 'token' }>

/** Whether a token is of no more use to anybody at `now` (ms). */
export function isOver({ expiresAt, renews }: CachedTokenContent, now: number): boolean {
  return expiresAt <= now && !renews
}

/** Removes those that are still as `isStill` wants them: a sign-in may have written one anew. */
export async function removeFiles(
  files: readonly string[],
  isStill: (content: CacheContent) => boolean,
): Promise<Result<null>> {
  try {
    for (const file of files) if (isStill(await readContent(file))) await rm(file, { force: true })
    return ok(null)
  } catch (error) {
    return fail('config-unwritable', `The file cannot be removed (${errorCode(error) ?? 'unknown error'}).`)
  }
}

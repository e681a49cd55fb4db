/**
 * The AWS CLI v2's cache of role credentials (`~/.aws/cli/cache`, aws-facts.md#credentials): its names, its form, its
 * mode.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileStamp, readOwn, removeLeftovers, renameOver } from '../../system/files.ts'
import type { Credentials } from '../clients.ts'
import { cacheDate, minifiedJson, parseCacheDate, pythonJson } from './cache-format.ts'
import type { LegacySso, SsoSession } from './session.ts'
import { sha1, writeCache } from './token-cache.ts'
import { parseObject, recordOf, stringOf } from '../../system/unknown-json.ts'

export interface Role {
  readonly accountId: string
  readonly roleName: string
}

/** Credentials of a permission set. `expiration` is in ms since the epoch. */
export interface RoleCredentials extends Credentials {
  readonly expiration: number
}

/** With less than this left (ms) neither the AWS CLI nor Lanyard takes credentials from a cache. */
const margin = 15 * 60_000

export function areLasting({ expiration }: RoleCredentials, now: number): boolean {
  return expiration - now >= margin
}

/** SHA-1 of the minified JSON that the AWS CLI v2 makes of the role, its keys sorted. */
export function credentialsPath(folder: string, source: SsoSession | LegacySso, { accountId, roleName }: Role): string {
  const whose = source.name === null ? { startUrl: source.startUrl } : { sessionName: source.name }
  return join(folder, `${sha1(minifiedJson({ accountId, roleName, ...whose }))}.json`)
}

/** What the file at `path` holds, whole and from IAM Identity Center; null for anything else. Never throws. */
export async function readCredentials(path: string): Promise<RoleCredentials | null> {
  const fields = await readSso(path)
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = recordOf(fields?.['Credentials'])
  const [accessKeyId, secretAccessKey, sessionToken] = [AccessKeyId, SecretAccessKey, SessionToken].map(stringOf)
  const expiration = parseCacheDate(Expiration)
  return accessKeyId && secretAccessKey && sessionToken && expiration !== null
    ? { accessKeyId, secretAccessKey, sessionToken, expiration }
    : null
}

/** Leaves the credentials for the AWS CLI too. A cache that cannot be written does no harm: they are asked for again. */
export async function writeCredentials(
  folder: string,
  path: string,
  { accountId }: Role,
  { accessKeyId, secretAccessKey, sessionToken, expiration }: RoleCredentials,
): Promise<void> {
  const text = pythonJson({
    ProviderType: 'sso',
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: cacheDate(expiration),
      AccountId: accountId,
    },
  })
  await writeCache(path, folder, text)
}

/**
 * Deletes only what the AWS CLI marked as coming from IAM Identity Center, and what killed writes of Lanyard left of it;
 * what cannot be read is left alone.
 */
export async function deleteCredentials(path: string): Promise<void> {
  // What stays ends by itself within hours.
  if (await readSso(path)) await rm(path, { force: true }).catch(() => undefined)
  await removeLeftovers(path, 0)
}

/** Moves only what came from IAM Identity Center, and over nothing else. Throws Node's own errors. */
export async function moveCredentials(from: string, to: string): Promise<void> {
  const [here, there] = await Promise.all([readSso(from), fileStamp(to)])
  if (here && (there === '' || (await readSso(to)))) await renameOver(from, to)
}

async function readSso(path: string): Promise<Readonly<Record<string, unknown>> | null> {
  const bytes = await readOwn(path).catch(() => null)
  const fields = bytes === null ? null : parseObject(bytes.toString('utf8'))
  return fields?.['ProviderType'] === 'sso' ? fields : null
}

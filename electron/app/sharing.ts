/** Giving a set-up away, and looking at one that somebody gave. */
import { isAwsHost } from '../../shared/aws-hosts.ts'
import type { SharedItem, SharedSetup, SharedText } from '../../shared/setup.ts'
import { ok, type Result } from '../../shared/result.ts'
import { readSharedText, writeSharedText } from '../aws/config/sharing/sharing.ts'
import { findInstance } from '../aws/sso/instance.ts'
import type { SsoDeps } from '../aws/sso/session.ts'
import { inParallel } from '../system/at-once.ts'
import type { Context } from './context.ts'

/** Sessions and profiles by name; the sessions that those profiles use come with them. */
export async function writeShared(
  { documents }: Context,
  sessions: readonly string[],
  profiles: readonly string[],
): Promise<Result<SharedText>> {
  return writeSharedText(documents.config, sessions, profiles)
}

/** What the text of a file, a link or pasted sections would add. */
export async function readShared({ documents, sso }: Context, text: string): Promise<Result<SharedSetup>> {
  const read = readSharedText(documents.config, documents.credentials, text)
  if (!read.ok) return read
  return ok({ items: await inParallel(read.value.items, atOnce, (item) => withTarget(sso, item)) })
}

const atOnce = 4

/** An organization's own address is asked where it leads: that is what one would sign in at. */
async function withTarget(sso: SsoDeps, item: SharedItem): Promise<SharedItem> {
  const { host, problem, settings } = item
  if (host === null || problem !== null || isAwsHost(host)) return item
  const instance = await findInstance(sso, { startUrl: new Map(settings).get('sso_start_url') ?? '', region: '' })
  return { ...item, leadsTo: instance.ok ? (URL.parse(instance.value.startUrl)?.host ?? null) : null }
}

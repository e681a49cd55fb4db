/** Giving a set-up away, and looking at one that somebody gave. */
import type { SharedSetup, SharedText } from '../../shared/contract.ts'
import type { Result } from '../../shared/result.ts'
import { readSharedText, writeSharedText } from '../aws/config/sharing/sharing.ts'
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
export async function readShared({ documents }: Context, text: string): Promise<Result<SharedSetup>> {
  return readSharedText(documents.config, documents.credentials, text)
}

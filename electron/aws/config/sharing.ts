/** A set-up that people give to each other: sections of a config file with the few keys that hold no secret. */
import type { ImportChoice, SharedSetup, SharedText } from '../../../shared/contract.ts'
import { fail, type Result } from '../../../shared/result.ts'
import type { Document } from './document.ts'

/** Sessions and profiles of `config` by name; the sessions that those profiles use come with them. */
export function writeSharedText(
  _config: Document,
  _sessions: readonly string[],
  _profiles: readonly string[],
): Result<SharedText> {
  return fail('internal', 'Not there yet.')
}

/** What `text` (a file's, a link, or pasted sections) would add to the two files. */
export function readSharedText(_config: Document, _credentials: Document, _text: string): Result<SharedSetup> {
  return fail('internal', 'Not there yet.')
}

/** Adds what is chosen of `text`, all of it in one edit or nothing. */
export function importShared(
  _config: Document,
  _credentials: Document,
  _text: string,
  _chosen: readonly ImportChoice[],
): Result<Document> {
  return fail('internal', 'Not there yet.')
}

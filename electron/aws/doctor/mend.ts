/** Mends of the config document, by the ids of findings. */
import { fail, type Result } from '../../../shared/result.ts'
import type { Document } from '../config/document.ts'

/** `config` with the lines of all these findings mended, in one edit; `not-found` for one that is no longer there. */
export function mendDocument(
  _config: Document,
  _credentials: Document,
  _findings: readonly string[],
): Result<Document> {
  return fail('internal', 'Not there yet.')
}

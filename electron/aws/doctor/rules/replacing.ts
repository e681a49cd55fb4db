/** Another value for a key that is there. */
import { encode, type Document } from '../../config/document/document.ts'
import type { Entry } from '../../config/document/scan.ts'
import { dropLines, type Splice } from '../../config/edit/splice.ts'
import { aboutOf, type Party, type Survey } from '../survey.ts'
import { lineMend, type LineMend } from '../trouble.ts'

/** Null where the value goes on over more lines, or has a comment behind it, which is for another rule. */
export function replaceValue(document: Document, entry: Entry | null, value: string): readonly Splice[] | null {
  return entry && isOneValue(document, entry) ? valueSplice(document, entry, value) : null
}

function valueSplice(document: Document, { from, to }: Entry, value: string): readonly Splice[] {
  return [{ from, to, text: encode(document, value) }]
}

/**
 * Of a session, and of the profiles that repeat what it says: botocore refuses those that say anything else. No comment
 * stands behind the value.
 */
export function mendEverywhere(
  label: string,
  session: Party,
  { profiles, config }: Survey,
  key: string,
  value: string,
): LineMend | null {
  const repeating = profiles.filter(
    (each) => each.get('sso_session') === session.name && each.get(key) === session.get(key),
  )
  const splices = [session, ...repeating].map((party) => {
    const spot = party.find(key)
    return spot?.file === config && spot.entry && isOneLine(spot.entry)
      ? valueSplice(config.document, spot.entry, value)
      : null
  })
  const about = [session, ...repeating].flatMap(aboutOf)
  return splices.includes(null)
    ? null
    : lineMend(
        label,
        splices.flatMap((each) => each ?? []),
        about,
      )
}

/** The key goes; null where more than its line would. */
export function dropKey(document: Document, entry: Entry | null): readonly Splice[] | null {
  return entry && isOneValue(document, entry) ? [dropLines(document, entry.line, entry.line + 1)] : null
}

function isOneValue({ text }: Document, entry: Entry): boolean {
  return isOneLine(entry) && entry.from < entry.to && !/(?:^|\s)[#;]/.test(text.slice(entry.from, entry.to))
}

function isOneLine({ line, end }: Entry): boolean {
  return end === line + 1
}

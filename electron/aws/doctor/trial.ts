/** A mend is tried before it is offered: what becomes of the file, and whether it has a finding that it had not. */
import { keyOf, headingOf } from '../config/document/heading.ts'
import type { Document } from '../config/document/document.ts'
import { differsOutside } from '../config/edit/agreement.ts'
import { applySplices } from '../config/edit/splice.ts'
import type { Finding } from '../../../shared/doctor.ts'
import { findInFiles } from './files.ts'
import { sectionAt } from './places.ts'
import type { Diagnosis, Files, Mendable } from './trouble.ts'

/** The files, and what the rules find in them. */
export interface Looked {
  readonly files: Files
  readonly found: readonly Diagnosis[]
}

/**
 * The files with the mends of `round` made at once. Null where they are no good: where a reader then finds something else
 * in a section that they are not about, or where a rule has a new complaint, or still the same.
 */
export function tryMends({ files, found }: Looked, round: readonly Mendable[]): Files | null {
  const { config } = files
  const splices = round.flatMap(({ mend }) => mend.splices)
  const mended = { ...files, config: applySplices(config, splices) }
  if (differs(config, mended.config, round)) return null
  return causes(round, { files, found }, { files: mended, found: findInFiles(mended) }) ? null : mended
}

/** Whether there is a finding more often than there should be. A note is no fault. */
function causes(round: readonly Mendable[], before: Looked, after: Looked): boolean {
  const due = countOf(before.found)
  for (const [thing, count] of countOf(round)) due.set(thing, due.get(thing)! - count)
  const now = countOf(after.found)
  const seen = headingsOf(before.files.config)
  return after.found.some(({ finding }) => {
    const isMore = now.get(thingOf(finding))! > (due.get(thingOf(finding)) ?? 0)
    return isMore && finding.severity !== 'note' && !isUncovered(finding, after.files, seen)
  })
}

/** Whether it is about sections alone that botocore did not see before: what is wrong there was so all the time. */
function isUncovered({ places }: Finding, { config, configPath }: Files, seen: ReadonlySet<string>): boolean {
  const lines = places.filter(({ path, line }) => path === configPath && line !== null)
  return (
    lines.length > 0 &&
    lines.every(({ line }) => {
      const heading = headingOf(sectionAt(config, line! - 1)?.header ?? '')
      return heading !== null && !seen.has(keyOf(heading))
    })
  )
}

function headingsOf({ sections }: Document): ReadonlySet<string> {
  const headings = sections.map(({ header }) => headingOf(header))
  return new Set(headings.flatMap((heading) => (heading ? [keyOf(heading)] : [])))
}

/** What a finding is about, of which there may be several. */
const thingOf = ({ id }: Finding): string => id.replace(/ \(\d+\)$/, '')

function countOf(found: readonly Diagnosis[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { finding } of found) counts.set(thingOf(finding), (counts.get(thingOf(finding)) ?? 0) + 1)
  return counts
}

function differs(before: Document, after: Document, round: readonly Mendable[]): boolean {
  const targets = new Set(round.flatMap(({ mend }) => mend.about))
  if (targets.has('profile.default')) targets.add('default')
  const known = messagesOf(before)
  const isNew = [...messagesOf(after)].some(([message, count]) => count > (known.get(message) ?? 0))
  return isNew || differsOutside(before, after, targets) !== null
}

/** How often botocore would refuse the file for which reason. */
function messagesOf({ findings }: Document): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { message } of findings) {
    const reason = message.replaceAll(/\d+/g, '')
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return counts
}

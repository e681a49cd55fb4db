/** Mends of the config document, by the ids of findings. */
import { fail, ok, type Result } from '../../../shared/result.ts'
import { differsOutside } from '../config/agreement.ts'
import type { Document } from '../config/document.ts'
import { applyCuts } from './cuts.ts'
import type { Diagnosis } from './diagnosis.ts'
import { diagnoseFiles } from './files.ts'

interface Mendable extends Diagnosis {
  readonly mend: NonNullable<Diagnosis['mend']>
}

/**
 * `config` with the lines of all these findings mended, in one edit. A finding that another's mend has solved counts as
 * mended. `not-found` where none of them is there any more; `config-broken` where a mend would change what a reader finds
 * elsewhere, which its rule could not foresee.
 */
export function mendDocument(config: Document, credentials: Document, findings: readonly string[]): Result<Document> {
  const wanted = new Set(findings)
  let document = config
  for (;;) {
    const round = chooseRound(document, diagnose(document, credentials), wanted)
    if (round.length === 0) break
    const mended = mendAll(document, round)
    if (!mended.ok) return mended
    document = mended.value
    for (const { finding } of round) wanted.delete(finding.id)
  }
  if (wanted.size < findings.length || findings.length === 0) return ok(document)
  return fail('not-found', 'There is nothing left to mend: the file has changed since.', { fix: 'Look again.' })
}

function diagnose(config: Document, credentials: Document): readonly Mendable[] {
  const found = diagnoseFiles({ config, credentials, configPath: '', credentialsPath: '' })
  return found.filter((each): each is Mendable => each.mend !== undefined)
}

/**
 * As many as do not speak of the same sections, nor of the same lines: each is then what its rule saw. Where readers do
 * not agree on what a header is, one alone: what it does to its neighbours must not pass for their own mends.
 */
function chooseRound(document: Document, found: readonly Mendable[], wanted: ReadonlySet<string>): readonly Mendable[] {
  if (!document.isPlain) return found.filter(({ finding }) => wanted.has(finding.id)).slice(0, 1)
  const spoken = new Set<string>()
  const chosen: Mendable[] = []
  for (const each of found) {
    const { about } = each.mend
    if (!wanted.has(each.finding.id) || about.some((key) => spoken.has(key))) continue
    for (const key of about) spoken.add(key)
    chosen.push(each)
  }
  const late = overlapping(chosen)
  return chosen.filter((each) => !late.has(each))
}

/** Those of whose cuts one meets a cut of another that begins before it, or at the same place. */
function overlapping(chosen: readonly Mendable[]): ReadonlySet<Mendable> {
  const cuts = chosen.flatMap((each) => each.mend.cuts.map((cut) => ({ cut, each })))
  cuts.sort((one, other) => one.cut.from - other.cut.from || one.cut.to - other.cut.to)
  const late = new Set<Mendable>()
  let before: (typeof cuts)[number] | null = null
  for (const next of cuts) {
    if (late.has(next.each)) continue
    const meets = before && (next.cut.from < before.cut.to || next.cut.from === before.cut.from)
    if (meets && before!.each !== next.each) late.add(next.each)
    else before = next
  }
  return late
}

/** All at once, or one after the other where that does not hold. */
function mendAll(document: Document, round: readonly Mendable[]): Result<Document> {
  const after = applyCuts(
    document,
    round.flatMap(({ mend }) => mend.cuts),
  )
  const place = whereDiffers(document, after, round)
  if (place === null) return ok(after)
  const [first, ...rest] = round
  if (rest.length > 0) return mendAll(document, [first!])
  return fail('config-broken', `To mend this would make AWS tools read ${place} differently: ${first!.finding.title}`, {
    fix: `Mend it by hand. ${first!.finding.advice}`,
  })
}

function whereDiffers(before: Document, after: Document, round: readonly Mendable[]): string | null {
  const targets = new Set(round.flatMap(({ mend }) => mend.about))
  if (targets.has('profile.default')) targets.add('default')
  const known = messagesOf(before)
  const isNew = [...messagesOf(after)].some(([message, count]) => count > (known.get(message) ?? 0))
  return isNew ? 'the file' : differsOutside(before, after, targets)
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

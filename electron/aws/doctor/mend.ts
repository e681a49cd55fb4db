/** Mends of the config document, by the ids of findings. */
import { fail, ok, type Result } from '../../../shared/result.ts'
import { differsOutside } from '../config/edit/agreement.ts'
import type { Document } from '../config/document/document.ts'
import { applySplices } from '../config/edit/splice.ts'
import { diagnoseFiles } from './files.ts'
import { sectionIndexAt } from './places.ts'
import type { Diagnosis, LineMend } from './trouble.ts'

interface Mendable extends Diagnosis {
  readonly mend: LineMend
}

/**
 * `config` with the lines of all these findings mended, in one edit. A finding that another's mend has solved counts as
 * mended. `not-found` where none of them is there any more; `config-broken`, and no mend at all, where one of them is for
 * a person, or would change what a reader finds elsewhere, which its rule could not foresee.
 */
export function mendDocument(config: Document, credentials: Document, findings: readonly string[]): Result<Document> {
  const wanted = new Set(findings)
  let document = config
  let isFirst = true
  for (;;) {
    const found = diagnoseFiles({ config: document, credentials, configPath: '', credentialsPath: '' })
    const left = found.filter(({ finding }) => wanted.has(finding.id))
    if (isFirst && left.length === 0) break
    if (left.length === 0) return ok(document)
    const mended = mendSome(document, left.filter(isMendable))
    if (!mended) return byHand('Nothing can mend this but a person', left[0]!)
    if (!mended.ok) return mended
    document = mended.value.document
    for (const { finding } of mended.value.round) wanted.delete(finding.id)
    isFirst = false
  }
  return fail('not-found', 'There is nothing left to mend: the file has changed since.', { fix: 'Look again.' })
}

function isMendable(diagnosis: Diagnosis): diagnosis is Mendable {
  return diagnosis.mend?.kind === 'lines'
}

function byHand(why: string, { finding }: Diagnosis) {
  return fail('config-broken', `${why}: ${finding.title}`, { fix: `Mend it by hand. ${finding.advice}` })
}

interface Step {
  readonly document: Document
  readonly round: readonly Mendable[]
}

/**
 * Mends as many at once as stay apart, or else the first that can be: what keeps one from being mended may be what
 * another one mends. Null where there is none; the first one's problem where none of them can be mended.
 */
function mendSome(document: Document, left: readonly Mendable[]): Result<Step> | null {
  const rounds = [apart(document, left), ...left.map((each) => [each])]
  let problem: Result<Step> | null = null
  for (const round of rounds) {
    const after = applySplices(
      document,
      round.flatMap(({ mend }) => mend.splices),
    )
    const place = whereDiffers(document, after, round)
    if (place === null) return round.length === 0 ? null : ok({ document: after, round })
    problem ??= byHand(`To mend this would make AWS tools read ${place} differently`, round[0]!)
  }
  return problem
}

/**
 * Those that do not speak of the same sections, nor of the same lines: each is then what its rule saw. Where readers do
 * not agree on what a header is, they do not touch neighbours either, whose own mends could hide what one does to them.
 */
function apart(document: Document, left: readonly Mendable[]): readonly Mendable[] {
  const spoken = new Set<string | number>()
  const chosen = left.filter(({ mend }) => {
    const touched = [...mend.about, ...(document.isPlain ? [] : neighbours(document, mend))]
    const isFree = touched.every((each) => !spoken.has(each))
    if (isFree) for (const each of touched) spoken.add(each)
    return isFree
  })
  const late = overlapping(chosen)
  return chosen.filter((each) => !late.has(each))
}

/** The sections, by their place in the file, that a mend cuts into, and those beside them. */
function neighbours(document: Document, { splices }: LineMend): readonly number[] {
  return splices.flatMap(({ from, to }) => {
    const [first, last] = [sectionIndexAt(document, from), sectionIndexAt(document, to)]
    return Array.from({ length: last - first + 3 }, (_, at) => first - 1 + at)
  })
}

/** Those of whose splices one meets a splice of another that begins before it, or at the same place. */
function overlapping(chosen: readonly Mendable[]): ReadonlySet<Mendable> {
  const splices = chosen.flatMap((each) => each.mend.splices.map(({ from, to }) => ({ from, to, each })))
  splices.sort((one, other) => one.from - other.from || one.to - other.to)
  const late = new Set<Mendable>()
  let before: (typeof splices)[number] | null = null
  for (const next of splices) {
    if (late.has(next.each)) continue
    const meets = before && (next.from < before.to || next.from === before.from)
    if (meets && before!.each !== next.each) late.add(next.each)
    else before = next
  }
  return late
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

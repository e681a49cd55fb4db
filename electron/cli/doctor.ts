/** lanyard doctor: what is wrong, why it matters, what mends it; with --fix it is mended. */
import type { Changed } from '../../shared/contract.ts'
import type { Diff } from '../../shared/diff.ts'
import {
  isAlone,
  mendedTogether,
  severities,
  type Finding,
  type FindingFix,
  type Severity,
} from '../../shared/doctor.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { App } from '../app/app.ts'
import { confirm, previewOf, tellUndo, writeChange, type WriteOptions } from './change.ts'
import type { Line } from './printer.ts'
import { shellWord } from './text.ts'
import { diffLines, diffText } from './unified-diff.ts'
import { tellSettings, type Job, type World } from './world.ts'

export interface DoctorOptions extends WriteOptions {
  /** True for all that may be mended together, or the id of one finding. */
  readonly fix?: boolean | string
}

/** Works on files that cannot be read as well. Fails when something worse than notes is left. */
export function doctor({ fix = false, ...options }: DoctorOptions): Job {
  return async (world) => {
    if (!fix && (options.dryRun || options.anyway)) {
      return fail('invalid-input', '--dry-run and --anyway are for --fix.', { fix: 'Add --fix.' })
    }
    const app = await world.openRegardless()
    tellSettings(world.print, app)
    world.print.progress('Looking at the files and this machine…')
    const found = await app.call('doctor.check', {})
    world.print.progress(null)
    if (!found.ok) return found
    if (fix === false) return report(world, app, found.value)
    const chosen = chosenFrom(found.value, fix)
    if (!chosen.ok) return chosen
    return options.dryRun
      ? showMends(world, app, chosen.value, options)
      : mend(world, app, found.value, chosen.value, options)
  }
}

/** What `--fix` is about: all that may be mended together, or the finding that it names. */
function chosenFrom(findings: readonly Finding[], fix: true | string): Result<readonly Finding[]> {
  if (fix === true) return ok(mendedTogether(findings))
  const named = findings.find(({ id }) => id === fix)
  if (!named) return fail('not-found', `There is no finding ${fix}.`, { fix: 'See all: lanyard doctor' })
  return named.fix ? ok([named]) : fail('not-found', `This is for you to mend: ${named.title}`, { fix: named.advice })
}

/** As many as a person still reads; each is a preview of its own. */
const mostDiffs = 100

async function report({ print }: World, app: App, findings: readonly Finding[]): Promise<Result<null>> {
  const withLines = mendable(mendedTogether(findings), 'lines')
  const previewed = new Set(withLines.slice(0, mostDiffs))
  const shown = await Promise.all(
    findings.map(async (finding) => ({ finding, diff: previewed.has(finding) ? await mendOf(app, finding) : null })),
  )
  print.answer(
    shown.map(({ finding, diff }) => ({ ...finding, diff: diff && diffText(diff) })),
    () => (shown.length === 0 ? [{ text: 'Nothing is wrong.', tone: 'ok' }] : groups(shown)),
  )
  if (withLines.length > mostDiffs) print.note('All lines that mend this: lanyard doctor --fix --dry-run')
  print.note({ text: `What Lanyard itself meets stands in ${app.state().host.log}: lanyard log`, tone: 'dim' })
  return verdict(findings)
}

interface Shown {
  readonly finding: Finding
  /** The lines that mend it. */
  readonly diff: Diff | null
}

async function mendOf(app: App, { id }: Finding): Promise<Diff | null> {
  const preview = await app.call('config.preview', { change: { kind: 'mend', findings: [id] } })
  return preview.ok ? preview.value : null
}

const tones = { error: 'bad', warning: 'warn', note: 'dim' } as const

function groups(shown: readonly Shown[]): readonly Line[] {
  return severities.flatMap((severity) => {
    const some = shown.filter(({ finding }) => finding.severity === severity)
    return some.length === 0
      ? []
      : [{ text: counted(some.length, severity), tone: tones[severity] }, '', ...some.flatMap(described)]
  })
}

function described({ finding: { id, title, places, effects, fix, advice }, diff }: Shown): readonly Line[] {
  return [
    { text: title, tone: 'strong' },
    ...places.map(({ path, line, text }) => [
      { text: `  ${path}${line === null ? '' : `:${line}`}`, tone: 'dim' } as const,
      ...(text === null ? [] : [`  ${text}`]),
    ]),
    ...effects.map(({ clients, text }) => `  ${clients.join(', ')}: ${text}`),
    `  ${advice}`,
    ...(fix ? [`  lanyard doctor --fix${isAlone(fix) ? ` ${shellWord(id) ?? 'ID'}` : ''}: ${fix.label}`] : []),
    ...(diff ? diffLines(diff) : []),
    '',
  ]
}

/** Notes are nothing to act on. */
function verdict(findings: readonly Finding[]): Result<null> {
  const left = severities
    .filter((severity) => severity !== 'note')
    .map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
  if (left.length === 0) return ok(null)
  const mendable = mendedTogether(findings).some(({ severity }) => severity !== 'note')
  const total = left.reduce((sum, [, count]) => sum + count, 0)
  return fail(
    'misconfigured',
    `There ${total === 1 ? 'is' : 'are'} ${left.map(([severity, count]) => counted(count, severity)).join(' and ')}.`,
    { fix: mendable ? 'Mend what can be mended: lanyard doctor --fix' : 'Do what is said beside each.' },
  )
}

function counted(count: number, severity: Severity): string {
  return `${count} ${severity}${count === 1 ? '' : 's'}`
}

/** The findings that `--fix` can do something about, by what it changes. */
function mendable(findings: readonly Finding[], kind: FindingFix['kind']): readonly Finding[] {
  return findings.filter(({ fix }) => fix?.kind === kind)
}

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id)
const labels = (findings: readonly Finding[]) => findings.flatMap(({ fix }) => (fix ? [fix.label] : []))
const linesChange = (findings: readonly Finding[]) =>
  ({ kind: 'mend', findings: ids(mendable(findings, 'lines')) }) as const

async function showMends(
  { print }: World,
  app: App,
  findings: readonly Finding[],
  { anyway }: WriteOptions,
): Promise<Result<unknown>> {
  const change = linesChange(findings)
  const diff = change.findings.length > 0 ? await previewOf(app, change, anyway) : ok(null)
  if (!diff.ok) return diff
  const text = diff.value ? diffText(diff.value) : ''
  const files = labels(mendable(findings, 'files'))
  print.answer({ diff: text, changed: text !== '', files }, () => [
    ...(diff.value ? diffLines(diff.value) : []),
    ...files,
  ])
  return ok(null)
}

/** All lines in one change, then the files; on a terminal all of it is shown, and asked once. */
async function mend(
  world: World,
  app: App,
  findings: readonly Finding[],
  chosen: readonly Finding[],
  { anyway }: WriteOptions,
): Promise<Result<null>> {
  const change = linesChange(chosen)
  const files = mendable(chosen, 'files')
  if (change.findings.length + files.length === 0) return report(world, app, findings)
  if (world.ask) for (const label of labels(files)) world.print.note(label)
  const question = 'Mend all of this?'
  let changed: Changed | null = null
  if (change.findings.length > 0) {
    const made = await writeChange(world, app, change, { ...(anyway && { anyway }), question, withLines: true })
    if (!made.ok || made.value === null) return made.ok ? verdict(findings) : made
    changed = made.value
  } else {
    const sure = await confirm(world, question)
    if (!sure.ok || !sure.value) return sure.ok ? verdict(findings) : sure
  }
  const repaired = files.length > 0 ? await app.call('doctor.fix', { findings: ids(files) }) : ok(null)
  const left = await app.call('doctor.check', {})
  if (!left.ok) return left
  answerMended(world, findings, left.value, changed)
  if (changed) tellUndo(world, change, changed)
  return repaired.ok ? verdict(left.value) : repaired
}

function answerMended(
  { print }: World,
  before: readonly Finding[],
  left: readonly Finding[],
  changed: Changed | null,
): void {
  const still = new Set(ids(left))
  const mended = before.filter(({ id, fix }) => fix !== null && !still.has(id))
  print.answer({ id: changed?.id ?? null, mended: ids(mended), left }, () => [
    ...mended.map(({ title, fix }) => [{ text: 'Mended  ', tone: 'ok' } as const, title, ` (${fix?.label})`]),
    ...(left.length === 0 ? [] : ['', ...groups(left.map((finding) => ({ finding, diff: null })))]),
  ])
}

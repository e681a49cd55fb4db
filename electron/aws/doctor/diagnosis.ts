/** What a rule of Doctor answers: the finding that faces show, and how to mend it. */
import type { Client, Finding, FindingPlace, Severity } from '../../../shared/doctor.ts'
import type { Result } from '../../../shared/result.ts'
import { shownLine } from '../config/diff/diff.ts'
import type { Document } from '../config/document/document.ts'
import type { Cut } from './cuts.ts'

export interface Diagnosis {
  readonly finding: Finding
  /** How the lines of the config file change; where `finding.fix` is `lines`. */
  readonly mend?: Mend
  /** Does away with it on the disk; where `finding.fix` is `files`. */
  readonly repair?: () => Promise<Result<null>>
}

export interface Mend {
  readonly cuts: readonly Cut[]
  /** The sections that readers may find changed, as `keyOfHeader` has them; all others must read as before. */
  readonly about: readonly string[]
}

/** What the rules about files look at. Paths are as the person would name them. */
export interface Files {
  readonly config: Document
  readonly credentials: Document
  readonly configPath: string
  readonly credentialsPath: string
}

/** One of the two files. */
export interface File {
  readonly document: Document
  readonly path: string
  readonly isConfig: boolean
}

/** A finding as a rule writes it down. */
export interface Trouble {
  readonly rule: string
  /** What it is about: `profile:dev region`. */
  readonly subject: string
  readonly severity: Severity
  readonly title: string
  readonly effects: readonly (readonly [clients: readonly Client[], text: string])[]
  readonly places: readonly FindingPlace[]
  readonly advice: string
  readonly fix?: { readonly label: string; readonly mend: Mend } | null
}

export const cli: readonly Client[] = ['AWS CLI v1', 'AWS CLI v2']
export const cliV1: readonly Client[] = ['AWS CLI v1']
export const cliV2: readonly Client[] = ['AWS CLI v2']
export const sdk: readonly Client[] = ['JavaScript SDK']
export const everyone: readonly Client[] = [...cli, ...sdk]

export function diagnosis({ rule, subject, effects, fix, ...rest }: Trouble): Diagnosis {
  const finding: Finding = {
    ...rest,
    id: `${rule} ${subject}`,
    rule,
    effects: effects.map(([clients, text]) => ({ clients, text })),
    fix: fix ? { kind: 'lines', label: fix.label } : null,
  }
  return fix ? { finding, mend: fix.mend } : { finding }
}

/** Line `line` of `file`, counted from 0, as it may be shown. */
export function placeOf({ document, path }: File, line: number): FindingPlace {
  return { path, line: line + 1, text: shownLine(document, line) }
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 }

/** Errors first, then by file and line. */
export function bySeverity(one: Finding, other: Finding): number {
  const [a, b] = [one.places[0], other.places[0]]
  const byPath = (a?.path ?? '').localeCompare(b?.path ?? '')
  return weights[one.severity] - weights[other.severity] || byPath || (a?.line ?? 0) - (b?.line ?? 0)
}

/** The same finding twice gets a number behind its id. */
export function withOwnIds(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const seen = new Map<string, number>()
  return diagnoses.map((each) => {
    const { id } = each.finding
    const count = (seen.get(id) ?? 0) + 1
    seen.set(id, count)
    return count === 1 ? each : { ...each, finding: { ...each.finding, id: `${id} (${count})` } }
  })
}

/** What a rule of Doctor finds, and the finding that faces show of it. */
import {
  severities,
  type Client,
  type Finding,
  type FindingFix,
  type FindingPlace,
  type Severity,
} from '../../../shared/doctor.ts'
import type { Result } from '../../../shared/result.ts'
import { shownLine } from '../config/diff/diff.ts'
import type { Document } from '../config/document/document.ts'
import type { Splice } from '../config/edit/splice.ts'

export type Found = Trouble | readonly Trouble[] | null

/** One thing that is wrong. */
export interface Trouble {
  readonly rule: string
  /** What it is about, as in `profile:dev region`: with the rule, the id. Left out where the rule can speak only once. */
  readonly subject?: string
  readonly severity: Severity
  readonly title: string
  /** Whom it troubles, and how. */
  readonly effects: readonly (readonly [clients: readonly Client[], text: string])[]
  /** Lines, or files and folders as the person would name them. */
  readonly places?: readonly (FindingPlace | string)[]
  readonly advice: string
  readonly mend?: Mend | null
}

/** What does away with it. `label` says all that one click does. */
export type Mend = LineMend | FileMend

/** Lines of the config file change. */
export interface LineMend extends FindingFix {
  readonly kind: 'lines'
  readonly splices: readonly Splice[]
  /** The sections that readers may find changed, as `keyOfHeader` has them; all others must read as before. */
  readonly about: readonly string[]
}

/** Something else on the disk changes. */
export interface FileMend extends FindingFix {
  readonly kind: 'files'
  readonly run: () => Promise<Result<null>>
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

export const cliV1: readonly Client[] = ['AWS CLI v1']
export const cliV2: readonly Client[] = ['AWS CLI v2']
export const sdk: readonly Client[] = ['JavaScript SDK']
export const cli: readonly Client[] = [...cliV1, ...cliV2]
/** Those whose every step is known; what the others read is known of the files alone. */
export const everyone: readonly Client[] = [...cli, ...sdk]
export const go: readonly Client[] = ['Go SDK']
export const java: readonly Client[] = ['Java SDK']
export const rust: readonly Client[] = ['Rust SDK']
export const ruby: readonly Client[] = ['Ruby SDK']
export const dotnet: readonly Client[] = ['.NET SDK']

/** Null where there are no lines to change. */
export function lineMend(label: string, splices: readonly Splice[] | null, about: readonly string[]): LineMend | null {
  return splices && { kind: 'lines', label, splices, about }
}

/** Line `line` of `file`, counted from 0, as it may be shown. */
export function placeOf({ document, path }: File, line: number): FindingPlace {
  return { path, line: line + 1, text: shownLine(document, line) }
}

export interface Diagnosis {
  readonly finding: Finding
  readonly mend: Mend | null
}

/** One that other lines of the config file mend. */
export interface Mendable extends Diagnosis {
  readonly mend: LineMend
}

export function isMendable(diagnosis: Diagnosis): diagnosis is Mendable {
  return diagnosis.mend?.kind === 'lines'
}

/** The findings of what rules have found, errors first, then by file and line. One that is there twice gets a number. */
export function diagnose(troubles: readonly Trouble[]): readonly Diagnosis[] {
  const seen = new Map<string, number>()
  return troubles
    .map(diagnosisOf)
    .sort((one, other) => bySeverity(one.finding, other.finding))
    .map((each) => {
      const { id } = each.finding
      const count = (seen.get(id) ?? 0) + 1
      seen.set(id, count)
      return count === 1 ? each : { ...each, finding: { ...each.finding, id: `${id} (${count})` } }
    })
}

function diagnosisOf({ rule, subject, effects, places = [], mend = null, ...rest }: Trouble): Diagnosis {
  const finding: Finding = {
    ...rest,
    id: subject === undefined ? rule : `${rule} ${subject}`,
    rule,
    effects: effects.map(([clients, text]) => ({ clients, text })),
    places: places.map((place) => (typeof place === 'string' ? { path: place, line: null, text: null } : place)),
    fix: mend && fixOf(mend),
  }
  return { finding, mend }
}

function fixOf({ kind, label, alone }: Mend): FindingFix {
  return { kind, label, ...(alone && { alone }) }
}

/** Errors first, then by file and line. */
export function bySeverity(one: Finding, other: Finding): number {
  const [a, b] = [one.places[0], other.places[0]]
  const byPath = (a?.path ?? '').localeCompare(b?.path ?? '')
  const rank = ({ severity }: Finding): number => severities.indexOf(severity)
  return rank(one) - rank(other) || byPath || (a?.line ?? 0) - (b?.line ?? 0)
}

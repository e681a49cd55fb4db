/** What a rule about the machine says, in short; `diagnosisOf` makes the finding of it. */
import type { Client, FindingPlace, Severity } from '../../../../shared/doctor.ts'
import type { Result } from '../../../../shared/result.ts'
import type { Diagnosis } from '../diagnosis.ts'

export interface Trouble {
  readonly rule: string
  /** What of the machine it is about: with the rule, the id. Left out where the rule can speak only once. */
  readonly about?: string
  readonly severity: Severity
  readonly title: string
  readonly effects: readonly (readonly [readonly Client[], string])[]
  /** Files as the person would name them, or lines of them. */
  readonly places?: readonly (string | FindingPlace)[]
  readonly advice: string
  readonly repair?: Repair | null
}

/** What one click does: `label` says all of it. */
export interface Repair {
  readonly label: string
  readonly run: () => Promise<Result<null>>
}

export const both: readonly Client[] = ['AWS CLI v1', 'AWS CLI v2']
export const everyone: readonly Client[] = [...both, 'JavaScript SDK']
export const sdk: readonly Client[] = ['JavaScript SDK']

export function diagnosisOf(trouble: Trouble): Diagnosis {
  const { rule, about, severity, title, effects, places = [], advice, repair = null } = trouble
  return {
    finding: {
      id: about === undefined ? rule : `${rule} ${about}`,
      rule,
      severity,
      title,
      effects: effects.map(([clients, text]) => ({ clients, text })),
      places: places.map((place) => (typeof place === 'string' ? { path: place, line: null, text: null } : place)),
      fix: repair && { kind: 'files', label: repair.label },
      advice,
    },
    ...(repair ? { repair: repair.run } : {}),
  }
}

/** The list of Doctor as data: by severity, then as found, many findings of one rule behind one row. */
import { mendedTogether, severities, type Finding, type FindingPlace, type Severity } from '../../../shared/doctor.ts'

export type Row =
  | { readonly kind: 'severity'; readonly key: string; readonly severity: Severity; readonly count: number }
  /** Findings of one rule; they follow when `isOpen`. */
  | { readonly kind: 'group'; readonly key: string; readonly findings: readonly Finding[]; readonly isOpen: boolean }
  | {
      readonly kind: 'finding'
      readonly key: string
      readonly finding: Finding
      readonly isOpen: boolean
      readonly isInGroup: boolean
    }

/** What the keyboard can be at. */
export type FindingRow = Exclude<Row, { kind: 'severity' }>

export function isFinding(row: Row): row is FindingRow {
  return row.kind !== 'severity'
}

/** From so many findings of one rule on, they are one row. */
const many = 4

/** The rows of `findings` (errors first, as in `Checkup`); `open` holds the keys of groups and findings that are open. */
export function findingRows(findings: readonly Finding[], open: ReadonlySet<string>): readonly Row[] {
  const bySeverity = Map.groupBy(findings, ({ severity }) => severity)
  return severities.flatMap((severity): Row[] => {
    const its = bySeverity.get(severity) ?? []
    if (its.length === 0) return []
    const head: Row = { kind: 'severity', key: `severity ${severity}`, severity, count: its.length }
    const byRule = Map.groupBy(its, ({ rule }) => rule)
    return [head, ...[...byRule].flatMap(([rule, alike]) => ruleRows(`group ${severity} ${rule}`, alike, open))]
  })
}

function ruleRows(key: string, findings: readonly Finding[], open: ReadonlySet<string>): Row[] {
  const isGroup = findings.length >= many
  const rows = () =>
    findings.map((finding): Row => ({
      kind: 'finding',
      key: finding.id,
      finding,
      isOpen: open.has(finding.id),
      isInGroup: isGroup,
    }))
  if (!isGroup) return rows()
  const isOpen = open.has(key)
  return [{ kind: 'group', key, findings, isOpen }, ...(isOpen ? rows() : [])]
}

/** The findings of a row. */
export function findingsOf(row: FindingRow): readonly Finding[] {
  return row.kind === 'group' ? row.findings : [row.finding]
}

/** Those that one click mends: of many, those that may be mended together. */
export function fixable(findings: readonly Finding[]): readonly Finding[] {
  return findings.length === 1 ? findings.filter(({ fix }) => fix !== null) : mendedTogether(findings)
}

export interface SearchableFinding {
  readonly finding: Finding
  /** Everything one can search for, lower case. */
  readonly text: string
}

/** Findings with what one can search for. */
export function searchable(findings: readonly Finding[]): readonly SearchableFinding[] {
  return findings.map((finding) => {
    const { title, rule, places, effects, advice } = finding
    const where = places.flatMap((place) => [placeInWords(place), place.text ?? ''])
    const why = effects.flatMap(({ clients, text }) => [...clients, text])
    return { finding, text: [title, rule, ...where, ...why, advice].join('\n').toLowerCase() }
  })
}

/** The findings that hold every word (lower case). */
export function found(all: readonly SearchableFinding[], words: readonly string[]): readonly Finding[] {
  return all.filter(({ text }) => words.every((word) => text.includes(word))).map(({ finding }) => finding)
}

/** `~/.aws/config:41`; the path alone where no line is meant. */
export function placeInWords({ path, line }: FindingPlace): string {
  return line === null ? path : `${path}:${line}`
}

/** The name of a rule for people: `unknown-session` is `Unknown session`. */
export function ruleInWords(rule: string): string {
  const words = rule.replaceAll('-', ' ').replaceAll(/\b(aws|bom|cli|sso|url)\b/g, (word) => word.toUpperCase())
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How many of each severity: `2 errors · 1 note`. */
export function countsInWords(findings: readonly Finding[]): string {
  return severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count.toLocaleString('en')} ${severity}${count === 1 ? '' : 's'}`)
    .join(' · ')
}

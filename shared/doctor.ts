/** What Doctor finds: in the config and credentials files, in the token cache, on the machine. */

/** The first three are what Lanyard is held against in everything; of the others it knows how they read the files. */
export const clients = [
  'AWS CLI v1',
  'AWS CLI v2',
  'JavaScript SDK',
  'Go SDK',
  'Java SDK',
  'Rust SDK',
  'Ruby SDK',
  '.NET SDK',
] as const
export type Client = (typeof clients)[number]

/** `error`: some client refuses or misreads something now. `warning`: it may bite. `note`: good to know. In this order. */
export const severities = ['error', 'warning', 'note'] as const
export type Severity = (typeof severities)[number]

/** Where a finding is. `line` counts from 1; null is the file or folder as such. `text` is that line, secrets masked. */
export interface FindingPlace {
  /** As the person would name it (`~/.aws/config`). */
  readonly path: string
  readonly line: number | null
  readonly text: string | null
}

/** What one click does about it. */
export interface FindingFix {
  /**
   * `lines`: lines of the config file change, which `config.preview` of `{ kind: 'mend' }` shows. `files`: something else on
   * the disk does, and `label` says all of it (`Set ~/.aws/sso/cache to 0700`).
   */
  readonly kind: 'lines' | 'files'
  readonly label: string
  /** Never a part of mending everything: a person asks for it by itself. */
  readonly alone?: true
}

export interface Finding {
  /** The same as long as the thing itself is the same: `unknown-session profile:dev`. */
  readonly id: string
  /** One of the rules, as in `unknown-session`. */
  readonly rule: string
  readonly severity: Severity
  /** What is wrong, in a sentence. */
  readonly title: string
  /** Why it matters, by client, each in a sentence. Clients with the same trouble share one. */
  readonly effects: readonly { readonly clients: readonly Client[]; readonly text: string }[]
  readonly places: readonly FindingPlace[]
  /** Null: a person has to do it, as `advice` says. */
  readonly fix: FindingFix | null
  /** What to do by hand, in a sentence. */
  readonly advice: string
}

/** Those that may be mended together; the others each wait to be asked for by themselves. */
export function mendedTogether(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ fix }) => fix !== null && !isAlone(fix))
}

/** Whether a fix is to be asked for by itself. */
export function isAlone(fix: FindingFix): boolean {
  return fix.alone === true
}

export interface Checkup {
  /** `files` while only what stands in the config and credentials files has been looked at. */
  readonly scope: 'nothing' | 'files' | 'everything'
  readonly checking: boolean
  /** Errors first, then by file and line. */
  readonly findings: readonly Finding[]
}

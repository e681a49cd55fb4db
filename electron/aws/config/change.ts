/** Changes of whole sections by name, each refused where a reader of the file would take the result amiss. */
import { checkName, checkValue } from '../../../shared/names.ts'
import { fail, ok, type Field, type Result } from '../../../shared/result.ts'
import { agreed } from './agreement.ts'
import { ownSettings, type Document } from './document.ts'
import { appendSections, indentOf, removeKeys, removeSections, setKeys, type Setting } from './edit.ts'
import { headerOf, keyOf, keyOfHeader, type Heading } from './heading.ts'
import { javascriptReading } from './javascript.ts'
import type { Section } from './scan.ts'

export interface Creation {
  readonly heading: Heading
  readonly settings: readonly Setting[]
}

/** Appends new sections in one edit. Refuses names and values that do not mean the same to all readers, and names taken. */
export function createSections(document: Document, creations: readonly Creation[]): Result<Document> {
  if (creations.length === 0) return ok(document)
  const taken = takenKeys(document)
  for (const { heading, settings } of creations) {
    const badName = checkName(heading.name, heading.kind === 'profile' ? 'profile' : 'session')
    if (badName !== null) return fail('invalid-input', badName, { field: 'name' })
    const refused = refuseValues(settings)
    if (refused) return refused
    if (taken.has(keyOf(heading))) {
      return fail('name-taken', `The file has a ${wordOf(heading)} ${heading.name} already.`, { field: 'name' })
    }
    taken.add(keyOf(heading))
  }
  const after = appendSections(
    document,
    creations.map(({ heading, settings }) => ({ header: headerOf(heading), settings })),
  )
  const meant = creations.map(({ heading, settings }) => ({ heading, settings: new Map(settings), isNew: true }))
  return agreed(document, after, meant)
}

/** Sets the keys that have a value and removes those that are null; what is there already stays as it is written. */
export function changeSection(
  document: Document,
  heading: Heading,
  wanted: ReadonlyMap<string, string | null>,
): Result<Document> {
  const section = sectionOf(document, heading)
  if (!section) return missing(heading)
  const present = ownSettings(document, section)
  const changes = new Map([...wanted].filter(([key, value]) => (present.get(key) ?? null) !== value))
  if (changes.size === 0) return ok(document)
  const settings = [...changes].filter((change): change is [string, string] => change[1] !== null)
  const refused = refuseValues(settings)
  if (refused) return refused

  const removed = new Set([...changes.keys()].filter((key) => changes.get(key) === null))
  const without = removed.size === 0 ? document : removeKeys(document, spellings(document, heading), removed)
  const edited = sectionOf(without, heading)!
  const meant = [{ heading, settings: changes, isNew: false }]
  const indented = agreed(document, setKeys(without, edited, settings, indentOf(without, edited)), meant)
  // Behind an indented nested block the SDK takes an indented key for one of the block's.
  return indented.ok ? indented : agreed(document, setKeys(without, edited, settings, ''), meant)
}

/** Removes every section that stands for `heading`, however it is spelled. */
export function removeSection(document: Document, heading: Heading): Result<Document> {
  const sections = spellings(document, heading)
  if (sections.length === 0) return missing(heading)
  return agreed(document, removeSections(document, sections), [{ heading, settings: null, isNew: false }])
}

function sectionOf(document: Document, { kind, name }: Heading): Section | null {
  return (kind === 'profile' ? document.profiles() : document.sessions()).get(name) ?? null
}

function spellings(document: Document, heading: Heading): readonly Section[] {
  return document.sections.filter(({ header }) => keyOfHeader(header) === keyOf(heading))
}

/** Everything that is a section to botocore or to the SDK, which also sees headers that are values to botocore. */
export function takenKeys(document: Document): Set<string> {
  const keys = new Set(document.sections.map(({ header }) => keyOfHeader(header)))
  for (const { section } of javascriptReading(document) ?? []) {
    keys.add(section === 'default' ? 'profile.default' : section)
  }
  return keys
}

const fields: Readonly<Record<string, Field>> = {
  sso_start_url: 'startUrl',
  sso_region: 'region',
  sso_registration_scopes: 'scopes',
  sso_session: 'session',
  sso_account_id: 'accountId',
  sso_role_name: 'roleName',
  region: 'region',
  output: 'output',
}

function refuseValues(settings: readonly Setting[]): ReturnType<typeof fail> | null {
  for (const [key, value] of settings) {
    const refusal = checkValue(value)
    const field = fields[key]
    if (refusal !== null) return fail('invalid-input', refusal, field ? { field } : {})
  }
  return null
}

function missing(heading: Heading): ReturnType<typeof fail> {
  return fail('not-found', `The config file has no ${wordOf(heading)} ${heading.name}.`)
}

function wordOf({ kind }: Heading): string {
  return kind === 'profile' ? 'profile' : 'session'
}

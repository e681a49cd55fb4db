/** Changes of whole sections by name, each refused where a reader of the file would take the result amiss. */
import { findKey } from '../../../../shared/keys.ts'
import { checkName, checkValue, nameTaken } from '../../../../shared/names.ts'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { ifReadersAgree } from './agreement.ts'
import { ownSettings, type Document } from '../document/document.ts'
import {
  appendCopy,
  appendSections,
  indentOf,
  removeKeys,
  removeSections,
  setHeaders,
  setKeys,
  setValues,
  type Setting,
} from './edit.ts'
import { headerOf, keyOf, keyOfHeader, renamedHeader, type Heading } from '../document/heading.ts'
import { ownershipKeys } from '../document/owners.ts'
import { javascriptReading } from '../document/javascript.ts'
import { profilesNaming, referenceKeys, refuseNamedElsewhere, sectionsNaming } from './references.ts'
import type { Section } from '../document/scan.ts'

export interface Creation {
  readonly heading: Heading
  readonly settings: readonly Setting[]
}

/** Appends new sections in one edit. Refuses names and values that do not mean the same to all readers, and names taken. */
export function createSections(
  document: Document,
  credentials: Document,
  creations: readonly Creation[],
): Result<Document> {
  if (creations.length === 0) return ok(document)
  const taken = takenKeys(document, credentials)
  for (const { heading, settings } of creations) {
    const refused = refuseName(heading, taken) ?? refuseValues(settings)
    if (refused) return refused
    taken.add(keyOf(heading))
  }
  const after = appendSections(
    document,
    creations.map(({ heading, settings }) => ({ header: headerOf(heading), settings })),
  )
  const meant = creations.map(({ heading, settings }) => ({ heading, base: null, settings: new Map(settings) }))
  return ifReadersAgree(document, after, meant)
}

/** Sets the keys that have a value and removes those that are null; what is there already stays as it is written. */
export function changeSection(
  document: Document,
  heading: Heading,
  wanted: ReadonlyMap<string, string | null>,
): Result<Document> {
  if (!sectionOf(document, heading)) return missing(heading)
  return edited(document, document, heading, heading, wanted)
}

/** Appends a copy of a section's lines under the name `to`, in which what is `wanted` differs. */
export function copySection(
  document: Document,
  credentials: Document,
  heading: Heading,
  to: string,
  wanted: ReadonlyMap<string, string | null>,
): Result<Document> {
  const section = sectionOf(document, heading)
  if (!section) return missing(heading)
  const copy = { kind: heading.kind, name: to }
  const refused = refuseName(copy, takenKeys(document, credentials))
  // A copy is the person's own, whoever made what it is a copy of.
  const changes = new Map([...Array.from(ownershipKeys, (key) => [key, null] as const), ...wanted])
  return refused ?? edited(document, appendCopy(document, section, headerOf(copy)), heading, copy, changes)
}

/**
 * Gives a section another name, in every spelling that it has, and has the profiles that name it follow. `in-use` where
 * it is named in a place that cannot follow.
 */
export function renameSection(
  document: Document,
  credentials: Document,
  heading: Heading,
  name: string,
): Result<Document> {
  if (!sectionOf(document, heading)) return missing(heading)
  const to = { kind: heading.kind, name }
  const refused =
    refuseName(to, takenKeys(document, credentials)) ?? refuseNamedElsewhere(document, credentials, heading)
  if (refused) return refused
  const key = referenceKeys[heading.kind]
  const repointed = setValues(document, sectionsNaming(document, heading), key, name)
  const after = setHeaders(repointed, spellings(repointed, [heading]), (header) => renamedHeader(header, to))

  const follow = new Map([[key, name]])
  const users = profilesNaming(document, heading).map((user): Heading => ({ kind: 'profile', name: user }))
  const others = users.filter((user) => keyOf(user) !== keyOf(heading))
  const namesItself = others.length < users.length
  return ifReadersAgree(document, after, [
    { heading, base: null, settings: null },
    { heading: to, base: heading, settings: namesItself ? follow : new Map() },
    ...others.map((user) => ({ heading: user, base: user, settings: follow })),
  ])
}

/** Removes every section that stands for one of `headings`, however it is spelled, in one edit. */
export function removeHeadings(document: Document, headings: readonly Heading[]): Result<Document> {
  const sections = spellings(document, headings)
  const found = new Set(sections.map(({ header }) => keyOfHeader(header)))
  const unknown = headings.find((heading) => !found.has(keyOf(heading)))
  if (unknown) return missing(unknown)
  return ifReadersAgree(
    document,
    removeSections(document, sections),
    headings.map((heading) => ({ heading, base: null, settings: null })),
  )
}

/** `document` with what is `wanted` in the section of `heading`, which in `before` is, or is copied from, that of `base`. */
function edited(
  before: Document,
  document: Document,
  base: Heading,
  heading: Heading,
  wanted: ReadonlyMap<string, string | null>,
): Result<Document> {
  const present = ownSettings(document, sectionOf(document, heading)!)
  const changes = new Map([...wanted].filter(([key, value]) => (present.get(key) ?? null) !== value))
  if (changes.size === 0 && before === document) return ok(document)
  const settings = [...changes].filter((change): change is [string, string] => change[1] !== null)
  const refused = refuseValues(settings)
  if (refused) return refused

  const removed = new Set([...changes.keys()].filter((key) => changes.get(key) === null))
  const without = removed.size === 0 ? document : removeKeys(document, spellings(document, [heading]), removed)
  const section = sectionOf(without, heading)!
  const meant = [{ heading, base, settings: changes }]
  const indented = ifReadersAgree(before, setKeys(without, section, settings, indentOf(without, section)), meant)
  // Behind an indented nested block the SDK takes an indented key for one of the block's.
  return indented.ok ? indented : ifReadersAgree(before, setKeys(without, section, settings, ''), meant)
}

function sectionOf(document: Document, { kind, name }: Heading): Section | null {
  return (kind === 'profile' ? document.profiles() : document.sessions()).get(name) ?? null
}

function spellings(document: Document, headings: readonly Heading[]): readonly Section[] {
  const keys = new Set(headings.map(keyOf))
  return [...keys].flatMap(document.byKey).sort((a, b) => a.line - b.line)
}

/**
 * Everything that is a section to botocore or to the SDK, which also sees headers that are values to botocore; and the
 * profiles of the credentials file.
 */
export function takenKeys(document: Document, credentials: Document): Set<string> {
  const keys = new Set(document.sections.map(({ header }) => keyOfHeader(header)))
  for (const name of credentials.headers().keys()) if (name !== 'DEFAULT') keys.add(keyOf({ kind: 'profile', name }))
  if (document.isPlain) return keys
  for (const { section } of javascriptReading(document) ?? []) {
    keys.add(section === 'default' ? 'profile.default' : section)
  }
  return keys
}

/** For a section that is to have the name. */
function refuseName(heading: Heading, taken: ReadonlySet<string>): ReturnType<typeof fail> | null {
  const what = wordOf(heading)
  const badName = checkName(heading.name, what)
  if (badName !== null) return fail('invalid-input', badName, { field: 'name' })
  return taken.has(keyOf(heading)) ? fail('name-taken', nameTaken(what, heading.name), { field: 'name' }) : null
}

function refuseValues(settings: readonly Setting[]): ReturnType<typeof fail> | null {
  for (const [key, value] of settings) {
    const refusal = checkValue(value)
    const field = findKey(key)?.field
    if (refusal !== null) return fail('invalid-input', refusal, field ? { field } : {})
  }
  return null
}

function missing(heading: Heading): ReturnType<typeof fail> {
  return fail('not-found', `The config file has no ${wordOf(heading)} ${heading.name}.`)
}

function wordOf({ kind }: Heading) {
  return kind === 'profile' ? 'profile' : 'session'
}

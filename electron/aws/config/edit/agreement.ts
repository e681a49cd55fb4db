/**
 * Whether an edit means to every reader what it was meant to: botocore and the JavaScript SDK must find the edited
 * sections as intended, and everything else as before. Files are full of traps (an indented header that is a value to
 * one of them and a section to the other, aws-facts.md#reading), so the result is read, not reasoned about.
 */
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { foreignSentence, ownSettings, type Document, type Value } from '../document/document.ts'
import type { Foreign } from '../document/encoding.ts'
import { excerptOf } from '../diff/excerpt.ts'
import { keyOf, keyOfHeader, type Heading } from '../document/heading.ts'
import { javascriptReading, type Reading } from '../document/javascript.ts'
import type { Section } from '../document/scan.ts'

/** What a section is to be after an edit. */
export interface Meant {
  readonly heading: Heading
  /** Whose settings it had before: its own, those of another section (renamed, copied), or none (null: new). */
  readonly base: Heading | null
  /** What differs from its base, where null takes a key away. Null: the section is gone. */
  readonly settings: ReadonlyMap<string, string | null> | null
}

/** `after`, or why it cannot be had without changing what `before` says elsewhere. */
export function ifReadersAgree(before: Document, after: Document, meant: readonly Meant[]): Result<Document> {
  if (before.foreign) return refuseForeign(before.foreign)
  const named = meant.flatMap(({ heading, base }) => (base ? [heading, base] : [heading]))
  const { old, now } = excerptOf(before, after, { keys: new Set(named.map(keyOf)) })
  const place = botocoreDiffers(old, now, meant) ?? javascriptDiffers(old, now, meant)
  if (place === null) return ok(after)
  return fail('config-broken', `This change would make AWS tools read ${place} differently from what is meant.`, {
    fix: 'Open the file and write this change by hand, or first mend what is unusual around it.',
  })
}

/** `config-broken`: what is written into such a file, no client reads. */
export function refuseForeign(foreign: Foreign): ReturnType<typeof fail> {
  return fail('config-broken', `${foreignSentence(foreign)} Nothing can be written into it as long as it is that.`, {
    fix: 'Have Doctor write it as UTF-8, or do so in an editor, then try again.',
    remedy: { kind: 'show-doctor' },
  })
}

/** A section outside `targets` that `after` says differently, to botocore or to the SDK; null where there is none. */
export function differsOutside(before: Document, after: Document, targets: ReadonlySet<string>): string | null {
  const { old, now } = excerptOf(before, after, { keys: targets })
  if (now.findings.length > old.findings.length) return 'the file'
  return botocoreDiffersOutside(old, now, targets) ?? javascriptParts(old, now, targets).differs
}

function botocoreDiffers(before: Document, after: Document, meant: readonly Meant[]): string | null {
  if (after.findings.length > before.findings.length) return 'the file'
  const targets = new Set(meant.map(({ heading }) => keyOf(heading)))
  const elsewhere = botocoreDiffersOutside(before, after, targets)
  if (elsewhere !== null) return elsewhere
  const wrong = meant.find((each) => !isAsMeant(before, after, each))
  return wrong ? nameOf(wrong.heading) : null
}

function botocoreDiffersOutside(before: Document, after: Document, targets: ReadonlySet<string>): string | null {
  const isOther = ({ header }: Section): boolean => !targets.has(keyOfHeader(header))
  const old = before.sections.filter(isOther)
  const now = after.sections.filter(isOther)
  const changed = old.findIndex((section, at) => !now[at] || !sameSection(before, section, after, now[at]))
  if (changed !== -1) return `[${old[changed]!.header}]`
  return now.length > old.length ? `[${now[old.length]!.header}]` : null
}

function isAsMeant(before: Document, after: Document, meant: Meant): boolean {
  const { heading, base, settings } = meant
  const now = settingsOf(after, heading)
  if (!settings || !now) return !settings && !now
  const expected = new Map<string, Value>(base && settingsOf(before, base))
  for (const [key, value] of settings) {
    if (value === null) expected.delete(key)
    else expected.set(key, value)
  }
  return sameSettings(expected, now)
}

function settingsOf(document: Document, { kind, name }: Heading): ReadonlyMap<string, Value> | null {
  const section = (kind === 'profile' ? document.profiles() : document.sessions()).get(name)
  return section ? ownSettings(document, section) : null
}

function sameSection(before: Document, old: Section, after: Document, now: Section): boolean {
  if (old.header !== now.header) return false
  return (
    sectionText(before, old) === sectionText(after, now) ||
    sameSettings(ownSettings(before, old), ownSettings(after, now))
  )
}

/** From the header to the last key. */
function sectionText(document: Document, section: Section): string {
  const end = section.last > section.first ? document.entries[section.last - 1]!.end : section.line + 1
  return document.text.slice(document.starts[section.line], document.starts[end])
}

function sameSettings(one: ReadonlyMap<string, Value>, other: ReadonlyMap<string, Value>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => sameValue(value, other.get(key)))
}

function sameValue(one: Value, other: Value | undefined): boolean {
  if (typeof one === 'string' || typeof other === 'string' || !other) return one === other
  return sameSettings(one, other)
}

function javascriptDiffers(before: Document, after: Document, meant: readonly Meant[]): string | null {
  const targets = new Set(meant.flatMap(({ heading }) => javascriptSections(heading)))
  const { differs, old, now } = javascriptParts(before, after, targets)
  if (differs !== null || !old || !now) return differs
  const bases = divide(old, new Set(meant.flatMap(({ base }) => (base ? javascriptSections(base) : [])))).edited
  const wrong = meant.find((each) => {
    const base: Settings = each.base ? settingsIn(bases, each.base) : new Map()
    return !isAsMeantInJavaScript(before, each, base, settingsIn(now, each.heading))
  })
  return wrong ? nameOf(wrong.heading) : null
}

/** Where the SDK reads something else outside `targets`; all that it read before; and what it reads inside them after. */
function javascriptParts(before: Document, after: Document, targets: ReadonlySet<string>) {
  const old = javascriptReading(before)
  // A file that is nothing to the SDK has nothing to lose.
  if (!old) return { differs: null, old: null, now: null }
  const now = javascriptReading(after)
  if (!now) return { differs: 'the file', old: null, now: null }
  const [oldParts, nowParts] = [divide(old, targets), divide(now, targets)]
  const parts = { old, now: nowParts.edited }
  const length = Math.max(oldParts.others.length, nowParts.others.length)
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [oldParts.others[at], nowParts.others[at]]
    if (one?.section !== other?.section || one?.key !== other?.key || one?.value !== other?.value) {
      return { differs: `[${(one ?? other)!.section.replace('.', ' ')}]`, ...parts }
    }
  }
  return { differs: null, ...parts }
}

type Settings = ReadonlyMap<string, string>

/**
 * What is written must be seen, and the rest as it was, or as botocore reads it. The SDK need not see a value that it did
 * not see before (`key: value`), and nothing of a section that it did not see at all (a header with two spaces).
 */
function isAsMeantInJavaScript(before: Document, meant: Meant, old: Settings, now: Settings): boolean {
  const { base, settings } = meant
  if (!settings) return now.size === 0
  const there = base && settingsOf(before, base)
  const unseen = base !== null && old.size === 0
  const written = [...settings].every(([key, value]) => {
    const found = now.get(key) ?? null
    const neverSeen = found === null && !old.has(key) && there && (unseen || there.has(key))
    return found === value || neverSeen
  })
  // A nested block goes with its key; a key behind one may be a part of it to the SDK, and may be in another case.
  const isOther = (key: string): boolean => !key.split('.').some((part) => settings.has(part.toLowerCase()))
  const others = [...new Set([...old.keys(), ...now.keys()])].filter(isOther)
  return written && (unseen || others.every((key) => [old.get(key), there?.get(key)].includes(now.get(key))))
}

/** The readings of the sections in `targets`, by section, and the others in order. */
function divide(readings: readonly Reading[], targets: ReadonlySet<string>) {
  const others: Reading[] = []
  const edited = new Map<string, Map<string, string>>()
  for (const reading of readings) {
    const { section, key, value } = reading
    if (!targets.has(section)) others.push(reading)
    else edited.set(section, (edited.get(section) ?? new Map<string, string>()).set(key, value))
  }
  return { others, edited }
}

function settingsIn(edited: ReadonlyMap<string, Settings>, heading: Heading): Settings {
  for (const section of javascriptSections(heading)) {
    const settings = edited.get(section)
    if (settings) return settings
  }
  return new Map()
}

/** Under which keys the SDK keeps a section; the first one that is there counts. */
function javascriptSections(heading: Heading): readonly string[] {
  return keyOf(heading) === 'profile.default' ? ['profile.default', 'default'] : [keyOf(heading)]
}

function nameOf({ kind, name }: Heading): string {
  return `the ${kind === 'profile' ? 'profile' : 'session'} ${name}`
}

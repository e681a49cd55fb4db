/**
 * Whether an edit means to every reader what it was meant to: botocore and the JavaScript SDK must find the edited
 * sections as intended, and everything else as before. Files are full of traps (an indented header that is a value to
 * one of them and a section to the other, aws-facts.md 1.2), so the result is read, not reasoned about.
 */
import { fail, ok, type Result } from '../../../shared/result.ts'
import { ownSettings, type Document, type Value } from './document.ts'
import { keyOf, keyOfHeader, type Heading } from './heading.ts'
import { javascriptReading, type Reading } from './javascript.ts'
import type { Section } from './scan.ts'

/** What a section is to be after an edit. */
export interface Meant {
  readonly heading: Heading
  /** Null: gone. */
  readonly settings: ReadonlyMap<string, string | null> | null
  /** A new section has these settings and no others; in one that is edited, null takes a key away. */
  readonly isNew: boolean
}

/** `after`, or why it cannot be had without changing what `before` says elsewhere. */
export function agreed(before: Document, after: Document, meant: readonly Meant[]): Result<Document> {
  const place = botocoreDiffers(before, after, meant) ?? javascriptDiffers(before, after, meant)
  if (place === null) return ok(after)
  return fail('config-broken', `This change would make AWS tools read ${place} differently from what is meant.`, {
    fix: 'Open the file and write this change by hand, or first mend what is unusual around it.',
  })
}

function botocoreDiffers(before: Document, after: Document, meant: readonly Meant[]): string | null {
  if (after.findings.length > before.findings.length) return 'the file'
  const targets = new Set(meant.map(({ heading }) => keyOf(heading)))
  const isOther = ({ header }: Section): boolean => !targets.has(keyOfHeader(header))
  const old = before.sections.filter(isOther)
  const now = after.sections.filter(isOther)
  const changed = old.findIndex((section, at) => !now[at] || !sameSection(before, section, after, now[at]))
  if (changed !== -1) return `[${old[changed]!.header}]`
  if (now.length > old.length) return `[${now[old.length]!.header}]`
  const wrong = meant.find((each) => !isAsMeant(before, after, each))
  return wrong ? nameOf(wrong.heading) : null
}

function isAsMeant(before: Document, after: Document, meant: Meant): boolean {
  const { settings, isNew } = meant
  const [old, now] = [before, after].map((document) => {
    const section = sectionIn(document, meant.heading)
    return section ? ownSettings(document, section) : null
  })
  if (!settings || !now) return !settings && !now
  const expected = new Map<string, Value>(isNew ? [] : old)
  for (const [key, value] of settings) {
    if (value === null) expected.delete(key)
    else expected.set(key, value)
  }
  return sameSettings(expected, now)
}

function sectionIn(document: Document, { kind, name }: Heading): Section | null {
  return (kind === 'profile' ? document.profiles() : document.sessions()).get(name) ?? null
}

function sameSection(before: Document, old: Section, after: Document, now: Section): boolean {
  if (old.header !== now.header) return false
  return textOf(before, old) === textOf(after, now) || sameSettings(ownSettings(before, old), ownSettings(after, now))
}

/** From the header to the last key. */
function textOf(document: Document, section: Section): string {
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
  const old = javascriptReading(before)
  // A file that is nothing to the SDK has nothing to lose.
  if (!old) return null
  const now = javascriptReading(after)
  if (!now) return 'the file'
  const targets = new Set(meant.flatMap(({ heading }) => javascriptSections(heading)))
  const [oldParts, nowParts] = [divide(old, targets), divide(now, targets)]
  const length = Math.max(oldParts.others.length, nowParts.others.length)
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [oldParts.others[at], nowParts.others[at]]
    if (one?.section !== other?.section || one?.key !== other?.key || one?.value !== other?.value) {
      return `[${(one ?? other)!.section.replace('.', ' ')}]`
    }
  }
  const wrong = meant.find((each) => {
    const [oldSettings, nowSettings] = [oldParts, nowParts].map(({ edited }) => settingsIn(edited, each.heading))
    return !isAsMeantInJavaScript(before, each, oldSettings!, nowSettings!)
  })
  return wrong ? nameOf(wrong.heading) : null
}

type Settings = ReadonlyMap<string, string>

/**
 * What is written must be seen. In a section that is edited, the SDK need not see a value that it did not see before
 * (`key: value`), and nothing in a section that it does not see at all (a header with two spaces).
 */
function isAsMeantInJavaScript(before: Document, meant: Meant, old: Settings, now: Settings): boolean {
  if (!meant.settings) return now.size === 0
  const section = sectionIn(before, meant.heading)
  const there = section && !meant.isNew ? ownSettings(before, section) : null
  return [...meant.settings].every(([key, value]) => {
    const found = now.get(key) ?? null
    const neverSeen = found === null && !old.has(key) && there && (old.size === 0 || there.has(key))
    return found === value || neverSeen
  })
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

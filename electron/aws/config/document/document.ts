/**
 * A config or credentials file as a document: every byte of it, and what botocore reads there (aws-facts.md#reading).
 * Documents do not change; an edit gives a new one (edit.ts).
 */
import { isUtf8 } from 'node:buffer'
import type { ConfigFinding } from '../../../../shared/state.ts'
import { foreignEncoding, type Foreign } from './encoding.ts'
import { findOwnEntry, scan } from './scan.ts'
import type { Entry, Section, Structure } from './scan.ts'
import { headingOf, keyOfHeader, splitKey, type HeadingKind } from './heading.ts'
import { splitLines, strip } from './whitespace.ts'

export interface Document extends Structure {
  /** False for the empty document that stands for a file that is not there. */
  readonly exists: boolean
  /** The file's characters; its bytes, one character each, where it is not UTF-8. */
  readonly text: string
  readonly utf8: boolean
  /**
   * What the file is where it is no superset of ASCII. Then `text` has the characters that were meant, where that can be
   * told and they are not read so already, and no edit by name is made.
   */
  readonly foreign: Foreign | null
  readonly bytes: () => Buffer
  /** What botocore would refuse, by line. Empty means that it reads the file, and as this document has it. */
  readonly findings: readonly ConfigFinding[]
  /** By name, in the order in which the names first appear: the section that botocore takes for it. */
  readonly profiles: () => ReadonlyMap<string, Section>
  readonly sessions: () => ReadonlyMap<string, Section>
  /** By header. A credentials file has its profiles so. */
  readonly headers: () => ReadonlyMap<string, Section>
  /** The sections that the JavaScript SDK keeps under a key (`profile.a`), in order: one or none, but for twins. */
  readonly byKey: (key: string) => readonly Section[]
  /** Sections that share a key, by it. */
  readonly twins: () => ReadonlyMap<string, readonly Section[]>
}

/** A value, or the keys and values of a nested block (`s3 =` and indented lines below it). */
export type Value = string | ReadonlyMap<string, string>

export const emptyDocument: Document = {
  exists: false,
  text: '',
  utf8: true,
  foreign: null,
  bytes: () => Buffer.alloc(0),
  starts: new Uint32Array(0),
  sections: [],
  entries: [],
  defaults: null,
  findings: [],
  isPlain: true,
  profiles: () => new Map(),
  sessions: () => new Map(),
  headers: () => new Map(),
  byKey: () => [],
  twins: () => new Map(),
}

/** Reads the bytes of a file. Never fails: what botocore would refuse is in `findings`. */
export function parseDocument(bytes: Uint8Array): Document {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const foreign = foreignEncoding(buffer)
  if (foreign?.isWide) return parseText(foreign.text ?? '', true, { bytes: buffer, foreign })
  const utf8 = isUtf8(buffer)
  return parseText(buffer.toString(utf8 ? 'utf8' : 'latin1'), utf8, { bytes: buffer, foreign })
}

/** The bytes to write: those that were read, but for what edits changed. */
export function documentBytes(document: Document): Buffer {
  return document.bytes()
}

/**
 * A document of `text`, which holds characters, or bytes where `utf8` is false. It is read when something of it is first
 * asked for: what is only written need not be.
 */
export function parseText(
  text: string,
  utf8: boolean,
  { bytes, foreign = null }: { readonly bytes?: Buffer; readonly foreign?: Foreign | null } = {},
): Document {
  const read = once(() => scan(text, utf8, decodeBytes))
  const findings = once(() => [...foreignFinding(foreign), ...findingsOf(text, utf8, read())])
  const index = once(() => indexOf(read().sections))
  const twins = once(() => twinsOf(read().sections, index()))
  return {
    exists: true,
    text,
    utf8,
    foreign,
    bytes: bytes ? () => bytes : once(() => Buffer.from(text, utf8 ? 'utf8' : 'latin1')),
    get starts() {
      return read().starts
    },
    get sections() {
      return read().sections
    },
    get entries() {
      return read().entries
    },
    get defaults() {
      return read().defaults
    },
    get isPlain() {
      return !foreign && read().isPlain
    },
    get findings() {
      return findings()
    },
    profiles: () => index().profile,
    sessions: () => index()['sso-session'],
    headers: once(() => new Map(read().sections.map((section) => [section.header, section]))),
    byKey: (key) => twins().get(key) ?? soleSection(index(), key),
    twins,
  }
}

function findingsOf(text: string, utf8: boolean, { findings, starts }: Structure): readonly ConfigFinding[] {
  return utf8 ? findings : [...encodingFinding(text, starts), ...findings].sort((a, b) => a.line - b.line)
}

/** Of a file with NUL bytes among its characters botocore reads the rest. */
function foreignFinding(foreign: Foreign | null): ConfigFinding[] {
  if (!foreign?.isWide) return []
  return [{ line: 1, message: `${foreignSentence(foreign)} AWS tools find no profile in it: save it as UTF-8.` }]
}

/** What it is, and what wrote it. */
export function foreignSentence({ what, writer }: Foreign, subject = 'The file'): string {
  return `${subject} is ${what}. Such files come from ${writer}.`
}

/** A piece of the document's text as a person should see it. */
export function decode(document: Pick<Document, 'utf8'>, piece: string): string {
  return document.utf8 ? piece : decodeBytes(piece)
}

/** `characters` as they stand in the document's text. */
export function encode(document: Pick<Document, 'utf8'>, characters: string): string {
  return document.utf8 ? characters : Buffer.from(characters, 'utf8').toString('latin1')
}

/** Where line `line` ends, without its line break. */
export function lineEnd(document: Pick<Document, 'text' | 'starts'>, line: number): number {
  const { text, starts } = document
  let end = starts[line + 1] ?? text.length
  if (text.charCodeAt(end - 1) === 0x0a) end -= 1
  if (text.charCodeAt(end - 1) === 0x0d && end > starts[line]!) end -= 1
  return end
}

/** Line `line` as a person should see it, without its line break. */
export function lineText(document: Document, line: number): string {
  return decode(document, document.text.slice(document.starts[line], lineEnd(document, line)))
}

export function entriesOf(document: Document, section: Section): readonly Entry[] {
  return document.entries.slice(section.first, section.last)
}

/** What botocore reads in `section`: its own settings, and those that every section inherits from `[DEFAULT]`. */
export function settingsOf(document: Document, section: Section): ReadonlyMap<string, Value> {
  const settings = new Map<string, Value>()
  if (document.defaults) addSettings(document, document.defaults, settings)
  addSettings(document, section, settings)
  return settings
}

/** The settings of `section` alone. */
export function ownSettings(document: Document, section: Section): ReadonlyMap<string, Value> {
  const settings = new Map<string, Value>()
  addSettings(document, section, settings)
  return settings
}

/** The value of one key, or null where there is none. Faster than `settingsOf` for a few keys. */
export function settingOf(document: Document, section: Section, key: string): Value | null {
  for (const start of [section, document.defaults]) {
    const entry = findOwnEntry(document, start, key)
    if (entry) return valueOf(document, entry)
  }
  return null
}

/** Adds what `section` says. Of sections with the very same header, as of a key twice in one, the later one counts. */
function addSettings(document: Document, section: Section, settings: Map<string, Value>): void {
  if (section.repeats) addSettings(document, section.repeats, settings)
  for (const entry of entriesOf(document, section)) settings.set(entry.key, valueOf(document, entry))
}

/** Continuation lines are stripped and joined by line feeds, without the comments between them. */
function valueOf(document: Document, entry: Entry): Value {
  const first = decode(document, document.text.slice(entry.from, entry.to))
  if (entry.end === entry.line + 1) return first
  const parts = [first]
  for (let line = entry.line + 1; line < entry.end; line += 1) {
    const part = strip(lineText(document, line))
    if (!part.startsWith('#') && !part.startsWith(';')) parts.push(part)
  }
  return first === '' ? nestedValue(parts.join('\n')) : parts.join('\n')
}

/** botocore's `_parse_nested`: one level, keys as they are written; the last of a key counts. */
function nestedValue(value: string): ReadonlyMap<string, string> {
  const block = new Map<string, string>()
  for (const line of splitLines(value)) {
    const at = line.indexOf('=')
    if (at !== -1) block.set(strip(line.slice(0, at)), strip(line.slice(at + 1)))
  }
  return block
}

type SectionsByName = Readonly<Record<HeadingKind | 'other', Map<string, Section>>>

/** The sections by what they are, of which a later one of a name counts. */
function indexOf(sections: readonly Section[]): SectionsByName {
  const kinds: SectionsByName = {
    profile: new Map(),
    'sso-session': new Map(),
    services: new Map(),
    other: new Map(),
  }
  for (const section of sections) {
    const heading = headingOf(section.header)
    kinds[heading?.kind ?? 'other'].set(heading?.name ?? section.header, section)
  }
  return kinds
}

/** Sections that share a key, in order; finds that there are none without making the keys. */
function twinsOf(sections: readonly Section[], kinds: SectionsByName): ReadonlyMap<string, readonly Section[]> {
  const found = Object.values(kinds).reduce((sum, { size }) => sum + size, 0)
  // `[profile.x]` has the key of `[profile x]`.
  if (found === sections.length && [...kinds.other.keys()].every((header) => splitKey(header) === null))
    return new Map()
  const groups = Map.groupBy(sections, ({ header }) => keyOfHeader(header))
  return new Map([...groups].filter(([, group]) => group.length > 1))
}

/** The section that has a key where no other has. */
function soleSection({ other, ...named }: SectionsByName, key: string): readonly Section[] {
  const parts = splitKey(key)
  const section = (parts && named[parts.kind].get(parts.name)) ?? other.get(key)
  return section ? [section] : []
}

/** UTF-8 where the bytes are, else Latin-1, which is what such bytes mostly were. */
function decodeBytes(piece: string): string {
  const bytes = Buffer.from(piece, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : piece
}

function encodingFinding(text: string, starts: Uint32Array): ConfigFinding[] {
  const line = starts.findIndex((start, at) => !isUtf8(Buffer.from(text.slice(start, starts[at + 1]), 'latin1')))
  const message = 'This line has a character that is not UTF-8. AWS tools refuse the whole file: save it as UTF-8.'
  return [{ line: line + 1, message }]
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** Settings that one client reads otherwise than another: comments, colons, capitals, lines that continue a value. */
import { lineText, type Document } from '../../config/document/document.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import { javascriptHeader } from '../../config/document/javascript.ts'
import type { Entry, Section } from '../../config/document/scan.ts'
import { breakBeside, type Splice } from '../../config/edit/splice.ts'
import { sectionsAround } from '../places.ts'
import type { FileRule } from '../rule.ts'
import { cli, dotnet, java, lineMend, placeOf, ruby, rust, sdk, type File, type Trouble } from '../trouble.ts'
import { nameOfSection } from '../words.ts'
import { knownKeys, plainKeys } from './keys.ts'
import { scopesMeant } from './scopes.ts'

export const valueRules: readonly FileRule[] = [
  { at: 'setting', find: continued },
  { at: 'setting', find: inlineComment },
  { at: 'setting', find: colon },
  { at: 'setting', find: capitals },
]

function hasComment({ text }: Document, { from, to }: Entry): boolean {
  const value = text.slice(from, to)
  return (value.includes('#') || value.includes(';')) && /(?:^|\s)[#;]/.test(value)
}

const equals = 0x3d
const colonCode = 0x3a

/** Where the "=" or ":" is: the first one of the line. */
function delimiterOf({ text, starts }: Document, { from, line }: Entry): number {
  for (let at = starts[line]!; at < from; at += 1) {
    const code = text.charCodeAt(at)
    if (code === equals || code === colonCode) return at
  }
  return -1
}

function keyStart({ text, starts }: Document, { line }: Entry): number {
  let at = starts[line]!
  while (/\s/.test(text.charAt(at))) at += 1
  return at
}

/** Whether the key is written as configparser reads it, in lower case. */
function keyStands(document: Document, entry: Entry): boolean {
  const { text, starts } = document
  return text.startsWith(entry.key, starts[entry.line]) || text.startsWith(entry.key, keyStart(document, entry))
}

/** Whether nothing else sets the key in the section, however that is spelled: the SDK might take that value then. */
function isAlone(document: Document, section: Section, { key }: Entry): boolean {
  const entries = document
    .byKey(keyOfHeader(section.header))
    .flatMap(({ first, last }) => document.entries.slice(first, last))
  return entries.filter((each) => each.key === key).length === 1
}

function inlineComment(file: File, section: Section, entry: Entry): Trouble | null {
  const { document } = file
  if (!hasComment(document, entry)) return null
  const { key, line, from, to } = entry
  const value = document.text.slice(from, to)
  if (key === 'sso_registration_scopes' && scopesMeant(value)) return null
  const at = value.search(/(?:^|\s)[#;]/)
  const kept = value.slice(0, at).trimEnd()
  const comment = value.slice(at).trimStart()
  const { subject, sentence } = nameOfSection(section.header)
  const isPlain = plainKeys.has(key)
  const start = document.starts[line]!
  const splices: readonly Splice[] = [
    { from: start, to: start, text: comment + breakBeside(document, line) },
    { from: from + kept.length, to, text: '' },
  ]
  const canMend = isPlain && kept !== '' && entry.end === line + 1
  return {
    rule: 'inline-comment',
    subject: `${subject} ${key}`,
    severity: isPlain ? 'error' : 'warning',
    title: `${sentence} has a comment behind ${key}.`,
    effects: [
      [cli, isPlain ? `They take it for part of the value: "${value}".` : 'They take it for part of the value.'],
      [sdk, isPlain && kept !== '' ? `It takes "${kept}" for the value.` : 'It ends the value before it.'],
      value.charAt(at + value.slice(at).search(/[#;]/)) === '#'
        ? [[...ruby, ...dotnet], 'They take it for part of the value.']
        : [dotnet, 'It takes it for part of the value.'],
    ],
    places: [placeOf(file, line)],
    advice: isPlain
      ? 'Put the comment on a line of its own.'
      : 'If it is a comment, put it on a line of its own; else find a value without "#" or ";" after a space.',
    mend: lineMend('Move the comment to a line of its own', canMend ? splices : null, [keyOfHeader(section.header)]),
  }
}

function colon(file: File, section: Section, entry: Entry): Trouble | null {
  const { document } = file
  const { text } = document
  const at = delimiterOf(document, entry)
  if (text.charCodeAt(at) !== colonCode) return null
  const { key, line } = entry
  const { subject, sentence } = nameOfSection(section.header)
  const spaced = /\s/.test(text.charAt(at + 1)) && !/\s/.test(text.charAt(at - 1))
  const splices = [{ from: at, to: at + 1, text: spaced ? ' =' : '=' }]
  return {
    rule: 'colon',
    subject: `${subject} ${key}`,
    severity: knownKeys.has(key) ? 'error' : 'warning',
    title: `${sentence} sets ${key} with ":" in the place of "=".`,
    effects: [
      [cli, 'They read the setting.'],
      ...(lineText(document, line).includes('=')
        ? [[[...sdk, ...java, ...rust, ...ruby, ...dotnet], 'They read another key.'] as const]
        : [
            [[...sdk, ...ruby], 'They do not see the setting.'] as const,
            [[...java, ...rust, ...dotnet], 'They refuse the whole file.'] as const,
          ]),
    ],
    places: [placeOf(file, line)],
    advice: 'Write "=".',
    mend: lineMend('Write "=" in the place of ":"', isAlone(document, section, entry) ? splices : null, [
      keyOfHeader(section.header),
      ...sectionsAround(document, line),
    ]),
  }
}

function capitals(file: File, section: Section, entry: Entry): Trouble | null {
  const { document } = file
  const { key, line } = entry
  // Of a key that is there twice, another rule speaks.
  if (!knownKeys.has(key) || keyStands(document, entry) || !isAlone(document, section, entry)) return null
  const { subject, sentence } = nameOfSection(section.header)
  const from = keyStart(document, entry)
  const written = document.text.slice(from, from + key.length)
  const canMend = written.toLowerCase() === key
  return {
    rule: 'capital-key',
    subject: `${subject} ${key}`,
    severity: 'error',
    title: `${sentence} writes ${key} with capitals.`,
    effects: [
      [cli, `They read it as ${key}.`],
      [[...sdk, ...java, ...ruby], `They do not take it for ${key}, and so do not see the setting.`],
    ],
    places: [placeOf(file, line)],
    advice: `Write ${key}.`,
    mend: lineMend(`Write ${key}`, canMend ? [{ from, to: from + key.length, text: key }] : null, [
      keyOfHeader(section.header),
      ...sectionsAround(document, line),
    ]),
  }
}

function continued(file: File, section: Section, entry: Entry): Trouble | null {
  const { document } = file
  const { key, line, end, from, to } = entry
  if (end === line + 1 || from === to) return null
  const lines = Array.from({ length: end - line - 1 }, (_, at) => line + 1 + at)
  const said = lines.filter((each) => !/^\s*(?:$|[#;])/.test(lineText(document, each)))
  const headers = said.filter((each) => headerText(document, each) !== null)
  const { subject, sentence } = nameOfSection(section.header)
  const canMend = said.length > 0 && said.every((each) => isSetting(document, each, headers))
  const about = [line, ...headers].flatMap((each) => sectionsAround(document, each))
  const keys = headers.map((each) => keyOfHeader(headerText(document, each)!))
  return {
    rule: headers.length > 0 ? 'swallowed-header' : 'continued-value',
    subject: `${subject} ${key}`,
    severity: 'error',
    title:
      headers.length > 0
        ? `${sentence} is followed by an indented header, which continues the value of ${key}.`
        : `Indented lines continue the value of ${key} in ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}.`,
    effects: [
      [cli, `They take these lines for part of the value of ${key}.`],
      [sdk, headers.length > 0 ? 'It takes the header for a header.' : 'It takes each for a setting of its own.'],
    ],
    places: (said.length > 0 ? said : [line]).map((each) => placeOf(file, each)),
    advice: 'Begin these lines without spaces, if they are not meant to continue the value.',
    mend: lineMend('Remove the spaces before these lines', canMend ? outdented(document, entry, said) : null, [
      keyOfHeader(section.header),
      ...about,
      ...keys,
    ]),
  }
}

function headerText(document: Document, line: number): string | null {
  const text = lineText(document, line)
  return javascriptHeader(text) ? (/^\s*\[(.+)\]/.exec(text)?.[1] ?? null) : null
}

function isSetting(document: Document, line: number, headers: readonly number[]): boolean {
  if (headers.includes(line)) return true
  const key = /^\s*([\w ]+?)\s*=/.exec(lineText(document, line))?.[1]
  const isBelow = headers.some((header) => header < line)
  return key !== undefined && (isBelow || knownKeys.has(key))
}

/** The lines begin as the entry does that they continued: deeper ones stay deeper. */
function outdented(document: Document, entry: Entry, lines: readonly number[]): readonly Splice[] {
  const indentOf = (line: number): number => /^\s*/.exec(lineText(document, line))![0].length
  const indent = document.text.slice(document.starts[entry.line], keyStart(document, entry))
  const most = indentOf(lines[0]!)
  return lines.map((line) => {
    const from = document.starts[line]!
    return { from, to: from + Math.min(most, indentOf(line)), text: indent }
  })
}

/** Settings that one client reads otherwise than another: comments, colons, capitals, lines that continue a value. */
import { lineText, type Document } from '../../config/document/document.ts'
import { headingOf, keyOfHeader } from '../../config/document/heading.ts'
import { javascriptHeader } from '../../config/document/javascript.ts'
import type { Entry, Section } from '../../config/document/scan.ts'
import { breakBeside, sectionsAround, type Cut } from '../cuts.ts'
import { cli, diagnosis, placeOf, sdk, type Diagnosis, type File } from '../diagnosis.ts'
import { nameOfSection } from '../words.ts'
import { plainHeader } from './headers.ts'

/** Keys whose values hold no " #" and no " ;", and no secret. */
const plainKeys = new Set([
  'region',
  'output',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_registration_scopes',
  'sso_account_id',
  'sso_role_name',
  'role_arn',
  'source_profile',
  'credential_source',
  'mfa_serial',
  'services',
])

/** Other keys of AWS's own clients, which know them in lower case alone. */
const knownKeys = new Set([
  ...plainKeys,
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'ca_bundle',
  'cli_pager',
  'credential_process',
  'defaults_mode',
  'duration_seconds',
  'endpoint_url',
  'external_id',
  'login_session',
  'max_attempts',
  'retry_mode',
  'role_session_name',
  's3',
  'sts_regional_endpoints',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
  'web_identity_token_file',
])

export function valueRules(file: File): Diagnosis[] {
  const { document } = file
  const found: Diagnosis[] = []
  for (const section of document.sections) {
    // What botocore does not take for a section is for another rule first.
    if (!plainHeader.test(section.header) && !headingOf(section.header)) continue
    for (let at = section.first; at < section.last; at += 1) {
      const entry = document.entries[at]!
      if (entry.end > entry.line + 1 && entry.from < entry.to) found.push(continued(file, section, entry))
      if (hasComment(document, entry)) found.push(inlineComment(file, section, entry))
      const delimiter = delimiterOf(document, entry)
      if (document.text.charCodeAt(delimiter) === colonCode) found.push(colon(file, section, entry, delimiter))
      if (knownKeys.has(entry.key) && !keyStands(document, entry)) found.push(capitals(file, section, entry))
    }
  }
  return found
}

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
  const same = document.byKey()
    ? [section]
    : document.sections.filter(({ header }) => keyOfHeader(header) === keyOfHeader(section.header))
  const entries = same.flatMap(({ first, last }) => document.entries.slice(first, last))
  return entries.filter((each) => each.key === key).length === 1
}

function inlineComment(file: File, section: Section, entry: Entry): Diagnosis {
  const { document } = file
  const { key, line, from, to } = entry
  const value = document.text.slice(from, to)
  const at = value.search(/(?:^|\s)[#;]/)
  const kept = value.slice(0, at).trimEnd()
  const comment = value.slice(at).trimStart()
  const { subject, sentence } = nameOfSection(section.header)
  const isPlain = plainKeys.has(key)
  const indent = document.text.slice(document.starts[line], keyStart(document, entry))
  const above: Cut = { from: document.starts[line]!, to: document.starts[line]!, text: '' }
  const cuts = [
    { ...above, text: indent + comment + breakBeside(document, line) },
    { from: from + kept.length, to, text: '' },
  ]
  const canMend = isPlain && kept !== '' && entry.end === line + 1
  return diagnosis({
    rule: 'inline-comment',
    subject: `${subject} ${key}`,
    severity: isPlain ? 'error' : 'warning',
    title: `${sentence} has a comment behind ${key}.`,
    effects: [
      [cli, isPlain ? `They take it for part of the value: "${value}".` : 'They take it for part of the value.'],
      [sdk, isPlain && kept !== '' ? `It takes "${kept}" for the value.` : 'It ends the value before it.'],
    ],
    places: [placeOf(file, line)],
    advice: isPlain
      ? 'Put the comment on a line of its own.'
      : 'If it is a comment, put it on a line of its own; else find a value without "#" or ";" after a space.',
    fix: canMend
      ? { label: 'Move the comment to a line of its own', mend: { cuts, about: [keyOfHeader(section.header)] } }
      : null,
  })
}

function colon(file: File, section: Section, entry: Entry, at: number): Diagnosis {
  const { document } = file
  const { key, line } = entry
  const { text } = document
  const { subject, sentence } = nameOfSection(section.header)
  const spaced = /\s/.test(text.charAt(at + 1)) && !/\s/.test(text.charAt(at - 1))
  return diagnosis({
    rule: 'colon',
    subject: `${subject} ${key}`,
    severity: knownKeys.has(key) ? 'error' : 'warning',
    title: `${sentence} sets ${key} with ":" in the place of "=".`,
    effects: [
      [cli, 'They read the setting.'],
      [sdk, lineText(document, line).includes('=') ? 'It reads another key.' : 'It does not see the setting.'],
    ],
    places: [placeOf(file, line)],
    advice: 'Write "=".',
    fix: isAlone(document, section, entry)
      ? {
          label: 'Write "=" in the place of ":"',
          mend: {
            cuts: [{ from: at, to: at + 1, text: spaced ? ' =' : '=' }],
            about: [keyOfHeader(section.header), ...sectionsAround(document, line)],
          },
        }
      : null,
  })
}

function capitals(file: File, section: Section, entry: Entry): Diagnosis {
  const { document } = file
  const { key, line } = entry
  const { subject, sentence } = nameOfSection(section.header)
  const from = keyStart(document, entry)
  const written = document.text.slice(from, from + key.length)
  const isSame = written.toLowerCase() === key
  return diagnosis({
    rule: 'capital-key',
    subject: `${subject} ${key}`,
    severity: 'error',
    title: `${sentence} writes ${key} with capitals.`,
    effects: [
      [cli, `They read it as ${key}.`],
      [sdk, `It does not take it for ${key}, and so does not see the setting.`],
    ],
    places: [placeOf(file, line)],
    advice: `Write ${key}.`,
    fix:
      isSame && isAlone(document, section, entry)
        ? {
            label: `Write ${key}`,
            mend: {
              cuts: [{ from, to: from + key.length, text: key }],
              about: [keyOfHeader(section.header), ...sectionsAround(document, line)],
            },
          }
        : null,
  })
}

function continued(file: File, section: Section, entry: Entry): Diagnosis {
  const { document } = file
  const { key, line, end } = entry
  const lines = Array.from({ length: end - line - 1 }, (_, at) => line + 1 + at)
  const said = lines.filter((each) => !/^\s*(?:$|[#;])/.test(lineText(document, each)))
  const headers = said.filter((each) => headerText(document, each) !== null)
  const { subject, sentence } = nameOfSection(section.header)
  const canMend = said.length > 0 && said.every((each) => isSetting(document, each, headers))
  const about = [line, ...headers].flatMap((each) => sectionsAround(document, each))
  const keys = headers.map((each) => keyOfHeader(headerText(document, each)!))
  return diagnosis({
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
    fix: canMend
      ? {
          label: 'Remove the spaces before these lines',
          mend: {
            cuts: outdented(document, entry, said),
            about: [keyOfHeader(section.header), ...about, ...keys],
          },
        }
      : null,
  })
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
function outdented(document: Document, entry: Entry, lines: readonly number[]): readonly Cut[] {
  const indentOf = (line: number): number => /^\s*/.exec(lineText(document, line))![0].length
  const indent = document.text.slice(document.starts[entry.line], keyStart(document, entry))
  const most = indentOf(lines[0]!)
  return lines.map((line) => {
    const from = document.starts[line]!
    return { from, to: from + Math.min(most, indentOf(line)), text: indent }
  })
}

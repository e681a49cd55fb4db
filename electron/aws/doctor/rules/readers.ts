/** What the AWS CLI and JavaScript read, and others of AWS's clients do not (aws-facts.md#other-readers). */
import { encode, lineEnd, lineText, type Document } from '../../config/document/document.ts'
import { headerOf, headingOf, keyOfHeader } from '../../config/document/heading.ts'
import { javascriptHeader } from '../../config/document/javascript.ts'
import type { Entry, Section } from '../../config/document/scan.ts'
import { breakBeside, lineBreak, type Splice } from '../../config/edit/splice.ts'
import { sectionsAround } from '../places.ts'
import type { FileRule } from '../rule.ts'
import { dotnet, go, java, lineMend, placeOf, ruby, rust, sdk, type File, type Trouble } from '../trouble.ts'
import { listed, nameOfSection } from '../words.ts'

export const readerRules: readonly FileRule[] = [
  { at: 'config', find: quotedHeaders },
  { at: 'config', find: commentsBehindHeaders },
  { at: 'config', find: indentedKeys },
  { at: 'config', find: indentedComments },
  { at: 'config', find: loneReturns },
  { at: 'setting', find: unseenSpace },
]

const dropped = 'They do not find it, and do not say that it is there.'
const refused = 'They refuse the whole file.'

/** `[profile "dev"]`. Of names that need their quotes another rule speaks. */
function quotedHeaders(file: File): readonly Trouble[] {
  const { document } = file
  return document.sections.flatMap((section): Trouble[] => {
    const heading = headingOf(section.header)
    const isQuoted = /^(?:profile|sso-session|services) (["'])[\w@+.%:/-]+\1$/.test(section.header)
    if (!heading || !isQuoted || document.byKey(keyOfHeader(section.header)).length > 1) return []
    const from = document.text.indexOf(section.header, document.starts[section.line])
    const plain = headerOf(heading)
    return [
      {
        rule: 'quoted-name',
        subject: nameOfSection(section.header).subject,
        severity: 'warning',
        title: `[${section.header}] has its name in quotes.`,
        effects: [[[...go, ...java, ...rust, ...ruby, ...dotnet], dropped]],
        places: [placeOf(file, section.line)],
        advice: `Write it as [${plain}].`,
        mend: lineMend(
          'Remove the quotes',
          [{ from, to: from + section.header.length, text: encode(document, plain) }],
          [keyOfHeader(section.header)],
        ),
      },
    ]
  })
}

function commentsBehindHeaders(file: File): Trouble | null {
  const { document } = file
  const lines = document.sections
    .filter(({ header, line }) => {
      const text = lineText(document, line)
      const key = keyOfHeader(header).replace(/^profile\.default$/, 'default')
      // Of what JavaScript sees in another way, the rules about headers speak.
      return (
        /^\s*\[[^\]]+\]\s+[#;]/.test(text) &&
        javascriptHeader(text)?.section?.replace(/^profile\.default$/, 'default') === key
      )
    })
    .map(({ line }) => line)
  if (lines.length === 0) return null
  const splices = lines.flatMap((line): Splice[] => {
    const start = document.starts[line]!
    const text = document.text.slice(start, lineEnd(document, line))
    const close = text.indexOf(']') + 1
    return [
      { from: start, to: start, text: text.slice(close).trim() + breakBeside(document, line) },
      { from: start + close, to: start + text.length, text: '' },
    ]
  })
  return {
    rule: 'header-comment',
    severity: 'warning',
    title: 'A comment stands on the line of a header.',
    effects: [[dotnet, 'It refuses the whole file.']],
    places: lines.map((line) => placeOf(file, line)),
    advice: 'Put the comment on a line of its own.',
    mend: lineMend('Move it to a line of its own', splices, keysAt(document, lines)),
  }
}

const isIndented = (document: Document, line: number): boolean => /^[ \t]+\S/.test(lineText(document, line))
const isComment = (document: Document, line: number): boolean => /^\s*[#;]/.test(lineText(document, line))
const indentOf = (document: Document, line: number): number => /^[ \t]*/.exec(lineText(document, line))![0].length

/** One finding for all: who indents keys does so everywhere. */
function indentedKeys(file: File): Trouble | null {
  const { document } = file
  const entries = document.entries.filter(({ line }) => isIndented(document, line))
  if (entries.length === 0) return null
  const sections = new Set(entries.map(({ line }) => sectionOf(document, line)))
  const names = [...sections].map(({ header }) => `[${header}]`)
  const splices = entries.flatMap((entry) => outdented(document, entry))
  return {
    rule: 'indented-keys',
    severity: 'warning',
    title: `Settings are indented below ${listed(names)}.`,
    effects: [
      [[...java, ...rust], refused],
      [[...go, ...ruby], 'They pass over these settings (Go: those from 2024 on).'],
    ],
    places: entries.map(({ line }) => placeOf(file, line)),
    advice: 'Begin settings without spaces; lines of a block keep theirs.',
    mend: lineMend(
      'Remove the spaces before them',
      splices,
      keysAt(
        document,
        [...sections].map(({ line }) => line),
      ),
    ),
  }
}

/** The lines of an entry keep their distance from it. */
function outdented(document: Document, entry: Entry): readonly Splice[] {
  const most = indentOf(document, entry.line)
  return Array.from({ length: entry.end - entry.line }, (_, at) => {
    const from = document.starts[entry.line + at]!
    return { from, to: from + Math.min(most, indentOf(document, entry.line + at)), text: '' }
  })
}

function indentedComments(file: File): Trouble | null {
  const { document } = file
  const lines = Array.from(document.starts, (_, line) => line).filter(
    (line) => isComment(document, line) && isIndented(document, line),
  )
  if (lines.length === 0) return null
  return {
    rule: 'indented-comment',
    severity: 'warning',
    title: 'Comments are indented.',
    effects: [[[...java, ...rust], 'They take them for a part of the value above, or refuse the whole file.']],
    places: lines.map((line) => placeOf(file, line)),
    advice: 'Begin comments without spaces, and put those of a block above it.',
    mend: lineMend(
      'Remove the spaces before them',
      lines.flatMap((line) => freed(document, line)),
      keysAt(document, lines),
    ),
  }
}

/** To the beginning of its line; out of a block, which such a line would cut for Ruby, above it. */
function freed(document: Document, line: number): readonly Splice[] {
  const [from, indent] = [document.starts[line]!, indentOf(document, line)]
  const block = document.entries.find((entry) => entry.line < line && line < entry.end)
  if (!block) return [{ from, to: from + indent, text: '' }]
  const end = document.starts[line + 1] ?? document.text.length
  const above = document.starts[block.line]!
  return [
    { from: above, to: above, text: document.text.slice(from + indent, end) },
    { from, to: end, text: '' },
  ]
}

/** One finding for all: a whole file of old Mac OS has nothing else. */
function loneReturns(file: File): Trouble | null {
  const { document } = file
  const { text, starts } = document
  const lines = Array.from(starts, (_, line) => line).filter((line) => {
    const end = starts[line + 1] ?? text.length
    return text.charAt(end - 1) === '\r'
  })
  if (lines.length === 0) return null
  const right = text.includes('\n') ? lineBreak(document) : '\n'
  const splices = lines.map((line): Splice => {
    const end = starts[line + 1] ?? text.length
    return { from: end - 1, to: end, text: right }
  })
  return {
    rule: 'lone-return',
    severity: 'error',
    title: 'Lines end with a carriage return alone, as those of old Mac OS do.',
    effects: [
      [[...sdk, ...go, ...ruby, ...rust], 'They take the lines that follow for a part of the value, or of the header.'],
    ],
    places: lines.map((line) => placeOf(file, line)),
    advice: 'Save the file with line breaks of today.',
    mend: lineMend(
      'Write line breaks in their place',
      splices,
      keysAt(
        document,
        lines.flatMap((line) => [line, line + 1]),
      ),
    ),
  }
}

/** Beside a value: spaces that Python takes away, and not everybody. */
function unseenSpace(file: File, section: Section, entry: Entry): Trouble | null {
  const { document } = file
  const { key, line, from, to } = entry
  const end = lineEnd(document, line)
  const before = document.text.slice(document.starts[line], from)
  const behindSign = before.slice(before.search(/[=:]/) + 1)
  const after = document.text.slice(to, end)
  if (from === to || !/[^ \t]/.test(behindSign + after)) return null
  const { subject, sentence } = nameOfSection(section.header)
  return {
    rule: 'unseen-space',
    subject: `${subject} ${key}`,
    severity: 'warning',
    title: `${sentence} has a no-break space, or a space like it, beside the value of ${key}.`,
    effects: [[[...go, ...java, ...rust, ...ruby], 'They keep it as a part of the value.']],
    places: [placeOf(file, line)],
    advice: 'Write a plain space, or none.',
    mend: lineMend(
      'Remove it',
      [
        { from: from - behindSign.length, to: from, text: behindSign === '' ? '' : ' ' },
        { from: to, to: end, text: '' },
      ],
      [keyOfHeader(section.header), ...sectionsAround(document, line)],
    ),
  }
}

function sectionOf({ sections }: Document, line: number): Section {
  return sections.findLast((section) => section.line < line)!
}

/** The sections, to every reader, that these lines are in. */
function keysAt(document: Document, lines: readonly number[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => sectionsAround(document, line)))]
}

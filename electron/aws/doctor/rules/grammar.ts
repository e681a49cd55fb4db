/** What makes botocore refuse the whole file: the findings of the document, each with its cause and its mend. */
import { isUtf8 } from 'node:buffer'
import { encode, lineEnd, lineText, type Document } from '../../config/document/document.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import { entryAround } from '../../config/diff/lines.ts'
import type { Entry, Section } from '../../config/document/scan.ts'
import { dropLines, type Splice } from '../../config/edit/splice.ts'
import { sectionAt, sectionsAround } from '../places.ts'
import type { FileRule } from '../rule.ts'
import { cli, lineMend, placeOf, sdk, type File, type LineMend, type Trouble } from '../trouble.ts'
import type { FindingPlace } from '../../../../shared/doctor.ts'
import { nameOfSection } from '../words.ts'
import { mergeInto } from './merging.ts'

/** `AWS CLI v1` and `v2` alike: `Unable to parse config file`. */
const refused = 'They refuse the whole file ("Unable to parse config file"): no profile of it works.'

export const grammarRules: readonly FileRule[] = [{ at: 'file', find: refusals }]

function refusals(file: File): readonly Trouble[] {
  const { document } = file
  if (document.findings.length === 0) return []
  const known = [encodingRule(file), markRule(file)].filter((each) => each !== null)
  const headers = new Map(document.sections.map((section) => [section.line, section]))
  const firstHeader = document.sections[0]?.line ?? document.starts.length
  const rest = document.findings.map(({ line }) => line - 1)
  // Of the encoding its own rule speaks.
  if (document.foreign?.isWide) rest.shift()
  for (const { places } of known) rest.splice(rest.indexOf(places[0]!.line! - 1), 1)
  const found = rest.map((line) => {
    const section = headers.get(line)
    if (section) return repeatedSection(file, section)
    const entry = entryAround(document, line)
    if (entry?.line === line) return repeatedKey(file, entry)
    if (entry) return nestedLine(file, line)
    return line < firstHeader ? beforeHeaders(file, line, firstHeader) : strayLine(file, line)
  })
  return [...known, ...found]
}

interface Refusal extends Pick<Trouble, 'rule' | 'title' | 'advice'> {
  readonly subject: string
  readonly places: readonly FindingPlace[]
  readonly toSdk: string
  readonly mend: LineMend | null
}

function refusal(file: File, { toSdk, subject, mend, ...rest }: Refusal) {
  return {
    ...rest,
    subject: file.isConfig ? subject : `credentials ${subject}`,
    severity: 'error' as const,
    effects: [[cli, refused] as const, [sdk, toSdk] as const],
    mend: file.isConfig ? mend : null,
  }
}

function markRule(file: File) {
  const { text, utf8 } = file.document
  const mark = utf8 ? '\ufeff' : '\u00ef\u00bb\u00bf'
  if (!text.startsWith(mark)) return null
  return refusal(file, {
    rule: 'byte-order-mark',
    subject: 'file',
    title: 'The file begins with a byte order mark, which some Windows editors write.',
    toSdk: 'It reads the file as if the mark were not there.',
    places: [placeOf(file, 0)],
    advice: 'Save the file as UTF-8 without a byte order mark.',
    mend: lineMend('Remove the byte order mark', [{ from: 0, to: mark.length, text: '' }], []),
  })
}

function encodingRule(file: File) {
  const { document } = file
  if (document.utf8) return null
  const raw = (line: number): string => document.text.slice(document.starts[line], lineEnd(document, line))
  const broken = Array.from(document.starts, (_, line) => line).filter(
    (line) => !isUtf8(Buffer.from(raw(line), 'latin1')),
  )
  // Below 0xa0 Latin-1 has control characters, and other encodings letters.
  const isLatin1 = broken.every((line) => !/[\u0080-\u009f]/.test(raw(line)))
  const splices = broken.map((line): Splice => {
    const text = Buffer.from(raw(line), 'utf8').toString('latin1')
    return { from: document.starts[line]!, to: lineEnd(document, line), text }
  })
  const about = [...new Set(broken.flatMap((line) => sectionsAround(document, line)))]
  return refusal(file, {
    rule: 'not-utf8',
    subject: 'file',
    title: 'The file has characters that are not UTF-8.',
    toSdk: 'It reads a replacement character in their place.',
    places: broken.map((line) => placeOf(file, line)),
    advice: 'Save the file as UTF-8.',
    mend: lineMend('Save these characters as UTF-8, read as Latin-1', isLatin1 ? splices : null, about),
  })
}

function repeatedSection(file: File, section: Section): Trouble {
  const { document } = file
  let first = section
  while (first.repeats) first = first.repeats
  const name = nameIn(file, section.header)
  const merged = mergeInto(document, section.repeats ?? first, section, first)
  return refusal(file, {
    rule: 'repeated-section',
    subject: name.subject,
    title: `[${section.header}] stands in the file twice.`,
    toSdk: 'It takes both as one section; of a key that is in both, the later one counts.',
    places: [first, section].map(({ line }) => placeOf(file, line)),
    advice: merged
      ? 'Move the lines of the second section into the first.'
      : `Make one section of lines ${first.line + 1} and ${section.line + 1}; they do not say the same, so choose what holds.`,
    mend: merged && lineMend('Merge both sections into the first', merged.splices, merged.about),
  })
}

function repeatedKey(file: File, entry: Entry): Trouble {
  const { document } = file
  const section = sectionAt(document, entry.line)!
  const earlier = document.entries.slice(section.first, section.last).find(({ key }) => key === entry.key)
  const before = earlier && earlier.line < entry.line ? earlier : null
  const { subject, sentence } = nameIn(file, section.header)
  const drop = before ? dropEqualKey(document, before, entry) : null
  const about = [keyOfHeader(section.header), ...sectionsAround(document, entry.line)]
  return refusal(file, {
    rule: 'repeated-key',
    subject: `${subject} ${entry.key}`,
    title: `${sentence} sets ${entry.key} twice.`,
    toSdk: 'It takes the later one, unless they differ in upper and lower case: then both are keys of their own.',
    places: [...(before ? [before] : []), entry].map(({ line }) => placeOf(file, line)),
    advice: drop ? 'Remove one of the two lines.' : 'Decide which of the two holds, and remove the other line.',
    mend: lineMend(`Remove the second ${entry.key}`, drop && [drop], about),
  })
}

/** Of two equal settings the one goes that the SDK does not see, or the later one. */
function dropEqualKey(document: Document, before: Entry, entry: Entry): Splice | null {
  const value = ({ from, to }: Entry): string => document.text.slice(from, to)
  if (value(before) !== value(entry) || [before, entry].some(({ line, end }) => end > line + 1)) return null
  const isSeen = ({ line, key }: Entry): boolean => {
    const text = lineText(document, line).trimStart()
    return text.startsWith(key) && /^[^=:]*=/.test(text)
  }
  const gone = isSeen(entry) && !isSeen(before) ? before : entry
  return dropLines(document, gone.line, gone.line + 1)
}

function nestedLine(file: File, line: number): Trouble {
  const { document } = file
  const { header } = sectionAt(document, line)!
  // Without its only line a block is an empty value. With a "=", the line is broken by a character that only Python
  // takes for a line break, and the SDK reads it.
  return refusal(file, {
    rule: 'nested-line',
    subject: nameIn(file, header).subject,
    title: 'A line of a nested block is no "key = value".',
    toSdk: 'It skips the line.',
    places: [placeOf(file, line)],
    advice: 'Write the line as "key = value", or remove it.',
    mend: lineText(document, line).includes('=')
      ? null
      : lineMend('Comment the line out', commentedOut(document, line, line + 1), [keyOfHeader(header)]),
  })
}

function beforeHeaders(file: File, line: number, firstHeader: number): Trouble {
  return refusal(file, {
    rule: 'line-before-sections',
    subject: 'file',
    title: 'There are lines before the first section header.',
    toSdk: 'It skips them.',
    places: [placeOf(file, line)],
    advice: 'Put a header such as [default] above them, or remove them.',
    mend: lineMend('Comment them out', commentedOut(file.document, line, firstHeader), []),
  })
}

function strayLine(file: File, line: number): Trouble {
  const text = lineText(file.document, line).trim()
  const isHeader = text.startsWith('[')
  const hasNoKey = /^[=:]/.test(text)
  return refusal(file, {
    rule: isHeader ? 'open-header' : hasNoKey ? 'line-without-key' : 'stray-line',
    subject: subjectAt(file, line),
    title: isHeader
      ? 'A section header is not closed by "]".'
      : hasNoKey
        ? 'A line has a value and no key.'
        : 'A line is no section header, no comment and no "key = value".',
    toSdk: isHeader ? 'It skips the line, and takes what follows for the section above.' : 'It skips the line.',
    places: [placeOf(file, line)],
    advice: isHeader
      ? 'Close the header by "]".'
      : 'Write it as "key = value", make it a comment by "#", or remove the line.',
    mend:
      isHeader || isFollowedByIndent(file.document, line)
        ? null
        : lineMend('Comment the line out', commentedOut(file.document, line, line + 1), []),
  })
}

/** Then that line would become part of the value above. */
function isFollowedByIndent(document: Document, line: number): boolean {
  for (let next = line + 1; next < document.starts.length; next += 1) {
    const text = lineText(document, next)
    if (!/^\s*(?:$|[#;])/.test(text)) return /^\s/.test(text)
  }
  return false
}

/** No reader finds anything changed by it. */
function commentedOut(document: Document, from: number, to: number): readonly Splice[] {
  const splices: Splice[] = []
  for (let line = from; line < to; line += 1) {
    const text = lineText(document, line)
    if (text.trim() === '' || /^\s*[#;]/.test(text)) continue
    const indent = /^\s*/.exec(document.text.slice(document.starts[line], lineEnd(document, line)))![0].length
    // An indented comment is a part of the value above to some readers.
    const from = document.starts[line]!
    splices.push({ from, to: from + indent, text: encode(document, '# ') })
  }
  return splices
}

function subjectAt(file: File, line: number): string {
  return nameIn(file, sectionAt(file.document, line)?.header ?? '').subject
}

/** In the credentials file a header is the name of a profile. */
function nameIn({ isConfig }: File, header: string): ReturnType<typeof nameOfSection> {
  return isConfig ? nameOfSection(header) : { subject: `profile:${header}`, sentence: `The profile ${header}` }
}

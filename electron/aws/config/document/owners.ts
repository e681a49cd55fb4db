/**
 * The marks by which other programs know the sections that are theirs: what their next run changes back, or deletes.
 * Each reads its marks in its own way; whoever is not sure stands on the safe side here.
 */
import { entriesOf, lineText, type Document } from './document.ts'
import type { Section } from './scan.ts'
import { strip } from './whitespace.ts'

interface Owner {
  readonly name: string
  /** A comment above a header. Go's ini library takes it for the next section's, whatever blank lines are between. */
  readonly comment?: RegExp
  /** Comments around all of its sections, which it needs to find them again. */
  readonly block?: { readonly begin: RegExp; readonly end: RegExp }
  /** Keys of its own, of which one is enough. */
  readonly keys?: readonly string[]
}

const owners: readonly Owner[] = [
  // `tsh`: sections with such a comment that it does not know are deleted.
  { name: 'Teleport', comment: /Do not edit\. Section managed by Teleport/ },
  { name: 'aws-sso-cli', block: { begin: /^#\s*BEGIN_AWS_SSO_CLI/, end: /^#\s*END_AWS_SSO_CLI/ } },
  // `granted sso populate`, of today and of before.
  { name: 'Granted', keys: ['granted_generated_from', 'common_fate_generated_from'] },
  // `aws-sso-util configure populate`.
  { name: 'aws-sso-util', keys: ['sso_auto_populated'] },
]

/** Keys by which a program knows a section for its own. */
export const ownershipKeys: ReadonlySet<string> = new Set(owners.flatMap(({ keys = [] }) => keys))

export function isBlank(document: Document, line: number): boolean {
  return strip(lineText(document, line)) === ''
}

export function isComment(document: Document, line: number): boolean {
  return /^[#;]/.test(strip(lineText(document, line)))
}

/** A comment that makes the next section its program's. */
export function isClaim(document: Document, line: number): boolean {
  return isComment(document, line) && owners.some(({ comment }) => comment?.test(lineText(document, line)))
}

/** A comment that begins or ends a program's block: it goes with no section. */
export function isBlockMark(document: Document, line: number): boolean {
  return isComment(document, line) && blockAt(document, line) !== null
}

/** The line at which what goes with a section begins: comments directly above its header, and those with its owner's mark. */
export function leadOf(document: Document, section: Section): number {
  let from = aboveComments(document, section.line)
  for (let line = from - 1; line >= 0 && isGap(document, line); line -= 1) {
    if (isClaim(document, line)) from = line = aboveComments(document, line)
  }
  return from
}

/** The first of the comment lines directly above `line`. */
function aboveComments(document: Document, line: number): number {
  let from = line
  while (from > 0 && isComment(document, from - 1) && !isBlockMark(document, from - 1)) from -= 1
  return from
}

/** The program that each section with a mark is of. */
export function ownersOf(document: Document): ReadonlyMap<Section, string> {
  const found = new Map<Section, string>()
  let block: string | null = null
  // Looked for once: a search of the whole text for each section would cost its square.
  let line = document.text.includes('_AWS_SSO_CLI') ? 0 : Infinity
  for (const section of document.sections) {
    for (; line < section.line; line += 1) {
      const mark = isComment(document, line) ? blockAt(document, line) : null
      if (mark) block = mark.begins ? mark.name : null
    }
    const owner = block ?? ownerOf(document, section)
    if (owner !== null) found.set(section, owner)
  }
  return found
}

function ownerOf(document: Document, section: Section): string | null {
  const said = entriesOf(document, section)
  const byKey = owners.find(({ keys = [] }) => said.some(({ key }) => keys.includes(key)))
  if (byKey) return byKey.name
  for (let line = section.line - 1; line >= 0 && isGap(document, line); line -= 1) {
    const text = lineText(document, line)
    const owner = isClaim(document, line) ? owners.find(({ comment }) => comment?.test(text)) : undefined
    if (owner) return owner.name
  }
  return null
}

/** The programs whose sections an edit changes, or takes away. */
export function ownersOfEdit(before: Document, after: Document): readonly string[] {
  const texts = new Set(after.sections.map((section) => sectionText(after, section)))
  const changed = [...ownersOf(before)].filter(([section]) => !texts.has(sectionText(before, section)))
  return [...new Set(changed.map(([, owner]) => owner))]
}

/** From the header to the last key. */
function sectionText(document: Document, section: Section): string {
  const { text, starts } = document
  const end = entriesOf(document, section).at(-1)?.end ?? section.line + 1
  return text.slice(starts[section.line], starts[end])
}

/** Between what the section above says and the next header. */
function isGap(document: Document, line: number): boolean {
  return !isBlockMark(document, line) && (isBlank(document, line) || isComment(document, line))
}

function blockAt(document: Document, line: number): { readonly name: string; readonly begins: boolean } | null {
  const text = strip(lineText(document, line))
  for (const { name, block } of owners) {
    if (block?.begin.test(text)) return { name, begins: true }
    if (block?.end.test(text)) return { name, begins: false }
  }
  return null
}

/** Profiles and sessions that stand in the file twice, under headers that differ. */
import { entriesOf, lineText, ownSettings, type Document, type Value } from '../../config/document/document.ts'
import { headingOf } from '../../config/document/heading.ts'
import { javascriptHeader } from '../../config/document/javascript.ts'
import type { Section } from '../../config/document/scan.ts'
import { dropLines, rewriteLine } from '../../config/edit/splice.ts'
import type { FileRule } from '../rule.ts'
import { cli, everyone, lineMend, placeOf, sdk, type File, type Trouble } from '../trouble.ts'
import { nameOfSection } from '../words.ts'
import { mergeInto, type Merge } from './merging.ts'

export const twiceRules: readonly FileRule[] = [{ at: 'config', find: spelledTwice }]

function spelledTwice(file: File): readonly Trouble[] {
  const groups = [...file.document.twins().values()].map((group) => group.filter(({ header }) => headingOf(header)))
  const isMixed = (group: readonly Section[]): boolean => group.some(({ header }) => header !== group[0]!.header)
  return groups.filter(isMixed).map((group) => twice(file, group))
}

function twice(file: File, group: readonly Section[]): Trouble {
  const [first, second] = [group[0]!, group[1]!]
  const { subject, sentence } = nameOfSection(first.header)
  const headers = [...new Set(group.map(({ header }) => `[${header}]`))].join(' and ')
  const isDefault = subject === 'profile:default'
  const merge = isDefault ? dropTwin(file.document, first, second) : mergeSeen(file.document, first, second)
  const places = group.map(({ line }) => placeOf(file, line))
  const canMend = group.length === 2 && merge !== null
  const mend = canMend
    ? lineMend(isDefault ? 'Remove [profile default]' : 'Merge both into the first', merge.splices, merge.about)
    : null
  const rest = { subject, places, mend }
  if (isDefault) {
    const isContested = group.at(-1)!.header === 'default'
    return {
      ...rest,
      rule: 'default-twice',
      severity: isContested ? 'error' : 'warning',
      title: `The file has both ${headers}.`,
      effects: isContested
        ? [
            [cli, 'They take the later one, [default], and nothing of [profile default].'],
            [sdk, 'It takes [profile default], and nothing of [default].'],
          ]
        : [[everyone, 'They take [profile default], and nothing of [default].']],
      advice: canMend
        ? 'Remove one of the two, which say the same.'
        : 'Put what you need under [default], which is what the AWS CLI writes, and remove [profile default].',
    }
  }
  return {
    ...rest,
    rule: 'spelled-twice',
    severity: 'error',
    title: `${sentence} stands in the file twice, as ${headers}.`,
    effects: [
      [cli, 'They take the later one, and nothing of the other.'],
      [sdk, 'It takes both as one; of a key that is in both, the later one counts.'],
    ],
    advice: 'Make one section of them.',
  }
}

/** Merged under the header that the SDK sees, if it sees one of them. */
function mergeSeen(document: Document, first: Section, second: Section): Merge | null {
  const merged = mergeInto(document, first, second, first)
  const isSeen = ({ line }: Section): boolean => (javascriptHeader(lineText(document, line))?.section ?? null) !== null
  if (!merged || isSeen(first) || !isSeen(second)) return merged
  if (lineText(document, first.line).trim() !== `[${first.header}]`) return null
  return { ...merged, splices: [...merged.splices, rewriteLine(document, first.line, `[${second.header}]`)] }
}

/** Without [profile default] where [default] says the very same, and no comment would go with it. */
function dropTwin(document: Document, first: Section, second: Section): Merge | null {
  const [gone, kept] = first.header === 'default' ? [second, first] : [first, second]
  const [lost, left] = [ownSettings(document, gone), ownSettings(document, kept)]
  const say = (value: Value | undefined) => JSON.stringify(value instanceof Object ? [...value] : value)
  if (lost.size !== left.size || [...lost].some(([key, value]) => say(value) !== say(left.get(key)))) return null
  const merged = mergeInto(document, kept, gone, kept)
  if (!merged) return null
  if (kept.line < gone.line) return merged
  const end = entriesOf(document, gone).at(-1)?.end ?? gone.line + 1
  const text = document.text.slice(document.starts[gone.line], document.starts[end])
  return /^\s*[#;]|\]\s*[#;]/m.test(text)
    ? null
    : { splices: [dropLines(document, gone.line, end)], about: merged.about }
}

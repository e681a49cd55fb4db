/** Sections that another program has marked as its own, and marks that have lost theirs. */
import { managedBy } from '../../../../shared/owners.ts'
import { isBlank, isClaim, isComment, ownersOf } from '../../config/document/owners.ts'
import { dropLines } from '../../config/edit/splice.ts'
import type { FileRule } from '../rule.ts'
import { everyone, lineMend, placeOf, type File, type Trouble } from '../trouble.ts'

export const ownerRules: readonly FileRule[] = [
  { at: 'config', find: managed },
  { at: 'config', find: lostMark },
]

function managed(file: File): readonly Trouble[] {
  const owners = [...ownersOf(file.document)]
  return [...new Set(owners.map(([, owner]) => owner))].map((owner) => ({
    rule: 'managed-sections',
    subject: owner,
    severity: 'note',
    title: managedBy([owner]),
    effects: [],
    places: owners.filter(([, each]) => each === owner).map(([{ line }]) => placeOf(file, line)),
    advice: `Change them in ${owner}. To keep one for yourself, copy it under another name.`,
  }))
}

/** At the end of the file: the next program that appends a section puts it under the mark. */
function lostMark(file: File): Trouble | null {
  const { document } = file
  let line = document.starts.length - 1
  while (line >= 0 && (isBlank(document, line) || isComment(document, line)) && !isClaim(document, line)) line -= 1
  if (line < 0 || !isClaim(document, line)) return null
  return {
    rule: 'lost-mark',
    severity: 'warning',
    title: 'A mark of another program stands at the end of the file, and its section is gone.',
    effects: [
      [everyone, 'They do not look at it. A section that is added below it is taken for that program’s, and deleted.'],
    ],
    places: [placeOf(file, line)],
    advice: 'Remove the line.',
    mend: lineMend('Remove the line', [dropLines(document, line, line + 1)], []),
  }
}

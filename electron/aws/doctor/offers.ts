/** What is wrong in the files, with the mends that mend. */
import { apart } from './apart.ts'
import { findInFiles } from './files.ts'
import { tryMends, type Looked } from './trial.ts'
import { isMendable, type Diagnosis, type Files, type Mendable } from './trouble.ts'

/** A file in which more has to be tried than this has mends that are not offered: a look must not take minutes. */
const mostTrials = 200

/**
 * All that is wrong in the files, errors first, then by line. A finding has a mend only where that does away with it, and
 * with no other finding in its place. What a person asks for by itself is tried then: most files have it.
 */
export function diagnoseFiles(files: Files): readonly Diagnosis[] {
  const found = findInFiles(files)
  const tried = found.filter(isMendable).filter(({ mend }) => !mend.alone)
  const good = new Set<Diagnosis>(goodMends({ files, found }, tried))
  return found.map((each) => (isMendable(each) && !each.mend.alone && !good.has(each) ? withoutMend(each) : each))
}

function withoutMend({ finding }: Diagnosis): Diagnosis {
  return { finding: { ...finding, fix: null }, mend: null }
}

/** Most files need one trial: what is good together is good alone. Where it is not, the halves are tried. */
function goodMends(looked: Looked, mends: readonly Mendable[]): readonly Mendable[] {
  let trials = 0
  const goodOf = (some: readonly Mendable[]): readonly Mendable[] => {
    if (some.length === 0 || trials === mostTrials) return []
    trials += 1
    if (tryMends(looked, some)) return some
    const half = some.length >> 1
    return half === 0 ? [] : [...goodOf(some.slice(0, half)), ...goodOf(some.slice(half))]
  }
  const good: Mendable[] = []
  for (let left = mends; left.length > 0;) {
    const chosen = apart(looked.files.config, left)
    const tried = new Set(chosen)
    good.push(...goodOf(chosen))
    left = left.filter((each) => !tried.has(each))
  }
  return good
}

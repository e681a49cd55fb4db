/** Mends of the config document, by the ids of findings. */
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Document } from '../config/document/document.ts'
import { apart } from './apart.ts'
import { findInFiles } from './files.ts'
import { diagnoseFiles } from './offers.ts'
import { tryMends, type Looked } from './trial.ts'
import { isMendable, type Diagnosis, type Files, type Mendable } from './trouble.ts'

/**
 * `config` with the lines of all these findings mended, in one edit. A finding that another's mend has solved counts as
 * mended, and one whose mend another has made useless is left. `not-found` where none of them is there any more;
 * `config-broken`, and no mend at all, where one of them is for a person.
 */
export function mendDocument(config: Document, credentials: Document, findings: readonly string[]): Result<Document> {
  const wanted = new Set(findings)
  const isWanted = ({ finding }: Diagnosis): boolean => wanted.has(finding.id)
  let files: Files = { config, credentials, configPath: 'config', credentialsPath: 'credentials' }
  const asked = diagnoseFiles(files).filter(isWanted)
  if (asked.length === 0) {
    return fail('not-found', 'There is nothing left to mend: the file has changed since.', { fix: 'Look again.' })
  }
  const byPerson = new Set(asked.filter((each) => !isMendable(each)).map(({ finding }) => finding.id))
  for (;;) {
    const looked = { files, found: findInFiles(files) }
    const left = looked.found.filter(isWanted)
    const step = mendSome(looked, left.filter(isMendable))
    if (!step) {
      const stuck = left.find(({ finding }) => byPerson.has(finding.id))
      return stuck ? byHand(stuck) : ok(files.config)
    }
    files = step.files
    for (const { finding } of step.round) wanted.delete(finding.id)
  }
}

function byHand({ finding }: Diagnosis) {
  return fail('config-broken', `Nothing can mend this but a person: ${finding.title}`, {
    fix: `Mend it by hand. ${finding.advice}`,
  })
}

interface Step {
  readonly files: Files
  readonly round: readonly Mendable[]
}

/** Mends as many at once as stay apart and are good together, or else the first that is. */
function mendSome(looked: Looked, left: readonly Mendable[]): Step | null {
  const rounds = [apart(looked.files.config, left), ...left.map((each) => [each])]
  for (const round of rounds) {
    const mended = round.length > 0 ? tryMends(looked, round) : null
    if (mended) return { files: mended, round }
  }
  return null
}

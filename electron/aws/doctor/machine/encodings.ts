/** A credentials file in an encoding that AWS's clients do not read. It has no journal: the file as it was stays beside. */
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { errorCode, writeAtomically } from '../../../system/files.ts'
import { editFile, readDocument } from '../../config/disk/file.ts'
import { documentBytes, parseText } from '../../config/document/document.ts'
import { foreignTrouble } from '../rules/encodings.ts'
import type { Machine, MachineRule } from '../rule.ts'
import type { Found } from '../trouble.ts'

export const encodingRules: readonly MachineRule[] = [foreignCredentials]

function foreignCredentials({ files, system: { paths }, shown }: Pick<Machine, 'files' | 'system' | 'shown'>): Found {
  const { foreign } = files.credentials
  if (!foreign) return null
  const kept = `${paths.credentials}.before-utf8`
  const label = `Write all of it as UTF-8. The file as it was stays as ${shown(kept)}`
  const trouble = { ...foreignTrouble(foreign, files.credentialsPath), subject: 'credentials' }
  return { ...trouble, mend: foreign.text === null ? null : { kind: 'files', label, run: () => rewrite(paths, kept) } }
}

/** Keeps the file's bytes first, then writes its characters as UTF-8; what is another file by then stays as it is. */
async function rewrite({ credentials, state }: Machine['system']['paths'], kept: string): Promise<Result<null>> {
  const read = await readDocument(credentials)
  if (!read.ok) return read
  const { foreign } = read.value
  const old = documentBytes(read.value)
  if (!foreign || foreign.text === null) return ok(null)
  const after = parseText(foreign.text, true)
  try {
    await writeAtomically(kept, old, { mode: 0o600 })
  } catch (error) {
    return fail('config-unwritable', `${kept} cannot be written (${errorCode(error) ?? 'unknown error'}).`)
  }
  const options = { path: credentials, lockFolder: state }
  const edited = await editFile(options, (now) => ok(documentBytes(now).equals(old) ? after : now))
  return edited.ok ? ok(null) : edited
}

/** What Doctor has found so far, for the state. */
import type { Checkup, Finding } from '../../shared/doctor.ts'
import type { Result } from '../../shared/result.ts'
import { emptyDocument, type Document } from '../aws/config/document/document.ts'
import { bySeverity, type Diagnosis } from '../aws/doctor/diagnosis.ts'
import { diagnoseFiles } from '../aws/doctor/files.ts'
import { displayPath } from '../system/paths.ts'
import type { Context } from './context.ts'

/**
 * Looks at both files as they have just been read, also at one that botocore refuses. What the last look at the machine
 * found stays.
 */
export function fileCheckup(context: Context, config: Result<Document>, credentials: Result<Document>): Checkup {
  const { home, ...paths } = context.system.paths
  const [configPath, credentialsPath] = [displayPath(paths.config, home), displayPath(paths.credentials, home)]
  const found = diagnoseFiles({
    config: config.ok ? config.value : emptyDocument,
    credentials: credentials.ok ? credentials.value : emptyDocument,
    configPath,
    credentialsPath,
  })
  context.doctor.files = [...unread(configPath, config), ...unread(credentialsPath, credentials), ...found]
  return checkupOf(context)
}

/** All that is known: the files as last read, and the machine as last looked at. */
export function checkupOf({ doctor, store }: Context): Checkup {
  const { scope } = store.get().doctor
  return {
    scope: scope === 'everything' ? scope : 'files',
    checking: doctor.running !== null,
    findings: findingsOf([...doctor.files, ...doctor.machine]),
  }
}

function findingsOf(diagnoses: readonly Diagnosis[]): readonly Finding[] {
  return diagnoses.map(({ finding }) => finding).sort(bySeverity)
}

function unread(path: string, file: Result<Document>): readonly Diagnosis[] {
  if (file.ok) return []
  const { message, fix } = file.error
  const finding: Finding = {
    id: `unreadable-file ${path}`,
    rule: 'unreadable-file',
    severity: 'error',
    title: message,
    effects: [
      { clients: ['AWS CLI v1', 'AWS CLI v2'], text: 'They stop with an error, whatever the profile.' },
      { clients: ['JavaScript SDK'], text: 'It takes the file for an empty one, and says nothing.' },
    ],
    places: [{ path, line: null, text: null }],
    fix: null,
    advice: fix,
  }
  return [{ finding }]
}

/** What Doctor has found so far, for the state. */
import type { Checkup, Finding } from '../../shared/doctor.ts'
import type { Result } from '../../shared/result.ts'
import { emptyDocument, type Document } from '../aws/config/document/document.ts'
import { diagnoseFiles } from '../aws/doctor/offers.ts'
import { bySeverity, cli, diagnose, sdk, type Diagnosis } from '../aws/doctor/trouble.ts'
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
  return diagnose([
    {
      rule: 'unreadable-file',
      subject: path,
      severity: 'error',
      title: message,
      effects: [
        [cli, 'They stop with an error, whatever the profile.'],
        [sdk, 'It takes the file for an empty one, and says nothing.'],
      ],
      places: [path],
      advice: fix,
    },
  ])
}

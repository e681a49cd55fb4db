/** Doctor: what is wrong in the files and around them, and mending it. */
import type { Changed } from '../../shared/contract.ts'
import type { Finding } from '../../shared/doctor.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { emptyDocument } from '../aws/config/document.ts'
import { readDocument } from '../aws/config/file.ts'
import { displayPath } from '../system/paths.ts'
import { makeChange } from './changes.ts'
import { checkupOf, fileCheckup } from './checkup.ts'
import type { Context } from './context.ts'

/** Looks at everything, the machine too, and takes what it finds into the state. Who asks while it looks waits for it. */
export function checkEverything(context: Context): Promise<Result<readonly Finding[]>> {
  const { doctor, store } = context
  doctor.running ??= look(context).finally(() => {
    doctor.running = null
    store.update({ doctor: { ...store.get().doctor, checking: false } })
  })
  store.update({ doctor: { ...store.get().doctor, checking: true } })
  return doctor.running
}

/**
 * Mends what the findings of these ids are about: all their lines in one change, then the files. `not-found` for an id
 * that is no finding of a fresh look, or that a person has to mend. The first problem ends it, and is answered after
 * another look, so that the state shows what is left.
 */
export async function fixFindings(context: Context, findings: readonly string[]): Promise<Result<Changed | null>> {
  const checked = await checkEverything(context)
  if (!checked.ok) return checked
  const known = new Map([...context.doctor.files, ...context.doctor.machine].map((each) => [each.finding.id, each]))
  const lost = findings.find((id) => !known.get(id)?.finding.fix)
  if (lost !== undefined) return noFix(known.get(lost)?.finding)
  const wanted = [...new Set(findings)].map((id) => known.get(id)!)
  const lines = wanted.filter(({ mend }) => mend).map(({ finding }) => finding.id)
  const changed = lines.length > 0 ? await makeChange(context, { kind: 'mend', findings: lines }, false) : ok(null)
  let failed: Result<Changed | null> = changed
  for (const { repair } of wanted) {
    if (!repair || !failed.ok) continue
    const repaired = await repair()
    if (!repaired.ok) failed = repaired
  }
  await checkEverything(context)
  return failed
}

function noFix(finding: Finding | undefined) {
  return finding
    ? fail('not-found', `This is for you to mend: ${finding.title}`, { fix: finding.advice })
    : fail('not-found', 'What is to be mended is not there any more.', { fix: 'Look again.' })
}

async function look(context: Context): Promise<Result<readonly Finding[]>> {
  const { paths } = context.system
  const [config, credentials] = await Promise.all([readDocument(paths.config), readDocument(paths.credentials)])
  context.store.update({ doctor: { ...fileCheckup(context, config, credentials), checking: true } })
  const { diagnoseMachine } = await import('../aws/doctor/machine.ts')
  context.doctor.machine = await diagnoseMachine({
    system: context.system,
    sso: context.sso,
    sessions: context.store.get().sessions,
    files: {
      config: config.ok ? config.value : emptyDocument,
      credentials: credentials.ok ? credentials.value : emptyDocument,
      configPath: displayPath(paths.config, paths.home),
      credentialsPath: displayPath(paths.credentials, paths.home),
    },
  })
  // What stands in the files may have been read again meanwhile.
  const checkup = { ...checkupOf(context), scope: 'everything' } as const
  context.store.update({ doctor: checkup })
  return ok(checkup.findings)
}

/** Doctor: what is wrong in the files and around them, and mending it. */
import type { Changed } from '../../shared/contract.ts'
import { isAlone, type Finding } from '../../shared/doctor.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { emptyDocument } from '../aws/config/document/document.ts'
import { readDocument } from '../aws/config/disk/file.ts'
import type { Diagnosis } from '../aws/doctor/trouble.ts'
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
 * Mends what the findings of these ids are about: all their lines in one change, then the files, and looks again.
 * `not-found` for an id that is no finding any more, or that a person has to mend; then nothing is done. Where the lines
 * cannot be written the files stay too; the first file that cannot be repaired is the problem that is answered.
 * `invalid-input` for one among others that is to be asked for by itself.
 */
export async function fixFindings(context: Context, findings: readonly string[]): Promise<Result<Changed | null>> {
  // Lines are looked at again inside the lock; what to do about files may have changed since it was found.
  if (findings.some((id) => known(context).get(id)?.mend?.kind !== 'lines')) await checkEverything(context)
  const found = known(context)
  const lost = findings.find((id) => !found.get(id)?.finding.fix)
  if (lost !== undefined) return noFix(found.get(lost)?.finding)
  const wanted = [...new Set(findings)].map((id) => found.get(id)!)
  const single = wanted.find(({ finding: { fix } }) => fix && isAlone(fix))
  if (single && wanted.length > 1) return onlyAlone(single.finding)
  const fixed = await fix(context, wanted)
  await checkEverything(context)
  return fixed
}

async function fix(context: Context, wanted: readonly Diagnosis[]): Promise<Result<Changed | null>> {
  const lines = wanted.filter(({ mend }) => mend?.kind === 'lines').map(({ finding }) => finding.id)
  const changed = lines.length > 0 ? await makeChange(context, { kind: 'mend', findings: lines }, false) : ok(null)
  if (!changed.ok) return changed
  const repaired: Result<null>[] = []
  for (const { mend } of wanted) if (mend?.kind === 'files') repaired.push(await mend.run())
  return repaired.find((result) => !result.ok) ?? changed
}

function known({ doctor }: Context): ReadonlyMap<string, Diagnosis> {
  return new Map([...doctor.files, ...doctor.machine].map((each) => [each.finding.id, each]))
}

function noFix(finding: Finding | undefined) {
  return finding
    ? fail('not-found', `This is for you to mend: ${finding.title}`, { fix: finding.advice })
    : fail('not-found', 'What is to be mended is not there any more.', { fix: 'Look again.' })
}

function onlyAlone({ title }: Finding) {
  return fail('invalid-input', `This is to be asked for by itself: ${title}`, { fix: 'Ask for it alone.' })
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
    assignments: context.store.get().assignments,
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

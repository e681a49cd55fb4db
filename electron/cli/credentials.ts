/** lanyard credentials: the credentials of a profile, for a program that asks for them or for a shell. */
import { fail, ok, type Result } from '../../shared/result.ts'
import { assignment, type ShellName } from '../../shared/shell.ts'
import { cacheDate } from '../aws/sso/cache-format.ts'
import type { RoleCredentials } from '../aws/sso/credentials-cache.ts'
import { asTyped } from './failure.ts'
import { namedProfile } from './profiles.ts'
import type { Job, World } from './world.ts'

export interface CredentialsOptions {
  readonly process?: boolean
  readonly format?: 'env' | 'json'
  readonly shell?: ShellName
}

export function credentials(name: string | undefined, { process, format, shell }: CredentialsOptions): Job {
  if (process) return (world) => answerProgram(world, name, format)
  return async (world) => {
    const opened = await world.openForAws()
    if (!opened.ok) return opened
    const profile = await namedProfile(world, opened.value.state(), name)
    if (!profile.ok) return profile
    const found = await opened.value.credentials(profile.value.name)
    if (!found.ok) return found
    const asJson = (format ?? (world.print.json ? 'json' : 'env')) === 'json'
    const lines = asJson ? [asProcess(found.value)] : asVariables(found.value, shell ?? world.system.shell)
    if (lines === null) return fail('internal', 'The credentials have a character that no shell takes.')
    for (const line of lines) world.print.line(line)
    return ok(null)
  }
}

/** As AWS's clients run a `credential_process`: nobody is asked, and what goes wrong is one line, which they show. */
async function answerProgram(
  world: World,
  name: string | undefined,
  format: CredentialsOptions['format'],
): Promise<Result<null>> {
  if (format !== undefined)
    return fail('invalid-input', '--process has a format of its own.', { fix: 'Drop --format.' })
  const app = await world.openRegardless()
  const { problem } = app.state().config
  if (problem) return inOneLine({ ok: false, error: problem })
  const profile = await namedProfile({ ...world, ask: null }, app.state(), name)
  if (!profile.ok) return inOneLine(profile)
  const found = await app.credentials(profile.value.name)
  if (!found.ok) return inOneLine(found)
  world.print.line(asProcess(found.value))
  return ok(null)
}

function inOneLine({ error }: Extract<Result<never>, { ok: false }>): Result<never> {
  const { code, message, fix } = asTyped(error)
  return fail(code, `${message} ${fix}`, { fix: '' })
}

/** What AWS's clients read from a `credential_process`, as one line of JSON. */
function asProcess({ accessKeyId, secretAccessKey, sessionToken, expiration }: RoleCredentials): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: cacheDate(expiration),
  })
}

/** The lines that set the variables of AWS's clients, with those that `aws configure export-credentials` sets; or null. */
function asVariables(
  { accessKeyId, secretAccessKey, sessionToken, expiration }: RoleCredentials,
  shell: ShellName,
): readonly string[] | null {
  const values = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: cacheDate(expiration),
  }
  const lines = Object.entries(values).map(([variable, value]) => assignment(variable, value, shell))
  return lines.every((line) => line !== null) ? lines : null
}

/** lanyard exec: a program that works as a profile, in the place of this process where that can be. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fail, ok, type Result } from '../../shared/result.ts'
import { cacheDate } from '../aws/sso/cache-format.ts'
import { namedProfile } from './profiles.ts'
import type { Job, World } from './world.ts'

export interface ExecOptions {
  readonly region?: string
  readonly credentials?: boolean
}

type Variables = Readonly<Record<string, string | undefined>>

export function exec(name: string, command: readonly string[], options: ExecOptions): Job {
  return async (world) => {
    const { region, credentials = false } = options
    if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
      return fail('invalid-input', `${region} is not the name of a region.`)
    }
    const chosen = await (credentials ? keysOf(world, name) : profileOf(world, name))
    if (!chosen.ok) return chosen
    const regions = region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }
    await world.close()
    return become(command, withoutOthers({ ...world.system.env, ...cleared, ...chosen.value, ...regions }))
  }
}

/** What decides in AWS's clients who one is, and comes before or beside a profile or keys. */
const cleared: Variables = Object.fromEntries(
  [
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_SECURITY_TOKEN',
    'AWS_CREDENTIAL_EXPIRATION',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    // A shell in it is pinned.
    'LANYARD_FOLLOWS',
  ].map((variable) => [variable, undefined]),
)

async function profileOf(world: World, name: string): Promise<Result<Variables>> {
  const app = await world.open({ sessions: false })
  if (!app.ok) return app
  const profile = await namedProfile(world, app.value.state(), name)
  return profile.ok ? ok({ AWS_PROFILE: profile.value.name }) : profile
}

/** Short-lived keys, which are in the program's environment and nowhere else. */
async function keysOf(world: World, name: string): Promise<Result<Variables>> {
  const app = await world.openForAws()
  if (!app.ok) return app
  const profile = await namedProfile(world, app.value.state(), name)
  if (!profile.ok) return profile
  const found = await app.value.credentials(profile.value.name)
  if (!found.ok) return found
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = found.value
  return ok({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: cacheDate(expiration),
    ...(profile.value.region !== null && {
      AWS_REGION: profile.value.region,
      AWS_DEFAULT_REGION: profile.value.region,
    }),
  })
}

function withoutOthers(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

/** Finds a program as shells do, and says with their exit codes (126, 127) when it cannot be run. */
const finder = '/usr/bin/env'

/** This process becomes the program, so that nothing stands between it and its terminal, pipes and signals. */
function become(command: readonly string[], env: Record<string, string>): Promise<Result<null>> {
  const [file = '', ...words] = command
  // To the finder a name with "=" is a variable, and what begins with "-" an option.
  if (!process.execve || !existsSync(finder) || /^-|=/.test(file)) return standIn(file, words, env)
  // Node ignores these two, and what a process ignores its program does. What it handles begins anew.
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) process.on(signal, () => undefined)
  return process.execve(finder, ['env', file, ...words], env)
}

/** The program as a child, where a process cannot become another: its signals and its end are this one's. */
function standIn(file: string, words: readonly string[], env: Record<string, string>): Promise<Result<null>> {
  return new Promise((resolve) => {
    const child = spawn(file, words, { env, stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
      process.removeAllListeners(signal)
      // A terminal has sent its own to the child as well.
      process.on(signal, () => signal === 'SIGINT' || signal === 'SIGQUIT' || child.kill(signal))
    }
    child.once('error', () => resolve(fail('not-found', `${file} cannot be run.`)))
    child.once('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}

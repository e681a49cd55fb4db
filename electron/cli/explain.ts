/** Why programs that are started from this shell are whom they are: from the variables that it has handed on. */
import { inflateSync } from 'node:zlib'
import { parseObject, recordOf } from '../system/unknown-json.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface Explanation {
  readonly why: 'keys' | 'followed' | 'inherited' | 'direnv' | 'set' | 'web-identity' | 'container' | 'default'
  /** The profile that programs use; null where something else than a profile decides. */
  readonly profile: string | null
  readonly words: string
}

/** `shell` is the process number of the shell. What comes first in AWS's own order is what counts. */
export function explain(env: Env, shell: number): Explanation {
  if (env['AWS_ACCESS_KEY_ID']) {
    return { why: 'keys', profile: null, words: 'AWS_ACCESS_KEY_ID is set here, and comes before any profile.' }
  }
  const profile = env['AWS_PROFILE'] || env['AWS_DEFAULT_PROFILE']
  if (profile) return { profile, ...whoSet(env, profile, shell) }
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE']) {
    return {
      why: 'web-identity',
      profile: null,
      words: 'AWS_WEB_IDENTITY_TOKEN_FILE names a token, and no profile is set.',
    }
  }
  const words = 'AWS_PROFILE is not set here, so programs use [default].'
  const inContainer = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  return inContainer
    ? {
        why: 'container',
        profile: 'default',
        words: `${words} Where that has no credentials, the container gives them.`,
      }
    : { why: 'default', profile: 'default', words }
}

function whoSet(env: Env, profile: string, shell: number): Pick<Explanation, 'why' | 'words'> {
  const [, setter, followed] = /^(\d+) (.*)$/s.exec(env['LANYARD_FOLLOWS'] ?? '') ?? []
  if (followed === profile) {
    return Number(setter) === shell
      ? { why: 'followed', words: 'This shell follows the active profile.' }
      : { why: 'inherited', words: `A shell around this one (process ${setter}) follows the active profile.` }
  }
  if (setByDirenv(env['DIRENV_DIFF']) === profile) {
    return {
      why: 'direnv',
      words: `direnv has set it${env['DIRENV_DIR'] ? ` in ${env['DIRENV_DIR'].replace(/^-/, '')}` : ''}.`,
    }
  }
  return {
    why: 'set',
    words: 'It was set here, or where this shell was started from, and stays: lanyard follow follows again.',
  }
}

/** direnv notes what it has changed as JSON, compressed, in base64 for addresses: `p` before, `n` since. */
function setByDirenv(diff: string | undefined): unknown {
  if (!diff) return undefined
  try {
    const text = inflateSync(Buffer.from(diff, 'base64url'), { maxOutputLength: 4 * 1024 * 1024 }).toString('utf8')
    return recordOf(parseObject(text)?.['n'])['AWS_PROFILE']
  } catch {
    return undefined
  }
}

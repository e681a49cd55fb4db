/** The AWS CLIs on the path: whether the first one runs, and what its version can do (aws-facts.md#versions). */
import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { devNull } from 'node:os'
import path from 'node:path'
import { displayPath } from '../../../system/paths.ts'
import type { System } from '../../../system/ports.ts'
import type { Ran, RunProgram } from '../../../system/program.ts'
import { plainText } from '../../sso/failure.ts'
import type { Machine, MachineRule } from '../rule.ts'
import { cli, cliV2, type Found, type Trouble } from '../trouble.ts'

/** In ms. */
const patience = 5_000

/** Later ones on the path are looked at to this number. */
const mostInstalls = 4

type Version = readonly [major: number, minor: number, patch: number]

interface Install {
  /** As the person would name it. */
  readonly path: string
  readonly version: Version | null
  readonly ran: Ran
}

/** The first version of each major that reads `sso_session` (changelogs of 2.9.0, and of botocore 1.29.10). */
const readsSessions: Readonly<Record<number, Version>> = { 1: [1, 27, 10], 2: [2, 9, 0] }
const signsInByBrowser: Version = [2, 22, 0]

type Host = Pick<System, 'env' | 'platform' | 'paths'>

export const awsCliRules: readonly MachineRule[] = [installed]

async function installed({ system, sessions, probes: { run } }: Machine): Promise<Found> {
  const files = (await findPrograms(system)).slice(0, mostInstalls)
  const installs = await Promise.all(files.map((file) => ask(system, file, run)))
  const [first, ...others] = installs
  if (!first) return noCli
  return [...firstTroubles(first, sessions.length > 0), ...otherTroubles(first, others)]
}

/** Every `aws` that a shell would find, in its order, each file once. Relative folders of PATH are passed over. */
async function findPrograms({ env, platform }: Host): Promise<readonly string[]> {
  const windows = platform === 'win32'
  const tool = windows ? path.win32 : path.posix
  const folders = ((windows && env['Path']) || env['PATH'] || '').split(tool.delimiter).filter(tool.isAbsolute)
  const endings = windows ? (env['PATHEXT'] || '.COM;.EXE;.BAT;.CMD').toLowerCase().split(';') : ['']
  const files = folders.flatMap((folder) => endings.map((ending) => tool.join(folder, `aws${ending}`)))
  const found = new Map<string, string>()
  for (const file of new Set(files)) {
    const real = await programAt(file)
    if (real !== null && !found.has(real)) found.set(real, file)
  }
  return [...found.values()]
}

/** What `file` leads to; null unless that can be run. */
async function programAt(file: string): Promise<string | null> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile() ? await realpath(file) : null
  } catch {
    return null
  }
}

/** Without the config, which could be broken or name plugins: it is the program that is looked at. */
async function ask({ env, paths }: Host, file: string, run: RunProgram): Promise<Install> {
  const bare = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_CLI_AUTO_PROMPT: 'off' }
  // Node runs no batch file without a shell.
  const ran: Ran = /\.(?:bat|cmd)$/.test(file)
    ? { kind: 'failed', code: 'EINVAL' }
    : await run(file, ['--version'], { env: { ...env, ...bare }, folder: paths.home, limit: patience })
  const [, major, minor, patch] = (ran.kind === 'ended' && /aws-cli\/(\d+)\.(\d+)\.(\d+)/.exec(ran.said)) || []
  const version = major === undefined ? null : ([Number(major), Number(minor), Number(patch)] as const)
  return { path: displayPath(file, paths.home), version, ran }
}

const noCli: Trouble = {
  rule: 'aws-cli-missing',
  severity: 'note',
  title: 'There is no AWS CLI on the path.',
  effects: [[cliV2, 'Lanyard does not need it; commands that you copy from other places do.']],
  advice: 'Install version 2, or start Lanyard from a shell whose PATH has it.',
}

/** `usesSessions`: the config has sessions, so that too old a version fails now. */
function firstTroubles(first: Install, usesSessions: boolean): readonly Trouble[] {
  const { version, path: file } = first
  if (version === null) return /\.(?:bat|cmd)$/.test(file) ? [] : [brokenCli(first)]
  const [major] = version
  const needed = readsSessions[major]
  const [client, name] = [clientOf(version), version.join('.')] as const
  if (needed && isBefore(version, needed)) {
    return [
      {
        rule: 'aws-cli-old',
        severity: usesSessions ? 'error' : 'warning',
        title: `The AWS CLI is ${name}: too old for sessions, which ${needed.join('.')} brought.`,
        effects: [[[client], 'It does not know sso_session: profiles that have one fail as incomplete.']],
        places: [file],
        advice: 'Install the current version 2 of the AWS CLI.',
      },
    ]
  }
  if (major === 1) {
    return [
      {
        rule: 'aws-cli-v1',
        severity: 'note',
        title: `The AWS CLI is version 1 (${name}), which cannot sign in.`,
        effects: [
          [
            [client],
            'It has no “aws sso login”. It works with the sign-ins of Lanyard, and renews them. It gets no new features since August 2026, and ends on 15 July 2027.',
          ],
        ],
        places: [file],
        advice: 'Sign in with Lanyard, or install version 2.',
      },
    ]
  }
  if (major === 2 && isBefore(version, signsInByBrowser)) {
    return [
      {
        rule: 'aws-cli-without-pkce',
        severity: 'note',
        title: `The AWS CLI is ${name}, which signs in by device code alone.`,
        effects: [
          [
            [client],
            `Its “aws sso login” asks you to compare a code; from ${signsInByBrowser.join('.')} on it need not.`,
          ],
        ],
        places: [file],
        advice: 'Sign in with Lanyard, or install the current version 2.',
      },
    ]
  }
  return []
}

function brokenCli({ path: file, ran }: Install): Trouble {
  return {
    rule: 'aws-cli-broken',
    // A slow machine may be all there is to it.
    severity: ran.kind === 'hung' ? 'warning' : 'error',
    title: ran.kind === 'hung' ? 'The AWS CLI does not answer.' : 'The AWS CLI does not run.',
    effects: [[cli, `“aws --version” ${howItFailed(ran)}`]],
    places: [file],
    advice: 'Install the AWS CLI again, or take this one off the path.',
  }
}

function howItFailed(ran: Ran): string {
  if (ran.kind === 'hung') return `had not ended after ${patience / 1000} seconds.`
  if (ran.kind === 'failed') return `could not be started (${ran.code}).`
  const last = plainText(ran.said.trim().split('\n').at(-1) ?? '')
  return last === '' ? `ended with ${ran.code ?? 'a signal'} and said nothing.` : `said: ${last}`
}

function otherTroubles(first: Install, others: readonly Install[]): readonly Trouble[] {
  const name = ({ version }: Install) => version?.join('.')
  const other = others.find((each) => each.version && name(each) !== name(first))
  if (!first.version || !other?.version) return []
  return [
    {
      rule: 'aws-cli-twice',
      severity: 'note',
      title: `There are two AWS CLIs: ${name(first)} comes first, then ${name(other)}.`,
      effects: [
        [[clientOf(first.version)], `“aws” runs ${name(first)}, with the PATH that Lanyard was started with.`],
        [
          [clientOf(other.version)],
          `Where another PATH puts it first, in an editor or a script, “aws” runs ${name(other)}.`,
        ],
      ],
      places: [first.path, other.path],
      advice: 'Remove the one that you do not want.',
    },
  ]
}

function clientOf([major]: Version): 'AWS CLI v1' | 'AWS CLI v2' {
  return major === 1 ? 'AWS CLI v1' : 'AWS CLI v2'
}

function isBefore(version: Version, other: Version): boolean {
  const at = version.findIndex((part, index) => part !== other[index])
  return at !== -1 && version[at]! < other[at]!
}

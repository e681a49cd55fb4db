/** What a command costs beside a Node that does nothing: CPU and time of whole processes, one after the other in turn. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { findAwsClis } from '../../testing/tools.ts'
import { configText, profileName } from './config-file.ts'
import { median } from './rounds.ts'

const run = promisify(execFile)
const cli = path.resolve('out/main/cli.js')

export interface CommandCost {
  readonly words: string
  /** Medians in ms; CPU is user and system time. */
  readonly cpu: number
  readonly wall: number
  /** CPU against that of a bare Node: the median of the pairs. */
  readonly ratio: number
}

/** With `profiles` profiles: Lanyard's commands that shells and prompts call, then those of each AWS CLI there is. */
export async function costOfCommands(profiles: number, rounds = 15): Promise<readonly CommandCost[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-bench-'))
  await mkdir(path.join(home, '.aws'), { mode: 0o700 })
  await writeFile(path.join(home, '.aws/config'), configText(profiles), { mode: 0o600 })
  const { PATH = '' } = process.env
  const env = { PATH, HOME: home, SHELL: '/bin/bash' }
  const name = profileName(profiles - 1)
  const own = ['--version', 'current', `export ${name}`, `switch ${name}`, 'profile list']
  const commands = [
    ...own.map((words) => ({ words: `lanyard ${words}`, command: [process.execPath, cli, ...words.split(' ')] })),
    ...findAwsClis().flatMap(({ path: aws, version }) =>
      // Version 1 has no list.
      (version.startsWith('1') ? ['--version'] : ['--version', 'configure list-profiles']).map((words) => ({
        words: `aws ${version} ${words}`,
        command: [aws, ...words.split(' ')],
      })),
    ),
  ]
  try {
    const costs: CommandCost[] = []
    for (const { words, command } of commands) costs.push({ words, ...(await costBesideNode(command, env, rounds)) })
    return costs
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function costBesideNode(command: readonly string[], env: NodeJS.ProcessEnv, rounds: number) {
  const pairs: { readonly cpu: number; readonly wall: number; readonly bare: number }[] = []
  for (let round = -2; round < rounds; round += 1) {
    const bare = await timed([process.execPath, '-e', '0'], env)
    const own = await timed(command, env)
    if (round >= 0) pairs.push({ ...own, bare: bare.cpu })
  }
  return {
    cpu: median(pairs.map(({ cpu }) => cpu)),
    wall: median(pairs.map(({ wall }) => wall)),
    ratio: median(pairs.map(({ cpu, bare }) => cpu / bare)),
  }
}

/** Node does not tell what a child cost; bash does, to the ms. The output goes into a pipe, as in a shell's `$(…)`. */
async function timed(command: readonly string[], env: NodeJS.ProcessEnv) {
  const script = 'TIMEFORMAT="%U %S %R"; time "$@" 2>/dev/null'
  const { stderr } = await run('bash', ['-c', script, 'bash', ...command], { env, maxBuffer: 2 ** 26 })
  const [user = 0, system = 0, wall = 0] = stderr
    .trim()
    .split(' ')
    .map((seconds) => Number(seconds) * 1000)
  return { cpu: user + system, wall }
}

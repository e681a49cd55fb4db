/** Every rule about what is around the files: the token cache, permissions, the environment, the clock, the AWS CLI. */
import type { Severity } from '../../../shared/doctor.ts'
import type { Session } from '../../../shared/state.ts'
import { displayPath } from '../../system/paths.ts'
import type { Clock, System } from '../../system/ports.ts'
import { programRunner, type RunProgram } from '../../system/program.ts'
import { listProfiles, profileSettings } from '../config/profiles.ts'
import type { SsoDeps } from '../sso/session.ts'
import type { Diagnosis, Files } from './diagnosis.ts'
import { awsCliTroubles } from './machine/aws-cli.ts'
import { readCache, type Source } from './machine/cache.ts'
import { clockTroubles, timeAsker, type AskTime } from './machine/clock.ts'
import { permissionTroubles } from './machine/permissions.ts'
import { regionTroubles } from './machine/regions.ts'
import { tokenTroubles } from './machine/tokens.ts'
import { diagnosisOf, type Trouble } from './machine/trouble.ts'
import { variableTroubles } from './machine/variables.ts'

export interface Machine {
  readonly system: System
  readonly sso: SsoDeps
  readonly files: Files
  readonly sessions: readonly Session[]
  /** How to ask what is outside of the files; left out, for real. */
  readonly probes?: Probes
}

export interface Probes {
  readonly run: RunProgram
  readonly askTime: AskTime
}

/** No group of rules takes longer than this, in ms: a folder on a network may never answer. */
const patience = 10_000

/**
 * All that is wrong around the files, errors first. Asks AWS for its time, and the AWS CLI for its version; bounded in
 * time. A rule that cannot look, or takes too long, finds nothing, and keeps no other from looking.
 */
export async function diagnoseMachine(machine: Machine): Promise<readonly Diagnosis[]> {
  const { system, sso, files, sessions } = machine
  const { env, platform, paths, clock } = system
  const { run, askTime } = machine.probes ?? { run: programRunner(clock), askTime: timeAsker(sso) }
  const shown = (file: string) => displayPath(file, paths.home)
  const uid = platform === 'win32' ? undefined : process.getuid?.()
  const keepsModes = (file: string) => env['WSL_DISTRO_NAME'] === undefined || !/^\/mnt\/[a-z]\//.test(file)
  const regions = sessions.map(({ region }) => region).filter((region) => region !== '')
  const rules = [
    () => findTokenTroubles(machine, shown),
    async () => (uid === undefined ? [] : permissionTroubles({ paths, uid, keepsModes, shown })),
    async () => regionTroubles(sessions, files),
    () => variableTroubles(env, files),
    () => clockTroubles(sso, regions, askTime),
    () => awsCliTroubles(system, sessions.length > 0, run),
  ]
  const found = await Promise.all(rules.map((rule) => within(clock, rule)))
  const rank = ({ severity }: Trouble) => order.indexOf(severity)
  return found
    .flat()
    .sort((a, b) => rank(a) - rank(b))
    .map(diagnosisOf)
}

const order: readonly Severity[] = ['error', 'warning', 'note']

async function findTokenTroubles(machine: Machine, shown: (file: string) => string): Promise<readonly Trouble[]> {
  const { system, files } = machine
  const folder = system.paths.ssoCache
  const cached = await readCache(folder, sourcesOf(machine))
  const knowsSessions = files.config.exists && files.config.findings.length === 0
  return tokenTroubles({ folder, files: cached, knowsSessions, now: system.clock.now(), shown })
}

/** The sessions, and the legacy profiles, each start URL once. */
function sourcesOf({ files: { config, credentials }, sessions }: Machine): readonly Source[] {
  const legacy = listProfiles(config, credentials).flatMap(({ name, kind }) => {
    const settings = kind === 'legacy-sso' ? profileSettings(config, credentials, name) : null
    const startUrl = settings?.['sso_start_url'] ?? ''
    return startUrl === '' ? [] : [{ name: null, startUrl, region: settings?.['sso_region'] ?? '' }]
  })
  return [...sessions, ...new Map(legacy.map((source) => [source.startUrl, source])).values()]
}

async function within(clock: Clock, rule: () => Promise<readonly Trouble[]>): Promise<readonly Trouble[]> {
  let stop = () => {}
  const timeUp = new Promise<readonly Trouble[]>((resolve) => {
    stop = clock.after(patience, () => resolve([]))
  })
  return Promise.race([rule().catch(() => []), timeUp]).finally(() => stop())
}

import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openRoom, type SignInRoom } from '../sso/sign-in.testing.ts'
import type { Session } from '../../../shared/state.ts'
import { nodeSystem } from '../../system/node.ts'
import type { Clock } from '../../system/ports.ts'
import { emptyDocument, parseText } from '../config/document/document.ts'
import { tokenPath } from '../sso/token-cache.ts'
import { diagnoseMachine } from './machine.ts'
import type { Machine, Probes } from './rule.ts'

const text = `[sso-session corp]
sso_start_url = https://d-1.awsapps.com/start
sso_region = us-east-1
[profile old]
sso_start_url = https://d-2.awsapps.com/start
sso_region = us-east-1
sso_account_id = 111111111111
sso_role_name = ReadOnly
`
const session: Session = {
  name: 'corp',
  startUrl: 'https://d-1.awsapps.com/start',
  region: 'us-east-1',
  scopes: [],
  status: 'signed-out',
  expiresAt: null,
  renews: false,
  end: null,
  problem: null,
}

let room: SignInRoom

beforeEach(async () => {
  room = await openRoom()
  await chmod(room.home, 0o755)
  await mkdir(room.deps.paths.ssoCache, { recursive: true, mode: 0o755 })
})

/** Without an AWS CLI, and with clocks that agree. */
const quiet: Probes = {
  run: () => Promise.resolve({ kind: 'failed', code: 'ENOENT' }),
  askTime: () => Promise.resolve(room.clock.now()),
}

function diagnose(probes: Partial<Probes> = {}, env: Machine['system']['env'] = {}, clock: Clock = room.clock) {
  const system = nodeSystem({ clock, env: { HOME: room.home, PATH: '', ...env } })
  const files = {
    config: parseText(text, true),
    credentials: emptyDocument,
    configPath: '~/.aws/config',
    credentialsPath: '~/.aws/credentials',
  }
  return diagnoseMachine({ system, sso: room.deps, files, sessions: [session], probes: { ...quiet, ...probes } })
}

const rulesOf = (found: Awaited<ReturnType<typeof diagnose>>) => found.map(({ finding }) => finding.rule)

test('a machine in order has nothing but what is good to know', async () => {
  expect((await diagnose()).map(({ finding }) => finding)).toEqual([
    {
      id: 'aws-cli-missing',
      rule: 'aws-cli-missing',
      severity: 'note',
      title: 'There is no AWS CLI on the path.',
      effects: [{ clients: ['AWS CLI v2'], text: expect.any(String) }],
      places: [],
      fix: null,
      advice: expect.any(String),
    },
  ])
})

test('everything is found at once, errors first, with a repair wherever there is a fix', async () => {
  const file = tokenPath(room.deps.paths.ssoCache, session)
  await writeFile(file, '', { mode: 0o600 })
  const legacy = { name: null, startUrl: 'https://d-2.awsapps.com/start', region: 'us-east-1' }
  await writeFile(tokenPath(dirname(file), legacy), '{', { mode: 0o644 })
  await chmod(join(room.home, '.aws'), 0o757)
  const askTime = () => Promise.resolve(room.clock.now() + 600_000)
  const found = await diagnose({ askTime }, { AWS_PROFILE: 'gone', AWS_REGION: 'eu-west-1' })
  expect(found.map(({ finding }) => `${finding.severity} ${finding.id}`)).toEqual([
    'error environment-profile-missing AWS_PROFILE',
    'error clock-off',
    'error open-to-others ~/.aws',
    'error token-broken start-url:https://d-2.awsapps.com/start',
    'error open-to-others ~/.aws/sso/cache/*',
    'error token-broken session:corp',
    'note environment-region',
    'note aws-cli-missing',
  ])
  for (const { finding, mend } of found) {
    expect(finding.fix?.kind).toBe(mend?.kind)
    if (mend?.kind === 'files') expect(await mend.run()).toEqual({ ok: true, value: null })
  }
  expect(rulesOf(await diagnose())).toEqual(['aws-cli-missing'])
})

test('a rule that throws keeps no other from looking', async () => {
  const throws = () => Promise.reject(new Error('broken'))
  await writeFile(tokenPath(room.deps.paths.ssoCache, session), '', { mode: 0o600 })
  expect(rulesOf(await diagnose({ run: throws, askTime: throws }))).toEqual(['token-broken', 'aws-cli-missing'])
})

test.skipIf(process.platform === 'win32')('a program that never answers is waited for ten seconds', async () => {
  const program = join(room.home, 'bin', 'aws')
  await mkdir(dirname(program))
  await writeFile(program, '', { mode: 0o755 })
  await writeFile(tokenPath(room.deps.paths.ssoCache, session), '', { mode: 0o600 })
  const waiting = new Set<() => void>()
  const clock: Clock = {
    now: room.clock.now,
    after(ms, run) {
      const stop = room.clock.after(ms, run)
      waiting.add(stop)
      return () => {
        stop()
        waiting.delete(stop)
      }
    },
  }
  const found = diagnose({ run: () => new Promise<never>(() => undefined) }, { PATH: dirname(program) }, clock)
  await expect.poll(() => waiting.size).toBe(1)
  room.clock.advance(10_000)
  expect(rulesOf(await found)).toEqual(['token-broken'])
})

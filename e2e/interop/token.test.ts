/** Tokens go both ways: what Lanyard signs in, renews and signs out, the real clients see, and the other way round. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { signInWithBrowser } from '../../electron/aws/sso/browser-sign-in.ts'
import { usableToken } from '../../electron/aws/sso/current-token.ts'
import { signInWithDevice } from '../../electron/aws/sso/device-sign-in.ts'
import { listAccounts } from '../../electron/aws/sso/portal.ts'
import { registrationPath } from '../../electron/aws/sso/registration.ts'
import { signOutSession } from '../../electron/aws/sso/sign-out.ts'
import { readToken, serializeToken, tokenPath } from '../../electron/aws/sso/token-cache.ts'
import { configOf, openHome, override, prod as role, proxied, run } from './shared-home.ts'
import { filesIn, person } from '../../electron/aws/sso/sign-in.testing.ts'
import type { SignInRoom } from '../../electron/aws/sso/sign-in.testing.ts'
import { askPython, findAwsClis, findBotocore } from '../../testing/tools.ts'
import type { AwsCli } from '../../testing/tools.ts'

const minor = ({ version }: AwsCli): number => Number(version.split('.')[1])
const clis = findAwsClis()
const v1 = clis.find(({ major }) => major === 1)?.path
/** Endpoint overrides came with 2.13. */
const v2 = clis.find((cli) => cli.major === 2 && minor(cli) >= 13)?.path
const oldV2 = clis.find((cli) => cli.major === 2 && minor(cli) < 13)?.path
const python = findBotocore() ?? undefined

const cliWords = ['sts', 'get-caller-identity', '--profile', 'prod', '--output', 'json']
const pythonWords = [
  '-c',
  `import botocore.session, json
sts = botocore.session.Session(profile='prod').create_client('sts')
print(json.dumps({k: v for k, v in sts.get_caller_identity().items() if k != 'ResponseMetadata'}))`,
]
const nodeWords = [
  '--input-type=module',
  '-e',
  `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
const { Account, Arn } = await new STSClient({ profile: 'prod' }).send(new GetCallerIdentityCommand())
console.log(JSON.stringify({ Account, Arn }))`,
]

describe.each([
  ['AWS CLI v1', v1, cliWords, override],
  ['AWS CLI v2', v2, cliWords, override],
  ['botocore', python, pythonWords, override],
  ['the JavaScript SDK', process.execPath, nodeWords, override],
  ['AWS CLI v1 behind the proxy', v1, cliWords, proxied],
  ['AWS CLI v2 before 2.13 behind the proxy', oldV2, cliWords, proxied],
])('%s', (_, client = '', words, way) => {
  const whoami = async (room: SignInRoom) => {
    const { code, stdout, stderr } = await run(room, client, words, way(room))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ Account: role.accountId })
  }

  test.runIf(client)('works with what Lanyard signed in by browser', async () => {
    const room = await openHome()
    expect(await signInWithBrowser(room.deps, room.session, person())).toMatchObject({ ok: true })
    room.demo.requests.clear()
    await whoami(room)
    expect(room.demo.requests.count('CreateToken')).toBe(0)
  })

  test.runIf(client)('works with what Lanyard signed in by device code', async () => {
    const room = await openHome()
    const result = signInWithDevice(room.deps, room.session, person())
    room.clock.advance(await room.clock.nextTimer())
    expect(await result).toMatchObject({ ok: true })
    await whoami(room)
  })

  test.runIf(client)('renews what Lanyard signed in, and Lanyard goes on with that', async () => {
    const room = await openHome({ settings: { accessTokenSeconds: 120 } })
    await signInWithBrowser(room.deps, room.session, person())
    const before = await readFile(tokenPath(room.deps.paths.ssoCache, room.session), 'utf8')
    room.demo.settings.accessTokenSeconds = 3600
    await whoami(room)
    const after = await readFile(tokenPath(room.deps.paths.ssoCache, room.session), 'utf8')
    expect(JSON.parse(after).accessToken).not.toBe(JSON.parse(before).accessToken)
    room.demo.requests.clear()
    expect(await listAccounts(room.deps, room.session)).toMatchObject({ ok: true })
    expect(room.demo.requests.counts()).toEqual({ ListAccounts: 1 })
  })

  test.runIf(client)('goes on with what Lanyard renewed', async () => {
    const room = await openHome({ settings: { accessTokenSeconds: 120 } })
    await signInWithBrowser(room.deps, room.session, person())
    room.demo.settings.accessTokenSeconds = 3600
    room.clock.advance(60_000)
    expect(await usableToken(room.deps, room.session)).toMatchObject({ ok: true })
    room.demo.requests.clear()
    await whoami(room)
    expect(room.demo.requests.count('CreateToken')).toBe(0)
  })

  test.runIf(client)('sees that Lanyard signed out', async () => {
    const room = await openHome()
    await signInWithBrowser(room.deps, room.session, person())
    await whoami(room)
    await signOutSession(room.deps, room.session, [role])
    const { code, stderr } = await run(room, client, words, way(room))
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/Token for corp does not exist|not found or is invalid/)
    // The AWS CLI v2 kept the role's credentials; its own bookkeeping stays.
    const left = Object.keys(await filesIn(room.home)).filter((file) => file.includes(path.join('cli', 'cache')))
    expect(left.filter((file) => file.endsWith('.json'))).toEqual([])
  })
})

describe.each([
  ['AWS CLI v2', v2, ['--use-device-code'], proxied],
  ['AWS CLI v2 before 2.13', oldV2, [], proxied],
])('what %s signs in', (_, client = '', flags, way) => {
  test.runIf(client).each([[[]], [['sso:account:access']]])(
    'works in Lanyard, and is renewed there (scopes: %s)',
    async (scopes) => {
      const { session: corp, ...room } = await openHome({ settings: { accessTokenSeconds: 120 } })
      const session = { ...corp, scopes }
      await writeFile(path.join(room.home, '.aws/config'), configOf(session))
      const words = ['sso', 'login', '--sso-session', 'corp', '--no-browser', ...flags]
      expect((await run(room, client, words, way(room))).stderr).toBe('')

      // Names and bytes are those that Lanyard would have written.
      const files = await filesIn(room.home)
      const names = [registrationPath(room.deps.paths.ssoCache, session), tokenPath(room.deps.paths.ssoCache, session)]
      expect(
        Object.keys(files)
          .filter((file) => file.endsWith('.json'))
          .sort(),
      ).toEqual(names.map((name) => path.relative(room.home, name)).sort())
      const file = await readToken(room.deps.paths.ssoCache, session)
      if (file.kind !== 'token') throw new Error(`the cache is ${file.kind}`)
      expect(serializeToken(file.token)).toBe(files[path.relative(room.home, names[1] ?? '')])

      room.demo.settings.accessTokenSeconds = 3600
      room.clock.advance(60_000)
      expect(await listAccounts(room.deps, session)).toMatchObject({ ok: true })
      // A session without scopes gets a token of the old kind from this client, which lasts as long as the session.
      expect(room.demo.requests.entries.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(
        scopes.length,
      )
    },
  )
})

test.runIf(python)("botocore writes Lanyard's bytes, whatever a name or token holds", () => {
  const odd = 'ä/\\"\u007f\u2028\u{1f600}<>&\''
  const token = {
    startUrl: `https://d-1.awsapps.com/start#${odd}`,
    region: 'us-east-1',
    accessToken: odd,
    expiresAt: Date.UTC(2026, 10, 22, 17, 0, 0),
    clientId: 'client',
    clientSecret: odd,
    registrationExpiresAt: Date.UTC(2027, 1, 20, 9, 8, 7),
    refreshToken: odd,
  }
  const script = `import json, sys, hashlib
from datetime import datetime, timezone
from botocore.tokens import _sso_json_dumps
token = json.load(sys.stdin)
for key in ('expiresAt', 'registrationExpiresAt'):
    token[key] = datetime.fromtimestamp(token[key] / 1000, timezone.utc)
print(json.dumps(_sso_json_dumps(token)))`
  expect(askPython(python ?? '', script, token)).toBe(serializeToken(token))
})

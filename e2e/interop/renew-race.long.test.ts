/** Two processes of Lanyard's and the real AWS CLI renew one token at the same time, again and again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { signInWithBrowser } from '../../electron/aws/sso/browser-sign-in.ts'
import { readToken, tokenPath } from '../../electron/aws/sso/token-cache.ts'
import { openHome, override } from './shared-home.ts'
import { person, type SignInRoom } from '../../electron/aws/sso/sign-in.testing.ts'
import { canImport } from '../../testing/tools.ts'

const rounds = 100
const python = ['python3', '/usr/bin/python3'].find((name) => canImport(name, 'awscli.clidriver')) ?? null

/** The AWS CLI itself, started once: each line on its input is one more command. */
const awsCli = `
import sys, io, contextlib
from awscli.clidriver import create_clidriver
for line in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = create_clidriver().main(['sts', 'get-caller-identity', '--profile', 'prod'])
    print('ok' if code == 0 else said.getvalue().strip().replace('\\n', ' '), flush=True)
`

interface Racer {
  /** One more try; what came of it. */
  go(): Promise<string>
}

function racer(room: SignInRoom, file: string, words: readonly string[]): Racer {
  const env = { PATH: process.env['PATH'], HOME: room.home, AWS_EC2_METADATA_DISABLED: 'true', ...override(room) }
  const child: ChildProcess = spawn(file, words, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill()
    await once(child, 'exit')
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    go: async () => {
      child.stdin?.write('go\n')
      return String((await lines.next()).value)
    },
  }
}

test.runIf(python)(
  'nothing is lost, and no process of Lanyard shows a refresh token that another has shown',
  async () => {
    // Less than the AWS CLI's 15 minutes: each time is the time to renew.
    const room = await openHome({ settings: { accessTokenSeconds: 600 } })
    expect(await signInWithBrowser(room.deps, room.session, person())).toMatchObject({ ok: true })
    const lanyard = [fileURLToPath(new URL('renewing.ts', import.meta.url)), room.home]
    const racers = [
      racer(room, process.execPath, lanyard),
      racer(room, process.execPath, lanyard),
      racer(room, python ?? '', ['-c', awsCli]),
    ]
    for (let round = 1; round <= rounds; round += 1) {
      // Who starts late finds another place in the others' course.
      const said = await Promise.all(
        racers.map(async (each, at) => {
          await new Promise((resolve) => setTimeout(resolve, (round * 7 * (at + 1)) % 40))
          return each.go()
        }),
      )
      expect({ round, said }).toEqual({ round, said: ['ok', 'ok', 'ok'] })
      const file = await readToken(room.deps.paths.ssoCache, room.session)
      expect(file.kind === 'token' && room.demo.grants.refreshTokens.has(file.token.refreshToken ?? '')).toBe(true)
      expect(JSON.parse(await readFile(tokenPath(room.deps.paths.ssoCache, room.session), 'utf8'))).toMatchObject({
        accessToken: expect.stringContaining('aoaDEMO'),
      })
    }
    const { shown } = room.demo.grants
    const own = shown.filter(({ agent }) => agent.startsWith('aws-sdk-js/')).map(({ refreshToken }) => refreshToken)
    expect(new Set(own).size).toBe(own.length)
    // Else nobody raced.
    expect(own.length).toBeGreaterThan(rounds / 4)
    expect(shown.length - own.length).toBeGreaterThan(rounds / 20)
  },
)

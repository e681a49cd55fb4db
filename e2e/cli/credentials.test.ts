import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { corpSession, oneLine, openDesk, opened, put, signedIn } from './lanyard.ts'

const addDev = 'profile add dev --session corp --account 058264527036 --role PowerUserAccess'
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

const fields = {
  Version: 1,
  AccessKeyId: expect.stringMatching(/^ASIA\w+$/),
  SecretAccessKey: expect.any(String),
  SessionToken: expect.any(String),
  Expiration: expect.stringMatching(time),
}

describe('credentials', () => {
  test('--process prints what AWS clients read from a credential_process, and nothing else', async () => {
    const desk = await signedIn()
    await desk.json(addDev)
    for (const words of ['credentials dev --process', 'credentials dev --process --json']) {
      const ran = await desk.run(words)
      expect(ran).toMatchObject({ code: 0, stderr: '' })
      expect(oneLine(ran.stdout)).toEqual(fields)
    }
  })

  test('as JSON has the same fields', async () => {
    const desk = await signedIn()
    await desk.json(addDev)
    expect(await desk.json('credentials dev')).toEqual(fields)
    expect(oneLine((await desk.run('credentials dev --format json')).stdout)).toEqual(fields)
  })

  test.runIf(process.platform !== 'win32')('as lines for a shell are what the shell then has', async () => {
    const desk = await signedIn()
    await desk.json(addDev)
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Object(await desk.json('credentials dev'))
    const { stdout } = await desk.run('credentials dev --shell bash')
    const print = 'printf "%s\\n" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"'
    const script = `${stdout}\n${print} "$AWS_CREDENTIAL_EXPIRATION"`
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')).toEqual([
      AccessKeyId,
      SecretAccessKey,
      SessionToken,
      Expiration,
    ])
  })

  test.each(['', '--process'])('%s without a sign-in end with 4 and a next step, and open nothing', async (flag) => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json(addDev)
    const ran = await desk.run(`credentials dev ${flag}`)
    expect(ran).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('Sign in: lanyard login corp') })
    if (flag !== '') expect(ran.stderr).toMatch(/^[^\n]+\n$/)
    expect(await opened(desk)).toEqual([])
    expect(desk.demo.requests.entries).toEqual([])
  })

  test('--process says in one line what else is wrong', async () => {
    const desk = await signedIn()
    await desk.json(addDev)
    await put(desk, '.aws/config', `${await desk.config()}[profile other]\nregion = us-east-1\n`)
    for (const [words, code] of [
      ['credentials --process', 2],
      ['credentials gone --process', 1],
      ['credentials other --process', 1],
    ] as const) {
      const ran = await desk.run(words)
      expect(ran).toMatchObject({ code, stdout: '' })
      expect(ran.stderr).toMatch(/^[^\n]+\n$/)
    }
    expect(await desk.run('credentials dev --process --format json')).toMatchObject({ code: 2, stdout: '' })
  })
})

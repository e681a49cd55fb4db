import { chmod, mkdir, readdir, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { corpSession, filesIn, oneLine, openDesk, put, signedIn, type Desk } from './lanyard.ts'

const problemOf = (text: string) => (oneLine(text) as { error: { code: string; message: string; fix: string } }).error

/** Runs `words` both ways: exit `code`, an error of `error` in one line of JSON, and a sentence with a next step. */
async function refused(desk: Desk, words: readonly string[] | string, code: number, error: string, says: RegExp) {
  const list = typeof words === 'string' ? words.split(' ') : words
  const [json, person] = await Promise.all([desk.run([...list, '--json']), desk.run(list)])
  expect({ code: json.code, stdout: json.stdout }).toEqual({ code, stdout: '' })
  const problem = problemOf(json.stderr)
  expect(Object.keys(problem)).toEqual(['code', 'message', 'fix'])
  expect(problem.code).toBe(error)
  expect(problem.message).toMatch(says)
  expect(problem.fix).not.toBe('')
  expect({ code: person.code, stdout: person.stdout }).toEqual({ code, stdout: '' })
  expect(person.stderr).toMatch(says)
}

const url = `--start-url ${demoStartUrl}`

describe('wrong usage is told before anything is asked or written', () => {
  test.each([
    ['an unknown command', 'sesion list', /Unknown command/],
    ['an unknown flag', 'login --devices', /Unknown option/],
    [
      'a start URL that is not https',
      'session add a --start-url http://d-1.awsapps.com/start --region us-east-1',
      /https/,
    ],
    ['a start URL that is none', 'session add a --start-url d-1 --region us-east-1', /not a web address/],
    ['no start URL', 'session add a --region us-east-1', /start URL is missing/],
    ['no region', `session add a ${url}`, /region is missing/],
    ['a region that does not exist', `session add a ${url} --region us-moon-1`, /no region "us-moon-1"/],
    ['an impossible name', `session add a;b ${url} --region us-east-1`, /letters, digits/],
    ['a name that empties the file', `session add __proto__ ${url} --region us-east-1`, /empties/],
    ['an account number that is none', 'profile add a --session s --account 12345 --role R', /12 digits/],
    ['a role with a slash', 'profile add a --session s --account 111122223333 --role a/b', /permission set/],
    ['an output format that is none', 'profile add a --output xml', /Choose one of/],
    ['no session to choose', 'profile add a', /no session/],
    ['no profile to name', 'whoami', /no profile/],
    ['a profile and --all', 'whoami a --all', /do not go together/],
    ['a session and --all', 'logout a --all', /do not go together/],
    ['a shell that is not known', 'export a --shell tcsh', /Allowed choices/],
    ['a port that is none', 'serve --port 70000', /0 to 65535/],
  ])('%s', async (_, words, says) => {
    const desk = await openDesk()
    await refused(desk, words, 2, 'invalid-input', says)
    expect([...(await filesIn(desk.home)).keys()]).toEqual(['browser.mjs'])
    expect(desk.demo.requests.entries).toEqual([])
  })

  test('several candidates, listed', async () => {
    const desk = await signedIn({ size: { accounts: 2, permissionSets: 2 } })
    await refused(desk, 'profile add a', 2, 'ambiguous', /Production {2}637423191929.* and Staging {2}058264527036/)
    await refused(
      desk,
      'profile add a --account 058264527036',
      2,
      'ambiguous',
      /AdministratorAccess and PowerUserAccess/,
    )
    await refused(desk, 'profile add', 2, 'ambiguous', /Which account/)
    await refused(desk, 'session show', 2, 'ambiguous', /corp/)
  })

  test('no name for a profile that is otherwise complete', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await refused(desk, 'profile add --account 111122223333 --role R', 2, 'invalid-input', /name of the profile/)
  })
})

describe('a failure is 1', () => {
  test.each([
    ['a session that is not there', 'session show nope', 'not-found', /no session nope/],
    ['a profile that is not there', 'profile show nope', 'not-found', /no profile nope/],
    ['to remove a session that is not there', 'session remove nope', 'not-found', /no session nope/],
    ['to remove a profile that is not there', 'profile remove nope', 'not-found', /no profile nope/],
    ['to switch to no profile', 'switch nope', 'not-found', /no profile nope/],
    ['to export no profile', 'export nope', 'not-found', /no profile nope/],
    ['to sign in to no session', 'login nope', 'not-found', /no session nope/],
    ['to sign out of no session', 'logout nope', 'not-found', /no session nope/],
    ['accounts of no session', 'accounts --session nope', 'not-found', /no session nope/],
    ['a profile on no session', 'profile add a --session nope --account 111122223333 --role R', 'not-found', /nope/],
    ['a session name that is taken', `session add corp ${url} --region us-east-1`, 'name-taken', /corp/],
    ['a profile name that is taken', 'profile add dev --account 111122223333 --role R', 'name-taken', /dev/],
    ['a session in use', 'session remove corp', 'in-use', /dev/],
  ])('%s', async (_, words, code, says) => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    const before = await desk.config()
    await refused(desk, words, 1, code, says)
    expect(await desk.config()).toBe(before)
  })

  test('whoami of a profile that is not there answers on stdout as well', async () => {
    const desk = await openDesk()
    const ran = await desk.run('whoami nope --json')
    expect(ran.code).toBe(1)
    expect(oneLine(ran.stdout)).toMatchObject({ profile: 'nope', ok: false, error: { code: 'not-found' } })
    expect(problemOf(ran.stderr).code).toBe('not-found')
  })

  test('a port that is taken', async () => {
    const desk = await openDesk()
    await refused(desk, `serve --port ${new URL(desk.demo.url).port} --no-open`, 1, 'port-unavailable', /in use/)
  })
})

describe('a sign-in that is needed is 4', () => {
  test('for one session, with what to type', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await refused(desk, 'profile add a --role R', 4, 'sign-in-needed', /corp/)
    const accounts = await desk.run('accounts --json')
    expect(accounts).toMatchObject({ code: 4, stdout: '[]\n' })
    expect(problemOf(accounts.stderr).fix).toBe('Sign in: lanyard login corp')
  })

  test('for whoami, unless another reason stands beside it', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('profile add a --account 058264527036 --role ReadOnlyAccess')
    const one = await desk.run('whoami a --json')
    expect(one.code).toBe(4)
    expect(oneLine(one.stdout)).toEqual({
      profile: 'a',
      ok: false,
      account: null,
      arn: null,
      userId: null,
      error: { code: 'sign-in-needed', message: expect.any(String), fix: 'Sign in: lanyard login corp' },
    })
    expect(await desk.run('whoami --all --json')).toMatchObject({ code: 4 })

    await desk.json('login')
    await desk.json('profile add b --account 999999999999 --role Nothing')
    const mixed = await desk.run('whoami --all --json')
    expect(mixed.code).toBe(1)
    expect(oneLine(mixed.stdout)).toMatchObject([
      { profile: 'a', ok: true },
      { profile: 'b', ok: false, error: { code: 'not-assigned' } },
    ])
    expect(problemOf(mixed.stderr).code).toBe('not-assigned')
    expect((await desk.run('whoami a')).code).toBe(0)
  })
})

describe('files as they are found', () => {
  test('a config file that botocore refuses is read as far as it goes, with the line that is wrong', async () => {
    const desk = await openDesk()
    await put(desk, '.aws/config', '[profile a]\nregion = us-east-1\n[profile a]\noutput = json\nnonsense\n')
    const ran = await desk.run('profile list')
    expect(ran.code).toBe(0)
    expect(ran.stderr).toMatch(/~\/\.aws\/config, line 3: /)
    expect(ran.stderr).toMatch(/line 5: /)
  })

  test('a truncated token file is told, and the next sign-in replaces it', async () => {
    const desk = await signedIn()
    const cache = path.join(desk.home, '.aws/sso/cache')
    for (const file of await readdir(cache)) await put(desk, `.aws/sso/cache/${file}`, '{"accessTok')
    expect(await desk.json('session list')).toMatchObject([{ name: 'corp', status: 'signed-out', expiresAt: null }])
    expect((await desk.run('accounts')).code).toBe(4)
    await desk.json('login')
    expect(await desk.json('session list')).toMatchObject([{ status: 'signed-in' }])
  })

  test('a config file that is a folder is left alone', async () => {
    const desk = await openDesk()
    await mkdir(path.join(desk.home, '.aws/config'), { recursive: true })
    expect(await desk.json('profile list')).toEqual([])
    await refused(desk, corpSession, 1, 'config-unwritable', /no regular file/)
    expect((await stat(path.join(desk.home, '.aws/config'))).isDirectory()).toBe(true)
  })

  test('a config file that cannot be read is told by every command that needs it', async () => {
    const desk = await openDesk()
    await mkdir(path.join(desk.home, '.aws'))
    await symlink('config', path.join(desk.home, '.aws/config'))
    for (const words of ['profile list', 'session list', 'accounts', 'whoami --all', 'login', 'current', corpSession]) {
      await refused(desk, words, 1, 'config-unreadable', /circle/)
    }
  })

  test.runIf(process.platform !== 'win32')('a folder that cannot be written', async () => {
    const desk = await openDesk()
    await mkdir(path.join(desk.home, '.aws'))
    await chmod(path.join(desk.home, '.aws'), 0o500)
    await refused(desk, corpSession, 1, 'config-unwritable', /config/)
  })
})

describe('AWS as it can be', () => {
  test.each([
    [{ status: 500, error: 'InternalServerException' }, 'aws-unavailable', 1],
    [{ status: 429, error: 'TooManyRequestsException', retryAfterSeconds: 0 }, 'rate-limited', 1],
    [{ status: 401, error: 'UnauthorizedException' }, 'sign-in-needed', 4],
  ] as const)('%o is %s', async (fault, code, exit) => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    desk.demo.faults.add({ operation: 'GetRoleCredentials', kind: 'error', times: 100, ...fault })
    const ran = await desk.run('whoami dev --json')
    expect(ran.code).toBe(exit)
    expect(oneLine(ran.stdout)).toMatchObject({ ok: false, error: { code } })
  })

  test('a network that is not there is offline', async () => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    const ran = await desk.run('whoami dev --json', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })
    expect(ran.code).toBe(1)
    expect(oneLine(ran.stdout)).toMatchObject({ ok: false, error: { code: 'offline' } })
  })

  test('a clock that is hours off is told', async () => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    desk.demo.settings.clockOffsetSeconds = 6 * 3600
    const ran = await desk.run('whoami dev --json')
    expect(ran.code).not.toBe(0)
    expect(oneLine(ran.stdout)).toMatchObject({ ok: false })
  })

  test('a portal that refuses halfway leaves what has been read', async () => {
    const desk = await signedIn()
    desk.demo.faults.add({
      operation: 'ListAccountRoles',
      kind: 'error',
      status: 500,
      error: 'InternalServerException',
      times: 1000,
    })
    const ran = await desk.run('accounts --json')
    expect(ran.code).toBe(1)
    expect(oneLine(ran.stdout)).toHaveLength(12)
    for (const account of oneLine(ran.stdout) as { roles: unknown }[]) expect(account.roles).toEqual([])
  })
})

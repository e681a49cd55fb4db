import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { CachedToken, SsoSession } from './session.ts'
import { canRefresh, deleteToken, readToken, tokenPath, tokenState, writeToken } from './token-cache.ts'

const corp: SsoSession = { name: 'corp', startUrl: 'https://d-1.awsapps.com/start', region: 'us-east-1', scopes: [] }
const now = Date.UTC(2026, 10, 22, 17)
const hour = 3_600_000
const token: CachedToken = {
  startUrl: corp.startUrl,
  region: 'us-east-1',
  accessToken: 'access',
  expiresAt: now + hour,
  clientId: 'client',
  clientSecret: 'secret',
  registrationExpiresAt: now + 90 * 24 * hour,
  refreshToken: 'refresh',
}
const written =
  '{"startUrl": "https://d-1.awsapps.com/start", "region": "us-east-1", "accessToken": "access", ' +
  '"expiresAt": "2026-11-22T18:00:00Z", "clientId": "client", "clientSecret": "secret", ' +
  '"registrationExpiresAt": "2027-02-20T17:00:00Z", "refreshToken": "refresh"}'

let folder: string
let file: string

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'lanyard-cache-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  folder = join(home, '.aws/sso/cache')
  file = tokenPath(folder, corp)
})

/** What a client of the past, or an accident, left behind. */
async function leave(text: string | Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(file, text)
}

describe('file names', () => {
  test('a token is named by the SHA-1 of its session', () => {
    expect(tokenPath('/c', corp)).toBe(join('/c', 'ee0bfd2552fbd840c02cc48b6e823320543c450f.json'))
    expect(tokenPath('/c', { ...corp, name: 'ärger' })).toBe(
      join('/c', '155288b0d3c23732a6a0430e39f3ad9086336b61.json'),
    )
  })

  test("a legacy profile's token is named by its start URL, to the last mark", () => {
    const source = { name: null, startUrl: 'https://d-1234567890.awsapps.com/start/', region: 'us-east-1' }
    expect(tokenPath('/c', source)).toBe(join('/c', 'ae4321de83751a696d13fbefb87d776773c41e1c.json'))
  })
})

/** Permission bits, which Windows does not have. */
const windows = process.platform === 'win32'
const modes = () => Promise.all([file, folder].map(async (path) => (await stat(path)).mode & 0o777))

describe('writing', () => {
  test.skipIf(windows)("writes botocore's bytes, for the owner alone, in a folder of the owner's", async () => {
    expect(await writeToken(folder, corp, token)).toEqual({ ok: true, value: null })
    expect(await readFile(file, 'utf8')).toBe(written)
    expect(await readdir(folder)).toHaveLength(1)
    expect(await modes()).toEqual([0o600, 0o700])
  })

  test('leaves out what there is not', async () => {
    await writeToken(folder, corp, { ...token, refreshToken: null })
    expect(await readFile(file, 'utf8')).toBe(written.replace(', "refreshToken": "refresh"', ''))
  })

  test.skipIf(windows)('replaces a file of any mode, and leaves the folder as it was', async () => {
    await leave('{"accessToken": "old')
    await Promise.all([chmod(file, 0o644), chmod(folder, 0o755)])
    await writeToken(folder, corp, token)
    expect(await modes()).toEqual([0o600, 0o755])
  })

  test('says when the folder cannot be made', async () => {
    await leave('')
    const result = await writeToken(join(file, 'cache'), corp, token)
    expect(result).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
  })
})

describe('reading', () => {
  test('reads what it wrote', async () => {
    await writeToken(folder, corp, token)
    expect(await readToken(folder, corp)).toEqual({ kind: 'token', token })
  })

  test("reads the JavaScript SDK's form, with milliseconds and unknown keys", async () => {
    const text = JSON.stringify({ ...JSON.parse(written), expiresAt: '2026-11-22T18:00:00.500Z', other: [1] }, null, 2)
    await leave(text)
    expect(await readToken(folder, corp)).toEqual({ kind: 'token', token: { ...token, expiresAt: now + hour + 500 } })
  })

  test('reads the form of an old AWS CLI, which has no client and dates that end in UTC', async () => {
    await leave(
      '{"startUrl": "https://d-1.awsapps.com/start", "region": "us-east-1", "accessToken": "access", "expiresAt": "2026-11-22T18:00:00UTC"}',
    )
    const none = { clientId: null, clientSecret: null, registrationExpiresAt: null, refreshToken: null }
    expect(await readToken(folder, corp)).toEqual({ kind: 'token', token: { ...token, ...none } })
  })

  test('no file is no token', async () => {
    expect(await readToken(folder, corp)).toEqual({ kind: 'absent' })
  })

  test('a token of the region that the session had before is none', async () => {
    await writeToken(folder, corp, token)
    expect(await readToken(folder, { ...corp, region: 'eu-west-1' })).toEqual({ kind: 'absent' })
  })

  test.for([
    ['an empty file', ''],
    ['a truncated file', written.slice(0, 80)],
    ['what is not JSON', 'not json'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a file without a token', '{"expiresAt": "2026-11-22T18:00:00Z"}'],
    ['a file without a date', '{"accessToken": "access"}'],
    ['an impossible date', '{"accessToken": "access", "expiresAt": "soon"}'],
    ['a token that is no text', '{"accessToken": 7, "expiresAt": "2026-11-22T18:00:00Z"}'],
  ] as const)('%s is broken, with a way out', async ([, text]) => {
    await leave(text)
    const read = await readToken(folder, corp)
    expect(read).toMatchObject({
      kind: 'broken',
      problem: { code: 'cache-broken', remedy: { kind: 'sign-in', session: 'corp' } },
    })
    expect(tokenState(read, now)).toMatchObject({ status: 'signed-out', problem: { code: 'cache-broken' } })
  })

  test('bytes that are no UTF-8 are broken, not a crash', async () => {
    await leave(Buffer.from([0xff, 0xfe, 0x00]))
    expect(await readToken(folder, corp)).toMatchObject({ kind: 'broken' })
  })

  test('a folder in its place is broken, and so is a link', async () => {
    await mkdir(file, { recursive: true })
    expect(await readToken(folder, corp)).toMatchObject({ kind: 'broken' })
    const other = { ...corp, name: 'other' }
    await writeFile(join(folder, 'elsewhere'), written)
    await symlink(join(folder, 'elsewhere'), tokenPath(folder, other))
    expect(await readToken(folder, other)).toMatchObject({ kind: 'broken' })
  })

  test('no problem tells what the file holds', async () => {
    await leave('{"accessToken": "aoa-secret", "refreshToken": "aor-secret"}')
    expect(JSON.stringify(await readToken(folder, corp))).not.toMatch(/secret/)
  })
})

describe('how a session stands', () => {
  const stand = (changes: Partial<CachedToken>, at = now, isRefused = false) => {
    const { status, renews } = tokenState({ kind: 'token', token: { ...token, ...changes } }, at, isRefused)
    return [status, renews]
  }

  test('a token that renews itself is signed in, also when it is over', () => {
    expect(stand({})).toEqual(['signed-in', true])
    expect(stand({}, now + 2 * hour)).toEqual(['signed-in', true])
  })

  test('a token that does not is signed in until it ends', () => {
    expect(stand({ refreshToken: null })).toEqual(['signed-in', false])
    expect(stand({ refreshToken: null }, now + hour)).toEqual(['expired', false])
  })

  test('a refresh token is of no use without a client that lasts', () => {
    expect(stand({ registrationExpiresAt: now }, now + 2 * hour)).toEqual(['expired', false])
    expect(stand({ clientSecret: null }, now + 2 * hour)).toEqual(['expired', false])
    expect(canRefresh({ ...token, clientId: null }, now)).toBe(false)
  })

  test('a token that the portal refused is over, unless it renews itself', () => {
    expect(stand({ refreshToken: null }, now, true)).toEqual(['expired', false])
    expect(stand({}, now, true)).toEqual(['signed-in', true])
  })

  test('no token is signed out', () => {
    expect(tokenState({ kind: 'absent' }, now)).toEqual({
      status: 'signed-out',
      expiresAt: null,
      renews: false,
      problem: null,
    })
  })
})

test('deleting a token twice is no problem', async () => {
  await writeToken(folder, corp, token)
  expect(await deleteToken(folder, corp)).toEqual({ ok: true, value: null })
  expect(await deleteToken(folder, corp)).toEqual({ ok: true, value: null })
  expect(await readdir(folder)).toEqual([])
})

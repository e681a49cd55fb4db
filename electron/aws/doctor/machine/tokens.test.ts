import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { registrationPath } from '../../sso/registration.ts'
import { sha1, tokenPath } from '../../sso/token-cache.ts'
import { findBy, told } from '../doctor.testing.ts'
import { readCache, type Source } from './cache.ts'
import { leftoverRules } from './leftovers.ts'
import { tokenRules } from './tokens.ts'

const now = Date.UTC(2026, 10, 22, 17)
const corp = { name: 'corp', startUrl: 'https://d-1.awsapps.com/start', region: 'us-east-1', scopes: [] }
const legacy: Source = { name: null, startUrl: 'https://d-2.awsapps.com/start', region: 'eu-west-1' }
const token = {
  startUrl: corp.startUrl,
  region: 'us-east-1',
  accessToken: 'hidden-access',
  expiresAt: '2026-11-22T18:00:00Z',
}
const renewing = {
  clientId: 'hidden-client',
  clientSecret: 'hidden-secret',
  registrationExpiresAt: '2027-02-20T17:00:00Z',
  refreshToken: 'hidden-refresh',
}
const registration = { clientId: 'hidden-client', clientSecret: 'hidden-secret', expiresAt: '2027-02-20T17:00:00Z' }

let folder: string

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'lanyard-tokens-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  folder = join(home, 'cache')
  await mkdir(folder)
})

const stray = (name: string) => join(folder, `${sha1(name)}.json`)
const leave = (file: string, content: unknown) =>
  writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))

async function look({ knowsSessions = true } = {}) {
  const files = await readCache(folder, [corp, legacy])
  const room = { folder, files, knowsSessions, now, shown: (path: string) => path.replace(folder, '~') }
  return findBy([...tokenRules, ...leftoverRules], { tokens: () => Promise.resolve(room) })
}

const rules = async () => (await look()).map(told)

async function repairAll(): Promise<void> {
  for (const { mend } of await look()) if (mend?.kind === 'files') expect((await mend.run()).ok).toBe(true)
}

describe('a token file', () => {
  test.for<[string, unknown, readonly string[]]>([
    ['that holds a token is no trouble', token, []],
    ['that is empty', '', ['error token-broken session:corp: v1 v2 | js']],
    ['that is cut off', '{"startUrl": "https', ['error token-broken session:corp: v1 v2 | js']],
    ['that holds other JSON', '{"startUrl": "https://x"}', ['error token-broken session:corp: v1 v2 | js']],
    ['that holds a list', '[]', ['error token-broken session:corp: v1 v2 | js']],
    ['of another region', { ...token, region: 'eu-west-1' }, ['error token-of-another-place session:corp: v1 v2 js']],
    [
      'of another organization',
      { ...token, startUrl: 'https://d-9.awsapps.com/start' },
      ['error token-of-another-place session:corp: v1 v2 js'],
    ],
    ['whose start URL is spelled otherwise', { ...token, startUrl: `${corp.startUrl}/#/` }, []],
    ['of an old client, without start URL and region', { ...token, startUrl: undefined, region: undefined }, []],
    [
      'with the date of old clients',
      { ...token, expiresAt: '2026-11-22T18:00:00UTC' },
      ['warning token-date session:corp: js'],
    ],
    ['that is over is for the next sign-in', { ...token, expiresAt: '2026-11-22T10:00:00Z' }, []],
  ])('%s', async ([, content, found]) => {
    await leave(tokenPath(folder, corp), content)
    expect(await rules()).toEqual(found)
    await repairAll()
    expect(await rules()).toEqual([])
  })

  test('is removed by its repair, with nothing else', async () => {
    await leave(tokenPath(folder, corp), '')
    await leave(tokenPath(folder, legacy), token)
    const [trouble] = await look()
    expect(trouble?.mend?.label).toBe(`Remove ~/${sha1('corp')}.json. The next sign-in writes it anew`)
    await repairAll()
    expect(await readdir(folder)).toEqual([`${sha1(legacy.startUrl)}.json`])
  })

  test('is left by its repair when somebody has signed in meanwhile', async () => {
    await leave(tokenPath(folder, corp), '')
    const [trouble] = await look()
    await leave(tokenPath(folder, corp), token)
    expect(trouble?.mend?.kind === 'files' && (await trouble.mend.run())).toEqual({ ok: true, value: null })
    expect(JSON.parse(await readFile(tokenPath(folder, corp), 'utf8'))).toEqual(token)
  })

  test('of a legacy profile keeps all that it holds when its date is mended', async () => {
    const old = { ...token, startUrl: legacy.startUrl, region: legacy.region, expiresAt: '2026-11-22T18:00:00UTC' }
    await leave(tokenPath(folder, legacy), old)
    expect(await rules()).toEqual([`warning token-date start-url:${legacy.startUrl}: js`])
    await repairAll()
    expect(JSON.parse(await readFile(tokenPath(folder, legacy), 'utf8'))).toEqual({
      ...old,
      expiresAt: token.expiresAt,
    })
  })

  test.skipIf(process.platform === 'win32')('that is a link is removed without what it leads to', async () => {
    const target = join(folder, '..', 'token.json')
    await leave(target, token)
    await symlink(target, tokenPath(folder, corp))
    expect(await rules()).toEqual(['warning token-linked session:corp: v2 js | v1'])
    await repairAll()
    expect(await readdir(folder)).toEqual([])
    expect((await stat(target)).isFile()).toBe(true)
  })
})

describe('a registration', () => {
  test('that is cut off stops the AWS CLI, and is removed', async () => {
    await leave(registrationPath(folder, corp), '{"clientId"')
    expect(await rules()).toEqual(['error registration-broken session:corp: v2'])
    await repairAll()
    expect(await readdir(folder)).toEqual([])
  })

  test('that has ended is a note, one that lasts is nothing', async () => {
    await leave(registrationPath(folder, corp), registration)
    await leave(stray('old'), { ...registration, expiresAt: '2026-01-01T00:00:00Z' })
    expect(await rules()).toEqual(['note registrations-ended: v1 v2 js'])
    await repairAll()
    expect(await readdir(folder)).toEqual([basename(registrationPath(folder, corp))])
    expect(await rules()).toEqual([])
  })
})

describe('files of no session', () => {
  test('are removed once they are of no use, and said and left while they live', async () => {
    await leave(stray('over'), { ...token, expiresAt: '2026-11-22T10:00:00Z' })
    await leave(stray('broken'), '')
    await leave(stray('alive'), token)
    await leave(stray('renewing'), { ...token, ...renewing, expiresAt: '2026-11-22T10:00:00Z' })
    const [over, alive, ...more] = await look()
    expect([over, alive].map((each) => each && told(each))).toEqual([
      'note tokens-left-over: v1 v2 js',
      'note tokens-orphaned: v2',
    ])
    expect(over?.places?.toSorted()).toEqual([`~/${sha1('over')}.json`, `~/${sha1('broken')}.json`].toSorted())
    expect(over?.mend?.label).toBe('Remove these 2 files of ~')
    expect(alive?.title).toMatch(/^2 tokens live on .*d-1\.awsapps\.com \((1 h left|renews itself)\)/)
    expect(alive?.mend).toBeUndefined()
    expect(more).toEqual([])
    await repairAll()
    expect((await readdir(folder)).toSorted()).toEqual([`${sha1('alive')}.json`, `${sha1('renewing')}.json`].toSorted())
  })

  test('are not judged while the config cannot be read', async () => {
    await leave(stray('over'), '')
    expect(await look({ knowsSessions: false })).toEqual([])
  })

  test('that other tools named are theirs', async () => {
    await leave(join(folder, 'kiro-auth-token.json'), token)
    await leave(join(folder, 'aws-toolkit-vscode-client-id-us-east-1.json'), '')
    expect(await look()).toEqual([])
  })

  test('are none where there is no folder', async () => {
    await rm(folder, { recursive: true })
    expect(await look()).toEqual([])
  })
})

test('no finding holds anything of a token or a registration', async () => {
  await leave(tokenPath(folder, corp), { ...token, ...renewing, region: 'eu-west-1' })
  await leave(registrationPath(folder, corp), { ...registration, expiresAt: '2026-01-01T00:00:00Z' })
  await leave(stray('alive'), { ...token, ...renewing })
  const found = await look()
  expect(found.map(({ rule }) => rule)).toEqual(['token-of-another-place', 'tokens-orphaned', 'registrations-ended'])
  expect(JSON.stringify(found)).not.toContain('hidden')
})

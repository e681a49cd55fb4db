import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { registrationPath } from '../../sso/registration.ts'
import { pythonJson } from '../../sso/cache-format.ts'
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
const over = { ...token, expiresAt: '2026-11-22T10:00:00Z' }

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
    const place = { startUrl: legacy.startUrl, region: legacy.region, createdBy: 'another tool' }
    const old = { ...token, ...place, expiresAt: '2026-11-22T18:00:00UTC' }
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

  test('that is whole is nothing, ended or not: the next sign-in registers anew by itself', async () => {
    await leave(registrationPath(folder, corp), { ...registration, expiresAt: '2026-01-01T00:00:00Z' })
    await leave(stray('old'), registration)
    expect(await rules()).toEqual([])
  })
})

describe('tokens of no session', () => {
  const written = (content: Readonly<Record<string, string>>) => pythonJson(content)

  test('that are over are removed where that is asked for by itself; those that live are only said', async () => {
    await leave(stray('over'), written(over))
    await leave(stray('alive'), written(token))
    await leave(stray('renewing'), written({ ...over, ...renewing }))
    const [first, second, ...more] = await look()
    expect([first, second].map((each) => each && told(each))).toEqual([
      'note tokens-left-over: v1 v2 js',
      'note tokens-orphaned: v2',
    ])
    expect(first?.mend).toMatchObject({ alone: true, label: `Remove ~/${sha1('over')}.json` })
    expect(second).toMatchObject({ title: '2 tokens live on without a session here.' })
    expect(second?.mend).toBeUndefined()
    expect(more).toEqual([])
    const texts = [...first!.places!, ...second!.places!].map((place) => (typeof place === 'string' ? '' : place.text))
    expect(texts.toSorted((one, other) => one!.localeCompare(other!))).toEqual([
      'd-1.awsapps.com, us-east-1, 1 h left',
      'd-1.awsapps.com, us-east-1, over for 7 h',
      'd-1.awsapps.com, us-east-1, over for 7 h, can be renewed',
    ])
    await repairAll()
    expect((await readdir(folder)).toSorted()).toEqual([`${sha1('alive')}.json`, `${sha1('renewing')}.json`].toSorted())
  })

  test('stay where one has been renewed since they were found', async () => {
    await leave(stray('over'), written(over))
    const [found] = await look()
    await leave(stray('over'), written(token))
    expect(found?.mend?.kind === 'files' && (await found.mend.run())).toEqual({ ok: true, value: null })
    expect(await readFile(stray('over'), 'utf8')).toBe(written(token))
  })

  test('are not judged while the config cannot be read', async () => {
    await leave(stray('over'), written(over))
    expect(await look({ knowsSessions: false })).toEqual([])
  })

  test.for<[string, string]>([
    ['JetBrains', JSON.stringify({ ...over, refreshToken: 'r', createdAt: '2026-11-22T09:00:00Z' })],
    ['JetBrains, without a refresh token', pythonJson({ ...over, createdAt: '2026-11-22T09:00:00Z' })],
    ['an SDK that writes no spaces', JSON.stringify(over)],
    ['one that writes fractions of a second', pythonJson({ ...over, expiresAt: '2026-11-22T10:00:00.000Z' })],
    ['one that wrote no JSON', 'not JSON'],
    ['one that was cut off', '{"startUrl": "'],
    ['nobody', ''],
  ])('have the form of the AWS CLI: that of %s is nothing to Doctor', async ([, content]) => {
    await leave(stray('theirs'), content)
    await leave(join(folder, 'kiro-auth-token.json'), content)
    expect(await look()).toEqual([])
  })

  test('are none where there is no folder', async () => {
    await rm(folder, { recursive: true })
    expect(await look()).toEqual([])
  })
})

test('no finding holds anything of a token or a registration', async () => {
  await leave(tokenPath(folder, corp), { ...token, ...renewing, region: 'eu-west-1' })
  await leave(registrationPath(folder, corp), '{"clientId": "hidden')
  await leave(stray('alive'), pythonJson({ ...token, ...renewing }))
  const found = await look()
  expect(found.map(({ rule }) => rule)).toEqual(['token-of-another-place', 'registration-broken', 'tokens-orphaned'])
  expect(JSON.stringify(found)).not.toContain('hidden')
})

import { chmod, readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { corpSession, oneLine, openDesk, partnerSession, put, signedIn, type Desk } from './lanyard.ts'

const file = '.aws/config'
const addDev = 'profile add dev --session corp --account 058264527036 --role PowerUserAccess'

async function withDev(): Promise<Desk> {
  const desk = await openDesk()
  await desk.json(corpSession)
  await desk.json(addDev)
  return desk
}

describe('a session', () => {
  test('that is renamed takes its profiles and its sign-in along', async () => {
    const desk = await signedIn()
    await desk.json(addDev)
    expect(await desk.json('session rename corp acme')).toMatchObject({ name: 'acme', status: 'signed-in' })
    expect(await desk.json('profile show dev')).toMatchObject({ session: 'acme' })
    expect(await desk.json('whoami dev')).toMatchObject({ ok: true })
    expect(await desk.run('session show corp --json')).toMatchObject({ code: 1 })
  })

  test('is edited: what is left out stays', async () => {
    const desk = await withDev()
    const before = (await desk.json('session show corp')) as object
    expect(await desk.json('session edit corp --region eu-west-1')).toEqual({ ...before, region: 'eu-west-1' })
    expect(await desk.json('session edit corp --scopes a:b,c:d')).toMatchObject({ scopes: ['a:b', 'c:d'] })
    expect(await desk.run('session edit corp --region eu-west-1')).toMatchObject({
      code: 0,
      stdout: 'Session corp is like that already.\n',
      stderr: expect.not.stringContaining('lanyard undo'),
    })
  })

  test('is removed with its profiles, and says which', async () => {
    const desk = await withDev()
    await desk.json(partnerSession)
    const inUse = await desk.run('session remove corp')
    expect(inUse).toMatchObject({ code: 1, stderr: expect.stringMatching(/used by dev\.\n.*--with-profiles/) })
    expect(await desk.json('session remove corp --with-profiles')).toMatchObject({ name: 'corp', profiles: ['dev'] })
    expect(await desk.json('profile list')).toEqual([])
    expect(await desk.json('session list')).toMatchObject([{ name: 'partner' }])
  })
})

describe('a profile', () => {
  test('is edited: what is left out stays, and what is empty goes', async () => {
    const desk = await withDev()
    const edited = await desk.json('profile edit dev --role ReadOnlyAccess --region= --output json')
    expect(edited).toMatchObject({
      accountId: '058264527036',
      roleName: 'ReadOnlyAccess',
      region: null,
      output: 'json',
    })
    expect(await desk.config()).not.toContain('\nregion')
  })

  test('is copied with all its lines, and renamed', async () => {
    const desk = await withDev()
    await put(desk, file, `${await desk.config()}cli_pager = less  # mine\n`)
    expect(await desk.json('profile duplicate dev prod --account 419920118364')).toMatchObject({
      name: 'prod',
      accountId: '419920118364',
      roleName: 'PowerUserAccess',
    })
    expect((await desk.config()).match(/cli_pager = less {2}# mine/g)).toHaveLength(2)
    await desk.json('switch dev')
    expect(await desk.json('profile rename dev admin')).toMatchObject({ name: 'admin', active: true })
    expect(await desk.json('profile list')).toMatchObject([{ name: 'admin' }, { name: 'prod' }])
  })

  test('that is unusable as written names the command that edits it', async () => {
    const desk = await openDesk()
    await put(desk, file, '[profile "my dev"]\nsso_session = nope\n')
    const shown = await desk.run(['profile', 'show', 'my dev'])
    expect(shown.stdout).toContain('Edit the profile: lanyard profile edit "my dev"')
    const who = await desk.run(['whoami', 'my dev', '--json'])
    expect(who.stderr).toContain('Edit the profile: lanyard profile edit \\"my dev\\"')
  })
})

test('a profile of another kind is left to its own way to sign in, unless a session is given', async () => {
  const desk = await openDesk()
  await desk.json(corpSession)
  await put(desk, file, `${await desk.config()}[profile x]\nregion = us-east-1\n`)
  const refused = await desk.run('profile edit x --region eu-west-1')
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--session, --account and --role') })
  const edited = await desk.json('profile edit x --session corp --account 058264527036 --role ReadOnlyAccess')
  expect(edited).toMatchObject({ kind: 'sso', session: 'corp', region: 'us-east-1' })
})

describe('nothing is changed', () => {
  test.each([
    ['edit of no session', 'session edit nope --region us-east-1', 1, 'not-found'],
    ['edit of no profile', 'profile edit nope --role R', 1, 'not-found'],
    ['edit without anything to change', 'profile edit dev', 2, 'invalid-input'],
    ['edit of a session without anything to change', 'session edit corp', 2, 'invalid-input'],
    ['edit to no session', 'profile edit dev --session nope', 1, 'not-found'],
    ['rename without a new name', 'profile rename dev', 2, 'invalid-input'],
    ['rename of a session without a new name', 'session rename corp', 2, 'invalid-input'],
    ['rename to a name that is taken', 'profile rename dev dev', 1, 'name-taken'],
    ['rename of no profile', 'profile rename nope x', 1, 'not-found'],
    ['rename of no session', 'session rename nope x', 1, 'not-found'],
    ['copy of no profile', 'profile duplicate nope x', 1, 'not-found'],
    ['copy to a name that is taken', 'profile duplicate dev dev', 1, 'name-taken'],
    ['undo of no change', 'undo nope', 1, 'not-found'],
    ['import of no file', 'import /nowhere/setup --yes', 1, 'not-found'],
  ])('by %s', async (_, words, code, error) => {
    const desk = await withDev()
    const before = await desk.config()
    const ran = await desk.run(`${words} --json`)
    expect(ran).toMatchObject({ code, stdout: '' })
    expect(oneLine(ran.stderr)).toMatchObject({ error: { code: error } })
    expect(await desk.config()).toBe(before)
  })
})

describe('undo', () => {
  test('takes changes back, the last first, up to the first file', async () => {
    const desk = await openDesk()
    const first = '# mine\n[profile x]\r\nregion=a'
    await put(desk, file, first)
    await desk.json(corpSession)
    await desk.json(addDev)
    await desk.json('session rename corp acme')
    const list = (await desk.json('undo --list')) as { id: string; what: string }[]
    expect(list.map(({ what }) => what)).toEqual([
      'Renamed the session corp to acme',
      'Added the profile dev',
      'Added the session corp',
    ])
    expect(await desk.run('undo')).toMatchObject({
      code: 0,
      stdout: 'Undid: Renamed the session corp to acme.\n',
      stderr: expect.stringMatching(/Undo: lanyard undo \S+\n$/),
    })
    expect(await desk.json('undo')).toMatchObject({ undid: list[1]?.id, what: 'Undid: Added the profile dev' })
    expect(await desk.json(['undo', list[2]!.id])).toMatchObject({ undid: list[2]!.id })
    expect(await desk.config()).toBe(first)
    expect(await desk.run('undo')).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing to undo') })
  })

  test('of an undo makes the change once more', async () => {
    const desk = await withDev()
    const before = await desk.config()
    const undone = (await desk.json('undo')) as { id: string }
    await desk.json(['undo', undone.id])
    expect(await desk.config()).toBe(before)
  })

  test('never overwrites what somebody else changed since, and shows what differs', async () => {
    const desk = await withDev()
    const edited = (await desk.config()).replace('PowerUserAccess', 'Mine\u001b[2J')
    await put(desk, file, edited)
    const json = await desk.run('undo --json')
    expect(json).toMatchObject({ code: 1, stdout: '' })
    expect(oneLine(json.stderr)).toMatchObject({
      error: {
        code: 'changed-since',
        diff: expect.stringMatching(/^-sso_role_name = PowerUserAccess\n\+sso_role_name = Mine/m),
      },
    })
    const person = await desk.run('undo')
    expect(person).toMatchObject({ code: 1, stdout: '' })
    expect(person.stderr).toContain('-sso_role_name = PowerUserAccess\n+sso_role_name = Mine\uFFFD[2J\n')
    expect(await desk.config()).toBe(edited)
  })
})

describe('a file that has suddenly lost most of itself', () => {
  async function cut(): Promise<Desk> {
    const desk = await openDesk()
    const profiles = Array.from({ length: 60 }, (_, at) => `[profile p${at}]\nregion = us-east-1\n\n`).join('')
    await put(desk, file, profiles)
    await desk.json(corpSession)
    await put(desk, file, '[profile p0]\n')
    return desk
  }

  test('is not written unless --anyway is given', async () => {
    const desk = await cut()
    const refused = await desk.run(partnerSession)
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/lanyard restore.*--anyway/) })
    expect(await desk.config()).toBe('[profile p0]\n')
    await desk.json(`${partnerSession} --anyway`)
    expect(await desk.json('session list')).toMatchObject([{ name: 'partner' }])
  })

  test('is put back by restore, which can be undone', async () => {
    const desk = await cut()
    expect(await desk.json('restore')).toMatchObject({ what: 'Put the last good copy back' })
    expect(await desk.json('profile list')).toHaveLength(60)
    await desk.json('undo')
    expect(await desk.config()).toBe('[profile p0]\n')
  })
})

test.runIf(process.platform !== 'win32')('a file that cannot be written is left alone by every command', async () => {
  const desk = await withDev()
  await chmod(path.join(desk.home, file), 0o400)
  const before = await desk.config()
  for (const words of [
    'session rename corp a',
    'profile edit dev --region eu-west-1',
    'profile rename dev b',
    'undo',
  ]) {
    const [real, dry] = [await desk.run(`${words} --json`), await desk.run(`${words} --dry-run --json`)]
    expect(real).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('read-only') })
    expect(dry).toEqual(real)
  }
  expect(await desk.config()).toBe(before)
  expect(await readdir(path.join(desk.home, '.aws'))).toEqual(['config'])
})

import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { hasGnuPatch } from '../../testing/tools.ts'
import { corpSession, filesIn, oneLine, openDesk, partnerSession, put, type Desk } from './lanyard.ts'

const file = '.aws/config'
const shownFile = path.join('~', file)
const addDev = 'profile add dev --account 058264527036 --role PowerUserAccess'
const corp = `[sso-session corp]\nsso_start_url = ${demoStartUrl}\nsso_region = us-east-1\n`

/** Runs `words` with --dry-run both ways, held to say the same, to write nothing and to ask nobody. */
async function dryRun(desk: Desk, words: string): Promise<string> {
  const before = await filesIn(desk.home)
  const [json, person] = await Promise.all([desk.run(`${words} --dry-run --json`), desk.run(`${words} --dry-run`)])
  expect(json).toMatchObject({ code: 0, stderr: '' })
  const { diff, ...rest } = oneLine(json.stdout) as { diff: string }
  expect(rest).toEqual({ changed: true })
  expect(person).toEqual({ code: 0, stdout: diff, stderr: '' })
  expect(await filesIn(desk.home)).toEqual(before)
  expect(desk.demo.requests.entries).toEqual([])
  return diff
}

/** Runs `words` for good, held to write what `patch` makes of the file and `diff`. */
async function expectWritten(desk: Desk, words: string, diff: string): Promise<void> {
  const copy = path.join(desk.home, 'copy')
  await put(desk, 'copy', await desk.config())
  await desk.json(words)
  if (!hasGnuPatch()) return
  const patch = spawnSync('patch', ['--fuzz=0', copy], { input: diff, encoding: 'utf8' })
  expect(patch).toMatchObject({ status: 0, stderr: '' })
  expect(await readFile(copy, 'utf8')).toBe(await desk.config())
}

describe('--dry-run shows the lines of', () => {
  test('session add, where no file is yet', async () => {
    const desk = await openDesk()
    expect(await dryRun(desk, corpSession)).toBe(
      [
        `--- ${shownFile}`,
        `+++ ${shownFile}`,
        '@@ -0,0 +1,4 @@',
        '+[sso-session corp]',
        `+sso_start_url = ${demoStartUrl}`,
        '+sso_region = us-east-1',
        '+sso_registration_scopes = sso:account:access',
        '',
      ].join('\n'),
    )
  })

  test.each([
    [
      'profile add',
      addDev,
      corp,
      '@@ -1,3 +1,9 @@',
      ' sso_region = us-east-1\n+\n+[profile dev]\n+sso_session = corp\n',
    ],
    [
      'profile add, for a last line without a break',
      addDev,
      corp.trimEnd(),
      '@@ -1,3 +1,9 @@',
      '\n\\ No newline at end',
    ],
    ['profile add, for CRLF', addDev, corp.replaceAll('\n', '\r\n'), '@@ -1,3 +1,9 @@', '\r\n+[profile dev]\r\n'],
    ['session add', partnerSession, corp, '@@ -1,3 +1,8 @@', '\n+\n+[sso-session partner]\n'],
    [
      'session remove',
      'session remove corp',
      `# mine\n\n# its\n${corp}`,
      '@@ -1,6 +1,1 @@',
      ' # mine\n-\n-# its\n-[sso-session corp]\n',
    ],
    [
      'profile remove',
      'profile remove old',
      `${corp}\n[profile old]\nregion = eu-west-1\n\n[profile other]\n`,
      '@@ -2,7 +2,4 @@',
      ' \n-[profile old]\n-region = eu-west-1\n-\n [profile other]\n',
    ],
  ])('%s, and these are what it then writes', async (_, words, config, hunk, lines) => {
    const desk = await openDesk()
    await put(desk, file, config)
    const diff = await dryRun(desk, words)
    expect(diff.split('\n')[2]).toBe(hunk)
    expect(diff).toContain(lines)
    await expectWritten(desk, words, diff)
  })

  const dev = '\n[profile dev] # mine\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n'
  const build = '\n[profile build]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = dev\n'
  const shared = `[profile new]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = New\n`

  test.each([
    ['session edit', 'session edit corp --region eu-west-1', dev + build],
    ['session rename', 'session rename corp acme', dev + build],
    ['session remove --with-profiles', 'session remove corp --with-profiles', dev + dev.replace('dev', 'b')],
    ['profile edit', 'profile edit dev --role Other --region eu-west-1', dev + build],
    ['profile rename', 'profile rename dev prod', dev + build],
    ['profile duplicate', 'profile duplicate dev prod --account 444455556666', dev + build],
    ['import', 'import setup.txt --yes', dev + build],
    ['undo', 'undo', dev + build],
    ['restore', 'restore', dev + build],
  ])('%s, and these are what it then writes', async (_, words, profiles) => {
    const desk = await openDesk()
    const at = (list: string) => list.replace('setup.txt', path.join(desk.home, 'setup.txt'))
    await put(desk, 'setup.txt', shared)
    await put(desk, file, `# top\n${corp}${profiles}`)
    await desk.json(partnerSession)
    await put(desk, file, `# top\n\n${await desk.config()}\n# bottom`)
    await expectWritten(desk, at(words), await dryRun(desk, at(words)))
  })

  test('a file with secrets and escape sequences, neither of which it lets through', async () => {
    const desk = await openDesk()
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    await put(desk, file, `${corp}[profile a]\nregion = \u001b[2J\u202Ex  \naws_secret_access_key = ${secret}\n`)
    const person = await desk.run(`${addDev} --dry-run`)
    expect(person).toMatchObject({ code: 0, stderr: '' })
    expect(person.stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    expect(person.stdout).toContain(' region = \uFFFD[2J\uFFFDx  \n aws_secret_access_key = ********\n+\n')
    const json = await desk.run(`${addDev} --dry-run --json`)
    expect(json.stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    expect(oneLine(json.stdout)).toEqual({ changed: true, diff: expect.stringContaining('\u001b[2J\u202Ex  \n') })
    expect(person.stdout + json.stdout).not.toContain(secret)
  })
})

describe('--dry-run is refused as the command is', () => {
  test.each([
    ['a session name that is taken', corpSession, 1],
    ['a profile name that is taken', addDev, 1],
    ['a session in use', 'session remove corp', 1],
    ['a session that is not there', 'session remove nope', 1],
    ['a profile that is not there', 'profile remove nope', 1],
    ['a profile on no session', 'profile add a --session nope --account 111122223333 --role R', 1],
    ['no start URL', 'session add a --region us-east-1', 2],
    ['an impossible name', 'profile add a;b', 2],
    ['no name for a profile', 'profile add --account 111122223333 --role R', 2],
    ['no sign-in to read the accounts with', 'profile add a --role R', 4],
  ])('for %s', async (_, words, code) => {
    const desk = await openDesk()
    await put(desk, file, `${corp}[profile dev]\nsso_session = corp\n`)
    const dry = await desk.run(`${words} --dry-run --json`)
    expect(dry).toMatchObject({ code, stdout: '' })
    expect(dry).toEqual(await desk.run(`${words} --json`))
  })

  test.runIf(process.platform !== 'win32').each([
    ['the file is read-only', (at: string) => chmod(path.join(at, 'config'), 0o400), /read-only/],
    ['its folder is read-only', (at: string) => chmod(at, 0o500), /folder is read-only/],
    ['a folder stands in its place', folderInstead, /no regular file/],
  ])('where %s', async (_, spoil, reason) => {
    const desk = await openDesk()
    await put(desk, file, '')
    await spoil(path.join(desk.home, '.aws'))
    const dry = await desk.run(`${corpSession} --dry-run --json`)
    expect(dry).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(reason) })
    expect(dry).toEqual(await desk.run(`${corpSession} --json`))
  })
})

async function folderInstead(at: string): Promise<void> {
  await rm(path.join(at, 'config'))
  await mkdir(path.join(at, 'config'))
}

import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { openDesk, partnerSession, put, signedIn } from './lanyard.ts'

const hostile = '\u001b]0;owned\u0007Prod\u001b[2J\u009b31m\r\nroot\u202E#\u2028'

describe('a name from the network', () => {
  test('is text and nothing else: in words, in JSON and in a listed error', async () => {
    const desk = await signedIn({ size: { accounts: 1 } })
    desk.demo.organization.addAccount({
      accountId: '123412341234',
      accountName: hostile,
      emailAddress: 'x@example.com',
      permissionSets: ['ReadOnlyAccess'],
    })
    const words = await desk.run('accounts')
    expect(words.code).toBe(0)
    expect(words.stdout).toContain('Prod')
    expect(words.stdout.trimEnd().split('\n')).toHaveLength(3)

    const json = await desk.run('accounts --json')
    expect(JSON.parse(json.stdout)).toContainEqual(expect.objectContaining({ accountName: hostile }))

    const error = await desk.run('profile add a')
    expect(error).toMatchObject({ code: 2, stderr: expect.stringContaining('Prod') })
    for (const text of [words.stdout, words.stderr, json.stdout, json.stderr, error.stderr]) {
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}]/u)
    }
  })
})

describe('a name from the file', () => {
  test('cannot run as anything in a shell line, and where no line is safe there is none', async () => {
    const desk = await openDesk()
    await put(desk, '.aws/config', "[profile 'a b']\nregion = us-east-1\n[profile \"$(id)'\"]\nregion = us-east-1\n")
    expect(await desk.run(['export', 'a b'])).toMatchObject({ code: 0, stdout: "export AWS_PROFILE='a b'\n" })
    expect(await desk.run(['export', "$(id)'"])).toMatchObject({ stdout: "export AWS_PROFILE='$(id)'\\'''\n" })
    expect(await desk.run(['export', "$(id)'", '--shell', 'powershell'])).toMatchObject({
      stdout: "$Env:AWS_PROFILE = '$(id)'''\n",
    })
    await put(desk, '.aws/config', '[profile "50%"]\nregion = us-east-1\n')
    const none = await desk.run(['export', '50%', '--shell', 'cmd'])
    expect(none).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cmd') })
  })

  test('that holds escape sequences does not reach the terminal', async () => {
    const desk = await openDesk()
    await put(desk, '.aws/config', `[profile "a\u001b[2Jb"]\nregion = us-east-1\u0007\n`)
    for (const words of ['profile list', 'profile list --json', 'whoami', 'whoami --all']) {
      const { stdout, stderr } = await desk.run(words)
      expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}]/u)
    }
    const words = await desk.run(['profile', 'show', 'nope\u001b[2J'])
    expect(words.stderr).not.toMatch(/(?!\n)[\p{Cc}]/u)
  })

  test('and its secrets are not shown', async () => {
    const desk = await openDesk()
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    await put(
      desk,
      '.aws/config',
      `[profile a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`,
    )
    await put(desk, '.aws/credentials', `[b]\naws_secret_access_key = ${secret}\n`)
    for (const words of [
      'profile list',
      'profile list --json',
      'profile show a',
      'profile show b --json',
      'whoami a',
    ]) {
      const { stdout, stderr } = await desk.run(words)
      expect(stdout + stderr).not.toContain(secret)
    }
  })
})

describe('for a person', () => {
  test('lists are aligned, states are in words, and a pipe gets no colour', async () => {
    const desk = await signedIn()
    await desk.json(partnerSession)
    await desk.json(
      'profile add staging --session corp --account 058264527036 --role PowerUserAccess --region eu-central-1',
    )
    await desk.json('switch staging')
    await desk.json('accounts --session corp')
    const sessions = await desk.run('session list')
    expect(sessions.stdout).toBe(
      [
        'NAME     STATUS                     REGION     START URL',
        `corp     Signed in · renews itself  us-east-1  ${demoStartUrl}`,
        'partner  Sign-in needed             eu-west-1  https://partner-demo.awsapps.com/start',
        '',
      ].join('\n'),
    )
    const profiles = await desk.run('profile list')
    expect(profiles.stdout.split('\n')[1]).toBe(
      '●  staging  Ready   Staging 058264527036  PowerUserAccess  eu-central-1  corp',
    )
    const current = await desk.run('current', { AWS_PROFILE: 'other' })
    expect(current).toEqual({ code: 0, stdout: 'staging\n', stderr: 'This terminal uses other (AWS_PROFILE).\n' })
  })

  test('an endpoint override is named by every command that talks to AWS, and by no other', async () => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    const { host } = new URL(desk.demo.url)
    for (const words of ['accounts', 'whoami dev', 'login', 'logout corp', 'profile add a --role R']) {
      expect((await desk.run(words)).stderr).toContain(`→ ${host}, not AWS.`)
    }
    for (const words of ['session list', 'profile list', 'current', 'switch dev', 'export dev', 'accounts --json']) {
      expect((await desk.run(words)).stderr).not.toContain(host)
    }
  })
})

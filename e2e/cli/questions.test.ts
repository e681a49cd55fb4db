import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { corpSession, openDesk, partnerSession, program, signedIn, type Desk } from './lanyard.ts'

const enter = '\r'
const down = '\u001b[B'

/** `lanyard WORDS` on a terminal of its own: what it shows, and keys to answer with. */
function atTerminal(desk: Desk, words: string) {
  const command = [process.execPath, program, ...words.split(' ')]
  const [file, args] =
    process.platform === 'linux'
      ? ['script', ['-qec', command.join(' '), '/dev/null']]
      : [
          'python3',
          ['-c', 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))', ...command],
        ]
  const child = spawn(file, args, {
    env: { ...desk.env, TERM: 'xterm', COLUMNS: '120' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const done = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await done
  })
  return {
    done,
    shown: () => stripVTControlCharacters(text),
    raw: () => text,
    /** Waits until `pattern` shows up in what is new, then types. */
    async answer(pattern: RegExp, keys: string) {
      const from = text.length
      await expect.poll(() => stripVTControlCharacters(text.slice(this.seen)), { timeout: 20_000 }).toMatch(pattern)
      this.seen = from
      child.stdin.write(keys)
    },
    seen: 0,
  }
}

describe.runIf(process.platform !== 'win32')('at a terminal', () => {
  test('a profile is made by answering: account, permission set, region', async () => {
    const desk = await signedIn()
    const add = atTerminal(desk, 'profile add dev')
    await add.answer(/Which account\?[^]*Build and Release {2}148375560921/, 'plat prod')
    await add.answer(/❯ Data Platform Prod {2}419920118364/, enter)
    await add.answer(/Which permission set\?[^]*❯ PowerUserAccess/, down + enter)
    await add.answer(/Region for this profile[^]*us-east-1/, enter)
    expect(await add.done).toBe(0)
    expect(add.shown()).toContain('Profile dev is in ~/.aws/config.')
    expect(await desk.json('profile show dev')).toMatchObject({
      accountId: '419920118364',
      roleName: 'ReadOnlyAccess',
      region: 'us-east-1',
    })
  })

  test('the sign-in that is needed is offered first, and a name is suggested', async () => {
    const desk = await openDesk({ size: { accounts: 1 } })
    await desk.json(corpSession)
    const add = atTerminal(desk, 'profile add')
    await add.answer(/Sign in now\?/, `y${enter}`)
    await add.answer(/Which permission set\?/, enter)
    await add.answer(/Region for this profile/, `\u0015none${enter}`)
    await add.answer(/Name of the profile[^]*production-admin/, enter)
    expect(await add.done).toBe(0)
    expect(await desk.json('profile show production-admin')).toMatchObject({ region: null })
  })

  test('an account that is not assigned yet can be typed', async () => {
    const desk = await signedIn()
    const add = atTerminal(desk, 'profile add later')
    await add.answer(/Which account\?/, '999999999999')
    await add.answer(/❯ 999999999999 {2}\(not assigned now\)/, enter)
    await add.answer(/Which permission set\?/, 'OnCall')
    await add.answer(/❯ OnCall {2}\(not assigned now\)/, enter)
    await add.answer(/Region for this profile/, enter)
    expect(await add.done).toBe(0)
    expect(await desk.json('profile show later')).toMatchObject({ accountId: '999999999999', roleName: 'OnCall' })
  })

  test('a session is made by answering, and what is wrong is said beside the question', async () => {
    const desk = await openDesk()
    const add = atTerminal(desk, 'session add corp')
    await add.answer(/Start URL/, `http://example.com${enter}`)
    await add.answer(/A start URL begins with https:\/\//, `\u0015https://d-1234567890.awsapps.com/start${enter}`)
    await add.answer(/Which region|Region of the IAM Identity Center/, 'frankfurt')
    await add.answer(/❯ eu-central-1/, enter)
    expect(await add.done).toBe(0)
    expect(await desk.json('session show corp')).toMatchObject({ region: 'eu-central-1' })
  })

  test('which session and which profile are asked', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json(partnerSession)
    const login = atTerminal(desk, 'login')
    await login.answer(/Which session\?/, down + enter)
    expect(await login.done).toBe(0)
    expect(login.shown()).toContain('Signed in to partner')
    await desk.json('profile add one --session partner --account 318845520019 --role ReadOnlyAccess')
    const change = atTerminal(desk, 'switch')
    await change.answer(/Which profile\?/, enter)
    expect(await change.done).toBe(0)
    expect(await desk.json('current')).toEqual({ profile: 'one' })
  })

  test('Ctrl-C in a question is 130, and nothing is written', async () => {
    const desk = await signedIn()
    const before = await desk.config()
    const add = atTerminal(desk, 'profile add dev')
    await add.answer(/Which account\?/, '\u0003')
    expect(await add.done).toBe(130)
    expect(await desk.config()).toBe(before)
  })

  test('names from the network do not act in a question', async () => {
    const desk = await signedIn({ size: { accounts: 1 } })
    desk.demo.organization.addAccount({
      accountId: '123412341234',
      accountName: 'Evil\u001b]0;owned\u0007\u001b[2J\u202Ename',
      emailAddress: 'x@example.com',
      permissionSets: ['ReadOnlyAccess'],
    })
    const add = atTerminal(desk, 'profile add dev')
    await add.answer(/Evil/, '\u0003')
    await add.done
    expect(add.raw()).not.toContain('owned\u0007')
    expect(add.raw()).not.toContain('\u202E')
  })

  test('--json never asks', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json(partnerSession)
    const login = atTerminal(desk, 'login --json')
    expect(await login.done).toBe(2)
    expect(login.shown()).toContain('"code":"ambiguous"')
  })

  test('Enter gives serve another link, and Ctrl-C ends it', async () => {
    const desk = await openDesk()
    const serve = atTerminal(desk, 'serve --no-open')
    await serve.answer(/Enter prints a new link/, enter)
    await expect.poll(() => serve.shown().match(/^http:\/\/127\.0\.0\.1:\d+\/#secret=\S+/gm)).toHaveLength(2)
    await serve.answer(/secret=/, '\u0003')
    expect(await serve.done).toBe(130)
  })

  test('what is picked for removal goes only after a yes of its own', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const kept = atTerminal(desk, 'session remove')
    await kept.answer(/Which session\?[^]*❯ corp/, enter)
    await kept.answer(/Remove corp\?[^]*y\/N/, enter)
    expect(await kept.done).toBe(0)
    expect(kept.shown()).toContain('Nothing was changed.')
    expect(await desk.json('session list')).toHaveLength(1)
    const gone = atTerminal(desk, 'session remove')
    await gone.answer(/Which session\?[^]*❯ corp/, enter)
    await gone.answer(/Remove corp\?/, `y${enter}`)
    expect(await gone.done).toBe(0)
    expect(await desk.json('session list')).toEqual([])
  })

  test('colour is there, and gone with NO_COLOR', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const colourful = atTerminal(desk, 'session list')
    await colourful.done
    expect(colourful.raw()).toContain('\u001b[1mcorp')
    const diff = atTerminal(desk, 'session remove corp --dry-run')
    expect(await diff.done).toBe(0)
    expect(diff.raw()).toContain('\u001b[31m-[sso-session corp]\u001b[39m')
    const plain = atTerminal({ ...desk, env: { ...desk.env, NO_COLOR: '1' } }, 'session list')
    await plain.done
    expect(plain.raw()).not.toContain('\u001b[')
  })
})

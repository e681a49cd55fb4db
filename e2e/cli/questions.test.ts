import { describe, expect, test } from 'vitest'
import { corpSession, openDesk, partnerSession, put, signedIn } from './lanyard.ts'
import { atTerminal, down, enter } from './terminal.ts'

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

  test('a session goes with its profiles only after a yes that names them', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    const kept = atTerminal(desk, 'session remove corp --with-profiles')
    await kept.answer(/Remove corp, and with it dev\?[^]*y\/N/, enter)
    expect(await kept.done).toBe(0)
    expect(await desk.json('profile list')).toHaveLength(1)
    const gone = atTerminal(desk, 'session remove corp --with-profiles')
    await gone.answer(/Remove corp, and with it dev\?/, `y${enter}`)
    expect(await gone.done).toBe(0)
    expect(gone.shown()).toContain('Undo: lanyard undo')
    expect(await desk.json('profile list')).toEqual([])
  })

  test('what is there is offered when something is edited, and a new name is asked for', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    const edit = atTerminal(desk, 'profile edit dev')
    await edit.answer(/Which session\?[^]*❯ corp/, enter)
    await edit.answer(/Account number[^]*058264527036/, enter)
    await edit.answer(/Permission set[^]*ReadOnlyAccess/, `\u0015PowerUserAccess${enter}`)
    await edit.answer(/Region for this profile[^]*us-east-1/, enter)
    expect(await edit.done).toBe(0)
    expect(await desk.json('profile show dev')).toMatchObject({
      accountId: '058264527036',
      roleName: 'PowerUserAccess',
      region: 'us-east-1',
    })
    const session = atTerminal(desk, 'session edit corp')
    await session.answer(/Start URL[^]*https:\/\//, enter)
    await session.answer(/Region of the IAM Identity Center/, 'frankfurt')
    await session.answer(/❯ eu-central-1/, enter)
    expect(await session.done).toBe(0)
    const rename = atTerminal(desk, 'session rename')
    await rename.answer(/Which session\?/, enter)
    await rename.answer(/New name/, `corp${enter}`)
    await rename.answer(/already a session corp/, `\u0015acme${enter}`)
    expect(await rename.done).toBe(0)
    expect(await desk.json('session list')).toMatchObject([{ name: 'acme', region: 'eu-central-1' }])
  })

  test('a file that has lost most of itself is written over only after a yes, and put back after another', async () => {
    const desk = await openDesk()
    const whole = Array.from({ length: 60 }, (_, at) => `[profile p${at}]\nregion = us-east-1\n`).join('')
    await put(desk, '.aws/config', whole)
    await desk.json(corpSession)
    await put(desk, '.aws/config', '[profile p0]\n')
    const kept = atTerminal(desk, 'profile remove p0')
    await kept.answer(/lost most of itself[^]*lanyard restore[^]*all the same\?[^]*y\/N/, enter)
    expect(await kept.done).toBe(0)
    expect(await desk.config()).toBe('[profile p0]\n')
    const restore = atTerminal(desk, 'restore')
    await restore.answer(/\+\[profile p59\][^]*Put the last good copy back\?/, `y${enter}`)
    expect(await restore.done).toBe(0)
    expect(await desk.config()).toContain(whole)
  })

  test('a shared set-up is shown, asked about where a name is taken, and added after a yes', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await put(
      desk,
      'set',
      '[sso-session corp]\nsso_start_url = https://evil.example.com/start\nsso_region = us-east-1\n',
    )
    const add = atTerminal(desk, `import ${desk.home}/set`)
    await add.answer(
      /sign in at evil\.example\.com[^]*What to do with the session corp\?[^]*Add it as corp-2/,
      'theirs',
    )
    await add.answer(/❯ Add it as theirs/, enter)
    await add.answer(/Add it to ~\/\.aws\/config\?[^]*y\/N/, `y${enter}`)
    expect(await add.done).toBe(0)
    expect(await desk.json('session show theirs')).toMatchObject({ startUrl: 'https://evil.example.com/start' })
  })

  test('doctor --fix shows all that it would mend, and asks once', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const wrong = `${await desk.config()}stray line\n`
    await put(desk, '.aws/config', wrong)
    const kept = atTerminal(desk, 'doctor --fix')
    await kept.answer(/-stray line[^]*Mend all of this\?[^]*y\/N/, enter)
    await kept.done
    expect(await desk.config()).toBe(wrong)
    const fixed = atTerminal(desk, 'doctor --fix')
    await fixed.answer(/Mend all of this\?/, `y${enter}`)
    // Where the demo organization answers is left to be warned of.
    expect(await fixed.done).toBe(1)
    expect(fixed.shown()).toMatch(/Mended [^]*There is 1 warning/)
    expect(await desk.config()).toContain('# stray line\n')
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

import { chmod, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { corpSession, oneLine, openDesk, opened, partnerSession, put, signedIn } from './lanyard.ts'
import { atTerminal, enter } from './terminal.ts'

describe('login --all', () => {
  test('signs in to those that need it, one after another, and to no other', async () => {
    const desk = await signedIn()
    await desk.json(partnerSession)
    expect(await desk.json('login --all')).toEqual([{ session: 'partner', expiresAt: expect.any(String) }])
    expect(await opened(desk)).toHaveLength(2)
    expect(await desk.json('login --all')).toEqual([])
    expect(await desk.run('login --all')).toMatchObject({ code: 0, stdout: 'No session needs a sign-in.\n' })
    expect(await opened(desk)).toHaveLength(2)
  })

  test('says of one that fails why, when the others are done', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('session add other --start-url https://d-0000000000.awsapps.com/start --region us-east-1')
    await desk.json(partnerSession)
    const ran = await desk.run('login --all --use-device-code --json')
    expect(ran.code).toBe(1)
    expect(oneLine(ran.stdout)).toMatchObject([{ session: 'corp' }, { session: 'partner' }])
    expect(ran.stderr).toContain('wrong-region')
  })

  test.each(['login corp --all', 'login --all --fresh'])('%s is wrong usage', async (words) => {
    const desk = await openDesk()
    expect(await desk.run(words)).toMatchObject({ code: 2, stderr: expect.stringContaining('do not go together') })
  })
})

test('login --fresh says first which sessions share the access portal, and signs out before it signs in', async () => {
  const desk = await signedIn()
  await desk.json(`session add twin --start-url ${demoStartUrl}/ --region us-east-1`)
  await desk.json('login twin')
  const fresh = await desk.run('login corp --fresh')
  expect(fresh).toMatchObject({ code: 0, stdout: expect.stringContaining('Signed in to corp') })
  expect(fresh.stderr).toMatch(/^The sign-in of twin may end with it/m)
  const asked = desk.demo.requests.entries.map(({ operation }) => operation)
  expect(asked.lastIndexOf('Logout')).toBeLessThan(asked.lastIndexOf('Authorize'))
  expect(asked).toContain('Logout')
})

test("an organization's own start URL is the portal that it leads to, for who signs in afresh", async () => {
  const desk = await signedIn()
  const { proxyUrl, caFile } = desk.demo
  const network = { HTTPS_PROXY: proxyUrl, AWS_CA_BUNDLE: caFile }
  await desk.json('session add own --start-url https://sso.example.com/sso --region us-east-1')
  expect(await desk.run('login own', network)).toMatchObject({ code: 0 })
  // Nobody has asked it here before, as after a sign-in of the AWS CLI.
  await rm(path.join(desk.home, '.local/state/lanyard/instances.json'))
  const fresh = await desk.run('login corp --fresh', network)
  expect(fresh).toMatchObject({ code: 0, stderr: expect.stringMatching(/^The sign-in of own may end with it/m) })
  expect(await desk.run('login own --fresh', network)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^The sign-in of corp may end with it/m),
  })
})

describe('where the browser is on another machine', () => {
  test('--no-browser says before the link how its port is forwarded', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const login = desk.start('login --no-browser')
    const [, port, url = ''] = await login.said('stderr', /^ {2}ssh -L (\d+):127\.0\.0\.1:\1 HOST\n[^\n]*\n(http\S+)$/m)
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(`http://127.0.0.1:${port}/oauth/callback`)
    await fetch(url)
    expect((await login.done).code).toBe(0)
  })

  test.each([{ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }, { WSL_DISTRO_NAME: 'Debian' }])(
    'a code is what it signs in with (%o)',
    async (env) => {
      const desk = await openDesk()
      await desk.json(corpSession)
      const { code, stderr } = await desk.run('login', { ...env, BROWSER: '' })
      expect(code).toBe(0)
      expect(stderr).toMatch(/^[A-Z]{4}-[A-Z]{4}$/m)
    },
  )
})

test.runIf(process.platform === 'linux')(
  'login shows its page in the profile of Firefox that the session has',
  async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const browser = { kind: 'browser', id: 'firefox', profile: 'Work #1' }
    await put(
      desk,
      '.config/lanyard/settings.json',
      JSON.stringify({ sessions: { corp: { browser, requestUrl: null } } }),
    )
    await put(desk, '.mozilla/firefox/profiles.ini', '[Profile0]\nName=Work #1\nIsRelative=1\nPath=a.work\n')
    // It notes the words that it is given, and does what the page says.
    const script = `#!${process.execPath}\nrequire('fs').writeFileSync(__filename + '.words', JSON.stringify(process.argv.slice(2)))\nfetch(process.argv.at(-1))\n`
    await put(desk, 'bin/firefox', script)
    await chmod(path.join(desk.home, 'bin/firefox'), 0o700)
    const env = { PATH: `${desk.home}/bin:${desk.env['PATH']}`, DISPLAY: ':0' }
    expect(await desk.run('login corp', env)).toMatchObject({ code: 0 })
    expect(JSON.parse(await readFile(path.join(desk.home, 'bin/firefox.words'), 'utf8'))).toEqual([
      '-P',
      'Work #1',
      expect.stringContaining('/authorize?'),
    ])
    expect(await opened(desk)).toEqual([])
  },
)

test('session add needs no region where the start URL names it', async () => {
  const desk = await openDesk()
  const added = await desk.json('session add p --start-url https://ssoins-1.eu-west-3.portal.amazonaws.com')
  expect(added).toMatchObject({ region: 'eu-west-3' })
  expect(await desk.run('session add q --start-url https://d-1.awsapps.com/start')).toMatchObject({ code: 2 })
})

describe('session find-region', () => {
  /** With the demo organization where AWS's own hosts are, which an endpoint override would hide. */
  async function misplaced() {
    const desk = await openDesk()
    const region = 'eu-west-1'
    await put(desk, '.aws/config', `[sso-session corp]\nsso_start_url = ${demoStartUrl}\nsso_region = ${region}\n`)
    const env = { AWS_ENDPOINT_URL: '', HTTPS_PROXY: desk.demo.proxyUrl, AWS_CA_BUNDLE: desk.demo.caFile }
    return { desk, run: (words: string) => desk.run(words, env) }
  }

  test('finds the one that knows the start URL, and changes it after --yes alone', async () => {
    const { desk, run } = await misplaced()
    const before = await desk.config()
    const dry = await run('session find-region corp --dry-run')
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('+sso_region = us-east-1') })
    expect(await run('session find-region corp')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('It is us-east-1. Nothing was changed'),
    })
    expect(await desk.config()).toBe(before)

    const found = await run('session find-region corp --yes --json')
    expect(oneLine(found.stdout)).toEqual({ session: 'corp', region: 'us-east-1', before: 'eu-west-1' })
    expect(await desk.config()).toBe(before.replace('eu-west-1', 'us-east-1'))
    expect(await run('session find-region corp')).toMatchObject({
      code: 0,
      stdout: 'The region of corp is us-east-1.\n',
    })
  })

  test('says when none knows it', async () => {
    const { desk, run } = await misplaced()
    await put(
      desk,
      '.aws/config',
      (await desk.config()).replace(demoStartUrl, 'https://d-0000000000.awsapps.com/start'),
    )
    expect(await run('session find-region corp')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No region knows the start URL of corp.'),
    })
  })

  test('is where a sign-in that fails for the region leads to', async () => {
    const { run } = await misplaced()
    expect(await run('login --use-device-code')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Look for it: lanyard session find-region corp'),
    })
  })

  test('asks nobody where the start URL names it', async () => {
    const desk = await openDesk()
    await desk.json('session add p --start-url https://ssoins-1.portal.eu-west-3.app.aws --region us-east-1')
    expect(await desk.json('session find-region p --yes')).toMatchObject({ region: 'eu-west-3' })
    expect(desk.demo.requests.count('RegisterClient')).toBe(0)
  })
})

describe.runIf(process.platform !== 'win32')('at a terminal', () => {
  test('a region that was found is set after a look at the line and a yes', async () => {
    const desk = await openDesk()
    await desk.json('session add corp --start-url https://ssoins-1.portal.eu-west-3.app.aws --region us-east-1')
    const find = atTerminal(desk, 'session find-region corp')
    await find.answer(/\+sso_region = eu-west-3[^]*Change the region of corp to eu-west-3\?/, `y${enter}`)
    expect(await find.done).toBe(0)
    expect(find.shown()).toContain('The region of corp is eu-west-3 now.')
    expect(await desk.json('session show corp')).toMatchObject({ region: 'eu-west-3' })
  })

  test('where the browser is on another machine, a code is offered first', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const env = { ...desk.env, SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22', BROWSER: '' }
    const coded = atTerminal({ ...desk, env }, 'login corp')
    await coded.answer(/Sign in with a code\? \(Y\/n\)/, enter)
    expect(await coded.done).toBe(0)
    expect(coded.shown()).toMatch(/^[A-Z]{4}-[A-Z]{4}\r?$/m)
    await desk.json('logout corp')
    const linked = atTerminal({ ...desk, env }, 'login corp')
    await linked.answer(/Sign in with a code\? \(Y\/n\)/, `n${enter}`)
    await linked.answer(/ssh -L \d+:127\.0\.0\.1:\d+ HOST[^]*\/authorize\?/, '\u0003')
    expect(await linked.done).toBe(130)
  })
})

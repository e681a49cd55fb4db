/** A command that is killed at any of its file operations leaves nothing behind that the next one does not put right. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readActive } from '../../electron/app/active-file.ts'
import { credentialsPath } from '../../electron/aws/sso/credentials-cache.ts'
import { isOwnToken, sha1 } from '../../electron/aws/sso/token-cache.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { filesIn, put, signedIn, type Desk } from './lanyard.ts'

const account = '637423191929'
const role = { accountId: account, roleName: 'ReadOnlyAccess' }

/** Ends the process before the operation of this number that changes a file below a folder; says how many there were. */
const hook = `
const fs = require('node:fs')
const promises = require('node:fs/promises')
const { LANYARD_KILL_AT: at, LANYARD_KILL_BELOW: below, LANYARD_KILL_COUNT: report } = process.env
const write = fs.writeFileSync
let count = 0
function strike(file) {
  const isMeant = String(file).startsWith(below) && !/\\.(lock|log)$|\\.cache/.test(String(file))
  if (isMeant && (count += 1) === Number(at)) process.kill(process.pid, 'SIGKILL')
}
function guard(room, name) {
  const run = room[name]
  room[name] = function (file, ...rest) {
    strike(file)
    return run.call(this, file, ...rest)
  }
}
for (const name of ['rename', 'rm', 'unlink', 'writeFile']) guard(promises, name)
for (const name of ['renameSync', 'rmSync', 'unlinkSync', 'writeFileSync', 'appendFileSync']) guard(fs, name)
const open = promises.open
promises.open = async (file, flags = 'r', ...rest) => {
  const isWriting = typeof flags === 'number' ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0 : flags !== 'r'
  if (!isWriting) return open(file, flags, ...rest)
  strike(file)
  const handle = await open(file, flags, ...rest)
  const fill = handle.writeFile.bind(handle)
  handle.writeFile = (...words) => (strike(file), fill(...words))
  return handle
}
process.on('exit', () => write(report, String(count)))
`

interface Stage {
  readonly desk: Desk
  /** Puts the home, and what AWS knows, back to what they were. */
  readonly reset: () => Promise<void>
  /** Runs a command and kills it before operation number `at`; false when it has come to its end. */
  readonly kill: (words: string, at: number) => Promise<boolean>
}

/** A person with a session, a profile, and all that Lanyard keeps about them. */
async function openStage(prepare: (desk: Desk) => Promise<unknown> = async () => null): Promise<Stage> {
  // Tokens of ten minutes are always due to be renewed.
  const desk = await signedIn({ settings: { accessTokenSeconds: 600 } })
  await desk.json(`profile add p --session corp --account ${account} --role ReadOnlyAccess --region us-east-1`)
  await desk.json('accounts')
  await desk.json('switch p')
  await desk.run('credentials p')
  const set = { favourites: ['p'], sessions: { corp: { requestUrl: 'https://example.com/' } } }
  await put(desk, '.config/lanyard/settings.json', JSON.stringify(set))
  await prepare(desk)
  const aside = await mkdtemp(path.join(tmpdir(), 'lanyard-aside-'))
  onTestFinished(() => rm(aside, { recursive: true, force: true }))
  const [copy, script, report] = [path.join(aside, 'home'), path.join(aside, 'hook.cjs'), path.join(aside, 'count')]
  await cp(desk.home, copy, { recursive: true })
  await writeFile(script, hook)
  const { accessTokens, refreshTokens } = desk.demo.grants
  const [access, refresh] = [[...accessTokens], [...refreshTokens]]
  return {
    desk,
    async reset() {
      for (const name of ['.aws', '.local', '.config']) {
        await rm(path.join(desk.home, name), { recursive: true, force: true })
        await cp(path.join(copy, name), path.join(desk.home, name), { recursive: true })
      }
      for (const [token, grant] of access) accessTokens.set(token, grant)
      for (const [token, signIn] of refresh) refreshTokens.set(token, signIn)
    },
    async kill(words, at) {
      const env = {
        NODE_OPTIONS: `--require ${script}`,
        LANYARD_KILL_AT: String(at),
        LANYARD_KILL_BELOW: desk.home,
        LANYARD_KILL_COUNT: report,
      }
      const { code, stderr } = await desk.run(words, env)
      expect([null, 0], stderr).toContain(code)
      if (code === 0) expect(Number(await readFile(report, 'utf8'))).toBeLessThan(at)
      return code === null
    },
  }
}

/** What is kept of a session and of a profile, by the names under which it is found. */
async function kept({ home }: Desk) {
  const files = await filesIn(home)
  const names = ['corp', 'new']
  const sessionOf = (name: string) => ({ name, startUrl: demoStartUrl, region: 'us-east-1', scopes: [] })
  const has = (folder: string, of: (name: string) => string) =>
    names.filter((name) => files.has(path.join(folder, of(name))))
  const state = '.local/state/lanyard'
  const settings = JSON.parse(files.get('.config/lanyard/settings.json') ?? '{}') as Record<string, unknown>
  return {
    config: [...(files.get('.aws/config') ?? '').matchAll(/^\[(.*)\]$/gm)].map(([, name]) => name),
    token: has('.aws/sso/cache', (name) => `${sha1(name)}.json`),
    credentials: has('.aws/cli/cache', (name) => credentialsPath('', sessionOf(name), role)),
    assignments: has(state, (name) => `assignments-${Buffer.from(name).toString('base64url')}.json`),
    set: Object.keys(settings['sessions'] ?? {}),
    active: readActive(files.get(path.join(state, 'active-profile')) ?? '').profile,
    recent: files.get(path.join(state, 'recent-profiles'))?.trim() ?? null,
    favourites: settings['favourites'],
    unfinished: files.get(path.join(state, 'unfinished.json')) ?? null,
  }
}

const all = (session: string, profile: string) => ({
  config: [`sso-session ${session}`, `profile ${profile}`],
  token: [session],
  credentials: [session],
  assignments: [session],
  set: [session],
  active: profile,
  recent: profile,
  favourites: [profile],
  unfinished: null,
})
const signedOut = { ...all('corp', 'p'), token: [], credentials: [] }

async function temporaryIn({ home }: Desk): Promise<readonly string[]> {
  return [...(await filesIn(home)).keys()].filter((name) => name.endsWith('.tmp'))
}

/** Ids of changes that are to be undone. */
let change = ''
const noteChange = async (desk: Desk, words: string) => {
  await desk.json(words)
  const [newest] = (await desk.json('undo --list')) as readonly { readonly id: string }[]
  change = newest!.id
}

test.each([
  { what: 'session rename', words: () => 'session rename corp new', before: all('corp', 'p'), after: all('new', 'p') },
  { what: 'profile rename', words: () => 'profile rename p q', before: all('corp', 'p'), after: all('corp', 'q') },
  { what: 'logout', words: () => 'logout corp', before: all('corp', 'p'), after: signedOut },
  {
    what: 'undo of a session rename',
    prepare: (desk: Desk) => noteChange(desk, 'session rename corp new'),
    words: () => `undo ${change}`,
    before: all('new', 'p'),
    after: all('corp', 'p'),
  },
  {
    what: 'undo of a profile rename',
    prepare: (desk: Desk) => noteChange(desk, 'profile rename p q'),
    words: () => `undo ${change}`,
    before: all('corp', 'q'),
    after: all('corp', 'p'),
  },
])('$what, killed at each operation, is as if it had not begun or come to its end', async (scenario) => {
  const { desk, reset, kill } = await openStage(scenario.prepare)
  expect(await kept(desk)).toEqual(scenario.before)
  const seen = { before: 0, after: 0 }
  for (let at = 1; await kill(scenario.words(), at); at += 1) {
    // The next command, whatever it is for.
    await desk.json('session list')
    const now = await kept(desk)
    const isDone = JSON.stringify(now) === JSON.stringify(scenario.after)
    expect(now, `killed before operation ${at}`).toEqual(isDone ? scenario.after : scenario.before)
    seen[isDone ? 'after' : 'before'] += 1
    // The same once more, which is refused where it has been done.
    await desk.run(scenario.words())
    expect(await kept(desk)).toEqual(scenario.after)
    expect(await temporaryIn(desk), `killed before operation ${at}`).toEqual([])
    await reset()
  }
  expect(await kept(desk)).toEqual(scenario.after)
  // Else the kills would have missed what they are for.
  expect(Math.min(seen.before, seen.after)).toBeGreaterThan(0)
})

test('a renewal, killed at each operation, leaves no half of a token, and keeps the one that it was given', async () => {
  const { desk, reset, kill } = await openStage()
  const file = path.join(desk.home, '.aws/sso/cache', `${sha1('corp')}.json`)
  await desk.run('whoami p')
  let saved = 0
  for (let at = 1; await kill('whoami p', at); at += 1) {
    const given = desk.demo.requests.count('CreateToken')
    const left = [...(await filesIn(path.dirname(file)))].filter(
      ([name, text]) => name.endsWith('.tmp') && isOwnToken(text),
    )
    const { code, stderr } = await desk.run('whoami p')
    if (left.length > 0) {
      saved += 1
      expect({ code, stderr }).toMatchObject({ code: 0 })
      expect(desk.demo.requests.count('CreateToken')).toBe(given)
    }
    expect([0, 4], stderr).toContain(code)
    expect(isOwnToken(await readFile(file, 'utf8'))).toBe(true)
    expect(await temporaryIn(desk), `killed before operation ${at}`).toEqual([])
    await reset()
  }
  expect(saved).toBeGreaterThan(0)
})

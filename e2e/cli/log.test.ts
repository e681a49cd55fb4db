import { chmod, mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findPaths } from '../../electron/system/paths.ts'
import { corpSession, filesIn, oneLine, openDesk, put, signedIn, type Desk } from './lanyard.ts'

const stateOf = ({ env, home }: Desk) => findPaths(env, process.platform, home).state
const logOf = (desk: Desk) => path.join(stateOf(desk), 'lanyard.log')

/** Has a command fail in a way that nobody foresaw. */
function failing(script: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` }
}

describe('log', () => {
  test('prints what was noted, as JSON or as text, and where it is', async () => {
    const desk = await signedIn()
    const text = await desk.run('log')
    expect(text).toMatchObject({ code: 0, stderr: '' })
    expect(text.stdout).toMatch(/^\S+Z info {2}\[\d+\] Lanyard \S+ command, /)
    expect(text.stdout).toMatch(/ Sign-in to corp: done, until /)
    const lines = text.stdout.trimEnd().split('\n')
    expect(await desk.json('log')).toEqual({ path: logOf(desk), lines })
    expect((await desk.run('log --path')).stdout).toBe(`${logOf(desk)}\n`)
    expect(await desk.run('log --path --follow')).toMatchObject({ code: 2 })
  })

  test('holds nothing of what goes well, which costs nothing either', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('session list')
    await desk.run('current')
    expect([...(await filesIn(desk.home)).keys()].filter((file) => file.endsWith('.log'))).toEqual([])
    expect(await desk.run('log')).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('Nothing') })
  })

  test('goes on with --follow', async () => {
    const desk = await signedIn()
    const following = desk.start('log --follow')
    await following.said('stdout', /Sign-in to corp: done/)
    await desk.json('login corp --fresh')
    await following.said('stdout', /done[^]*Sign-in to corp: done/)
    following.child.kill('SIGINT')
    expect((await following.done).code).toBe(130)
  })

  test('shows escape sequences of a file that others wrote as text', async () => {
    const desk = await openDesk()
    await put(desk, path.relative(desk.home, logOf(desk)), 'a \u001b[2J\u202e b\n')
    expect((await desk.run('log')).stdout).toBe('a \uFFFD[2J\uFFFD b\n')
  })
})

describe('what nobody foresaw', () => {
  test.each([
    ['an exception', "setTimeout(() => { throw new TypeError('it broke') }, 1000)"],
    ['a promise', "setTimeout(() => Promise.reject(new TypeError('it broke')), 1000)"],
  ])('is told with the id under which the log has it: %s', async (_, script) => {
    const desk = await openDesk()
    const ran = await desk.run('serve --no-open --json', failing(script))
    expect(ran.code).toBe(1)
    const { error } = oneLine(ran.stderr) as { error: { code: string; report: string; fix: string } }
    expect(error).toMatchObject({ code: 'internal', fix: expect.stringContaining('lanyard log') })
    const { stdout } = await desk.run('log')
    expect(stdout).toMatch(
      new RegExp(
        `error \\[\\d+\\] the command failed \\(report ${error.report}\\)\n    TypeError: it broke\n     +at `,
      ),
    )
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is told where nothing can be written',
    async () => {
      const desk = await openDesk()
      await mkdir(stateOf(desk), { recursive: true })
      await chmod(stateOf(desk), 0o500)
      const ran = await desk.run(
        'serve --no-open',
        failing("setTimeout(() => { throw new TypeError('it broke') }, 1000)"),
      )
      expect(ran).toMatchObject({ code: 1, stderr: expect.stringMatching(/Something went wrong.*report \w{5}/) })
    },
  )

  test('is told where the state folder is a link', async () => {
    const desk = await openDesk()
    await mkdir(path.dirname(stateOf(desk)), { recursive: true })
    await mkdir(path.join(desk.home, 'elsewhere'))
    await symlink(path.join(desk.home, 'elsewhere'), stateOf(desk))
    const ran = await desk.run(
      'serve --no-open',
      failing("setTimeout(() => { throw new TypeError('it broke') }, 1000)"),
    )
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringMatching(/Something went wrong.*report \w{5}/) })
  })
})

test('with LANYARD_DEBUG=1 what is noted is on standard error as well', async () => {
  const desk = await openDesk()
  await desk.json(corpSession)
  const ran = await desk.run('login corp --json', { LANYARD_DEBUG: '1' })
  expect(ran.stderr).toMatch(/^\S+Z info {2}\[\d+\] Sign-in to corp: waiting$/m)
  oneLine(ran.stdout)
})

/** What each command does with a settings file that it cannot use: it says so, goes on, and leaves the file as it is. */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, openDesk, put, type Desk } from './lanyard.ts'

const settings = '.config/lanyard/settings.json'

async function withProfile(): Promise<Desk> {
  const desk = await openDesk()
  await put(desk, '.aws/config', '[profile a]\nregion = us-east-1\n')
  await mkdir(path.join(desk.home, path.dirname(settings)), { recursive: true })
  return desk
}

test('a line that is no JSON is told on stderr by every command, and nothing is written over it', async () => {
  const desk = await withProfile()
  const broken = '{\n\t"shell": "fish",\n}\n'
  await put(desk, settings, broken)
  for (const words of ['export a', 'switch a', 'current', 'profile list']) {
    const { code, stderr } = await desk.run(words)
    expect({ words, code }).toEqual({ words, code: 0 })
    expect(stderr).toMatch(/^~\/\.config\/lanyard\/settings\.json, line 3: .*comma/m)
  }
  expect(await desk.run('current --json')).toEqual({ code: 0, stdout: '{"profile":"a"}\n', stderr: '' })
  expect((await filesIn(path.join(desk.home, '.config'))).get('lanyard/settings.json')).toBe(broken)
  expect([...(await filesIn(path.join(desk.home, '.config'))).keys()]).toEqual(['lanyard/settings.json'])
})

test('a setting is in use from the first command on', async () => {
  const desk = await withProfile()
  await put(desk, settings, '{"shell":"fish"}')
  expect(await desk.run('export a')).toMatchObject({ code: 0, stdout: 'set -gx AWS_PROFILE a\n', stderr: '' })
})

describe.runIf(process.platform !== 'win32')('what is no file in its place is told, and nothing waits for it', () => {
  test.each([
    ['a pipe', async (file: string) => execFileSync('mkfifo', [file])],
    ['a link', async (file: string) => symlink('/dev/zero', file)],
    ['a folder', async (file: string) => mkdir(file)],
  ])('%s', async (_, place) => {
    const desk = await withProfile()
    await place(path.join(desk.home, settings))
    const switched = await desk.run('switch a')
    expect(switched).toMatchObject({ code: 0, stdout: 'a is the active profile.\n' })
    expect(switched.stderr).toMatch(/settings\.json cannot be read: it is (no regular file|a link)/)
    const serving = desk.start('serve --no-open')
    await serving.said('stdout', /^http:\/\/127\.0\.0\.1:\d+\/#secret=/)
    serving.child.kill('SIGTERM')
    await serving.done
  })
})

test.runIf(process.platform !== 'win32')('an active profile that is a pipe is none, and makes room', async () => {
  const desk = await withProfile()
  const state = path.join(desk.home, '.local/state/lanyard')
  await mkdir(state, { recursive: true })
  execFileSync('mkfifo', [path.join(state, 'active-profile')])
  expect(await desk.run('current')).toMatchObject({ code: 0, stdout: '' })
  expect(await desk.run('switch a')).toMatchObject({ code: 0 })
  expect(await readFile(path.join(state, 'active-profile'), 'utf8')).toBe('1 1 a\n')
})

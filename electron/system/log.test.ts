import { execFile, spawn } from 'node:child_process'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { closeLog, log, openLog } from './log.ts'
import { runningFaces } from './log-faces.ts'
import { followLog, logFiles, mostBytes, readLog } from './log-file.ts'
import type { Paths } from './ports.ts'

const run = promisify(execFile)

let home = ''
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'lanyard-log-'))
})
afterEach(async () => {
  closeLog()
  await rm(home, { recursive: true, force: true })
})

const folder = () => path.join(home, 'state')
const newer = () => logFiles(folder()).newer

function open(env: Record<string, string> = {}, face: 'desktop' | 'serve' | 'command' = 'command'): void {
  openLog({ paths: { state: folder() } as Paths, env, version: '1.2.3' }, face, () =>
    Date.parse('2026-11-22T12:00:00Z'),
  )
}

/** What another process does with the log that it has opened. */
function elsewhere(body: string): Promise<unknown> {
  const module = JSON.stringify(new URL('log.ts', import.meta.url).href)
  const system = JSON.stringify({ paths: { state: folder() }, env: {}, version: '1.2.3' })
  const script = `import { log, openLog } from ${module}; openLog(${system}, 'serve'); ${body}`
  return run(process.execPath, ['--input-type=module', '-e', script])
}

describe('what is logged', () => {
  test('is one line with its time, its level and its process, after a line that says which process that is', async () => {
    open()
    log.info('Nothing happened')
    log.warn('Something could not be written', Object.assign(new Error('no space'), { code: 'ENOSPC' }))
    const lines = (await readLog(folder())).split('\n')
    const start = `2026-11-22T12:00:00.000Z info  [${process.pid}]`
    expect(lines[0]).toMatch(`${start} Lanyard 1.2.3 command, ${process.platform} ${process.arch}, Node `)
    expect(lines[1]).toBe(`${start} Nothing happened`)
    expect(lines[2]).toBe(`2026-11-22T12:00:00.000Z warn  [${process.pid}] Something could not be written`)
    expect(lines[3]).toBe('    Error: no space [ENOSPC]')
    expect(lines[4]).toMatch(/^ {8}at .*log\.test\.ts/)
  })

  test('is found by the short id of its report, with the stack and what caused it', async () => {
    open()
    const report = log.error('config.change failed', new TypeError('outside', { cause: new RangeError('inside') }))
    expect(report).toMatch(/^[0-9A-Z]{5}$/)
    const text = await readLog(folder())
    expect(text).toMatch(
      new RegExp(`error \\[\\d+\\] config\\.change failed \\(report ${report}\\)\n    TypeError: outside\n     +at `),
    )
    expect(text).toContain('    Caused by: RangeError: inside')
  })

  test('cannot pass for another entry, and moves no terminal', async () => {
    open()
    log.warn('a\n2026-11-22T12:00:00.000Z error [1] forged', new Error('\u001b[2J\u202e\n2026-11-22 forged'))
    const text = await readLog(folder())
    expect(text).not.toMatch(/^2026.*forged/m)
    expect(text.match(/\p{Cf}|[^\P{Cc}\n]/u)).toBe(null)
  })

  test('is bounded, whatever was thrown', async () => {
    open()
    log.error('large', new Error('word '.repeat(1_000_000)))
    const around: unknown[] = []
    around.push(around)
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
        ownKeys: () => {
          throw new Error('no')
        },
      },
    )
    for (const thrown of [around, hostile, null, 0, Symbol('s'), () => 1, Object.create(null)]) log.error('odd', thrown)
    expect((await readLog(folder())).length).toBeLessThan(50_000)
    expect((await readLog(folder())).match(/\] odd \(report/g)).toHaveLength(7)
  })

  test('holds no secret', async () => {
    open()
    const token = `aoaAAAAA${'x7'.repeat(40)}`
    log.warn('asked with https://host.example/?code=abcdef', new Error(`{"accessToken":"short"} Bearer ${token}`))
    expect(await readLog(folder())).not.toMatch(/abcdef|short|x7x7/)
  })

  test('is on standard error as well, and more of it, with LANYARD_DEBUG=1 alone', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    onTestFinished(() => write.mockRestore())
    open()
    log.debug('unseen')
    log.info('quiet')
    expect(write).not.toHaveBeenCalled()
    open({ LANYARD_DEBUG: '1' })
    log.debug('a detail')
    expect(write.mock.calls.join()).toContain('a detail')
    expect(await readLog(folder())).toMatch(/quiet[^]*a detail/)
    expect(await readLog(folder())).not.toContain('unseen')
  })
})

describe('the file', () => {
  test('is not made before there is something to say, and then for the user alone', async () => {
    open()
    await expect(lstat(folder())).rejects.toThrow('ENOENT')
    log.info('now')
    expect((await lstat(newer())).mode & 0o777).toBe(0o600)
    expect((await lstat(folder())).mode & 0o777).toBe(0o700)
    await chmod(newer(), 0o644)
    log.info('again')
    expect((await lstat(newer())).mode & 0o777).toBe(0o600)
  })

  test('makes room once it is full: two files of a megabyte, and the newest lines in them', async () => {
    open()
    const line = `line ${'word '.repeat(1000)}`
    for (let count = 0; count < 450; count += 1) log.info(`${count} ${line}`)
    const { older } = logFiles(folder())
    for (const file of [newer(), older]) expect((await lstat(file)).size).toBeLessThanOrEqual(mostBytes)
    const kept = [...(await readLog(folder())).matchAll(/\] (\d+) line/g)].map(([, count]) => Number(count))
    expect(kept.length).toBeGreaterThan(200)
    expect(kept).toEqual(Array.from(kept, (_, at) => 450 - kept.length + at))
    for (const file of [newer(), older]) expect(await readFile(file, 'utf8')).toMatch(/^\S+ info {2}\[\d+\] Lanyard /)
  })

  test('takes lines of thirty processes at once: none is torn, none lost, none too many kept', async () => {
    const text = 'abcdefgh '.repeat(200)
    await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        elsewhere(`for (let count = 0; count < 30; count += 1) log.info('from ${at} ' + count + ' ${text}end')`),
      ),
    )
    const { older } = logFiles(folder())
    for (const file of [newer(), older]) expect((await lstat(file)).size).toBeLessThan(mostBytes + 30 * 2500)
    const lines = (await readLog(folder())).trimEnd().split('\n')
    const whole = new RegExp(`^\\S+ info {2}\\[\\d+\\] (?:Lanyard 1\\.2\\.3 serve, .*|from \\d+ \\d+ ${text}end)$`)
    expect(lines.filter((line) => !whole.test(line))).toEqual([])
    // It has been full a few times over.
    expect(lines.length * text.length).toBeGreaterThan(mostBytes)
    for (let at = 0; at < 30; at += 1) {
      const counts = lines.flatMap((line) => new RegExp(`\\] from ${at} (\\d+) `).exec(line)?.[1] ?? []).map(Number)
      if (counts.length > 0) expect(counts).toEqual(Array.from(counts, (_, index) => 30 - counts.length + index))
    }
  }, 120_000)

  test
    .skipIf(process.platform === 'win32')
    .each(['a link', 'a pipe that nobody reads', 'a pipe that somebody reads', 'a folder'])(
    'is left alone where it is %s, and nothing waits or fails',
    async (what) => {
      const outside = path.join(home, 'outside')
      await mkdir(folder(), { mode: 0o700 })
      await writeFile(outside, 'mine')
      if (what === 'a link') await symlink(outside, newer())
      else if (what === 'a folder') await mkdir(newer())
      else await run('mkfifo', [newer()])
      const reader = what === 'a pipe that somebody reads' ? spawn('cat', [newer()]) : null
      let read = ''
      reader?.stdout.on('data', (chunk) => (read += chunk))
      if (reader) await new Promise((resolve) => setTimeout(resolve, 200))
      open()
      expect(log.error('lost', new Error('x'))).toMatch(/^\w{5}$/)
      if (what !== 'a folder') expect(await readLog(folder())).toBe('')
      reader?.kill()
      expect(read).toBe('')
      expect(await readFile(outside, 'utf8')).toBe('mine')
    },
  )

  test.skipIf(process.platform === 'win32')('is not written through a link in the place of its folder', async () => {
    const other = path.join(home, 'other')
    await mkdir(other)
    await symlink(other, folder())
    open()
    log.info('lost')
    expect(await readdir(other)).toEqual([])
  })

  test('that cannot be made breaks nothing', async () => {
    await writeFile(folder(), '')
    open()
    expect(log.error('lost', new Error('x'))).toMatch(/^\w{5}$/)
    expect(await readLog(folder())).toBe('')
  })

  test('is followed over the time when it makes room', async () => {
    open()
    const more = followLog(folder())
    expect(await more()).toBe('')
    log.info('first')
    expect(await more()).toMatch(/first\n$/)
    const line = `word${Array.from({ length: 1500 }, (_, at) => ` ${at}`).join('')}`
    const seen: string[] = []
    for (let count = 0; count < 150; count += 1) {
      log.info(`${count} ${line}`)
      if (count % 10 === 9) seen.push(await more())
    }
    const counts = [...seen.join('').matchAll(/\] (\d+) word/g)].map(([, count]) => Number(count))
    expect(counts).toEqual(Array.from({ length: 150 }, (_, at) => at))
  })
})

test('the faces that run are those that have begun, have not ended, and are alive', async () => {
  open({}, 'desktop')
  log.info('Starts')
  await elsewhere(`log.info('Starts')`)
  const waiting = elsewhere(`log.info('Starts'); setTimeout(() => log.end(), 60_000)`)
  waiting.catch(() => undefined)
  const { child } = waiting as ReturnType<typeof run>
  onTestFinished(() => void child.kill())
  const running = async () => runningFaces(await readLog(folder()))
  await expect.poll(running, { timeout: 20_000 }).toMatchObject([
    { face: 'desktop', version: '1.2.3', pid: process.pid, since: '2026-11-22T12:00:00.000Z' },
    { face: 'serve', pid: child.pid },
  ])
  log.end()
  expect(await running()).toMatchObject([{ face: 'serve' }])
})

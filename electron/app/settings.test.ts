import { execFileSync } from 'node:child_process'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { SettingsChange } from '../../shared/contract.ts'
import { nodeSystem } from '../system/node.ts'
import { createApp, type App } from './app.ts'
import { defaultSettings } from './setting-values.ts'

const posix = process.platform !== 'win32'

let home: string
let file: string

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'lanyard-settings-'))
  file = path.join(home, '.config/lanyard/settings.json')
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  onTestFinished(() => rm(home, { recursive: true, force: true }))
})

async function open(watch = false): Promise<App> {
  const app = createApp(nodeSystem({ env: { HOME: home }, platform: 'linux' }))
  onTestFinished(() => app.stop())
  await app.start({ watch })
  return app
}

async function update(app: App, settings: SettingsChange): Promise<void> {
  expect(await app.call('settings.update', { settings })).toMatchObject({ ok: true })
}

const written = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))

const inTheWay: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
  ['a pipe', async () => execFileSync('mkfifo', [file]), /cannot be read: it is no regular file/],
  ['a link', async () => symlink(path.join(home, 'elsewhere.json'), file), /cannot be read: it is a link/],
  ['a folder', async () => mkdir(file), /cannot be read: it is no regular file/],
]

describe('the settings', () => {
  test('are in the first state of every face, without a question', async () => {
    await writeFile(file, '{"theme":"dark","shell":"fish"}')
    for (const watch of [false, true])
      expect((await open(watch)).state().settings).toMatchObject({ theme: 'dark', shell: 'fish' })
  })

  test('that another face changes are a change of state', async () => {
    const [one, other] = [await open(true), await open(true)]
    await update(other, { copyOnSwitch: false })
    await vi.waitFor(() => expect(one.state().settings.copyOnSwitch).toBe(false), 5000)
  })

  test('keep what two faces change at one moment, in one list and one table too', async () => {
    const [one, other] = [await open(), await open()]
    await update(one, { favourites: { gone: true, kept: true } })
    const corp = { browser: { kind: 'copy' }, requestUrl: null } as const
    const partner = { browser: null, requestUrl: 'https://access.example.com/' }
    for (let round = 0; round < 5; round += 1) {
      const theme = (['light', 'dark'] as const)[round % 2]!
      await Promise.all([
        update(one, { theme, favourites: { [`one ${round}`]: true, gone: false }, sessions: { corp } }),
        update(other, {
          copyOnSwitch: round % 2 === 0,
          favourites: { [`other ${round}`]: true },
          sessions: { partner },
        }),
      ])
      expect(await written()).toMatchObject({ theme, copyOnSwitch: round % 2 === 0, sessions: { corp, partner } })
    }
    const { favourites } = (await open()).state().settings
    const rounds = [0, 1, 2, 3, 4]
    expect(favourites.toSorted()).toEqual(
      ['kept', ...rounds.map((at) => `one ${at}`), ...rounds.map((at) => `other ${at}`)].toSorted(),
    )
  })

  test('keep what Lanyard does not know, also of a session, and the order of favourites', async () => {
    await writeFile(
      file,
      '{"new":{"a":1},"favourites":["b","a"],"sessions":{"corp":{"colour":"red"},"other":7},"theme":5}',
    )
    const app = await open()
    expect(app.state().settings).toMatchObject({ theme: 'system', favourites: ['b', 'a'] })
    await update(app, {
      favourites: { c: true, b: true },
      sessions: { corp: { browser: null, requestUrl: 'https://a.example/' } },
    })
    expect(await written()).toEqual({
      new: { a: 1 },
      favourites: ['b', 'a', 'c'],
      sessions: { other: 7, corp: { colour: 'red', browser: null, requestUrl: 'https://a.example/' } },
      theme: 5,
    })
    await update(app, { sessions: { corp: null } })
    expect(app.state().settings.sessions['corp']).toBeUndefined()
  })

  test.each([
    ['no number', { name: '1', account: 1, role: 1 }],
    ['a share of nothing', { name: 0, account: 1, role: 1 }],
    ['one that is missing', { name: 1, account: 1 }],
    ['one too many', { name: 1, account: 1, role: 1, other: 1 }],
  ])('are the default columns where the file has %s, and no operation takes that', async (_, columns) => {
    await writeFile(file, JSON.stringify({ columns }))
    const app = await open()
    expect(app.state().settings.columns).toEqual(defaultSettings.columns)
    const refused = await app.call('settings.update', { settings: { columns: columns as never } })
    expect(refused.ok).toBe(false)
    await update(app, { columns: { name: 3, account: 2, role: 1 } })
    expect((await open()).state().settings.columns).toEqual({ name: 3, account: 2, role: 1 })
  })

  test('are those of a file with a byte order mark, and of one of 1 MB', async () => {
    await writeFile(file, `\uFEFF${JSON.stringify({ theme: 'dark', other: 'x'.repeat(1_000_000) })}`)
    const app = await open()
    expect(app.state()).toMatchObject({ settings: { theme: 'dark' }, settingsProblem: null })
  })

  test('are the defaults where there is no file, and nothing is made by reading', async () => {
    await rm(path.join(home, '.config'), { recursive: true })
    expect((await open(true)).state()).toMatchObject({ settings: defaultSettings, settingsProblem: null })
    expect(await readdir(home)).toEqual([])
  })
})

describe('a settings file that is not JSON', () => {
  test.each([
    ['one comma too many', '{\n\t"theme": "dark",\n}', 3, /comma before it is too many/],
    ['a comma missing', '{\n\t"theme": "dark"\n\t"shell": "zsh"\n}', 3, /a comma is missing/],
    ['a comment', '// mine\n{}', 1, /no comments/],
    ['a word', '{\n"theme": dark}', 2, /./],
    ['half of it', '{\n\t"theme": "da', 2, /closing quote is missing/],
    ['nothing', '', 1, /the file is empty/],
    ['a list', '[]', 1, /not one JSON object/],
    ['1 MB of something else', `{\n"a":${'x'.repeat(1_000_000)}`, 2, /./],
  ])('is told with its line, and left as it is: %s', async (_, text, line, what) => {
    await writeFile(file, text)
    const { settings, settingsProblem } = (await open()).state()
    expect(settings).toEqual(defaultSettings)
    expect(settingsProblem).toMatchObject({ code: 'config-broken' })
    expect(settingsProblem?.message).toContain(`~/.config/lanyard/settings.json, line ${line}: `)
    expect(settingsProblem?.message).toMatch(what)
    expect(await readFile(file, 'utf8')).toBe(text)
    expect(await readdir(path.dirname(file))).toEqual(['settings.json'])
  })

  test('leaves the last good settings in use, until it is mended', async () => {
    await writeFile(file, '{"theme":"dark"}')
    const app = await open(true)
    await writeFile(file, '{"theme":"dark",}')
    await vi.waitFor(() => expect(app.state().settingsProblem?.fix).toContain('stay as they were'), 5000)
    expect(app.state().settings.theme).toBe('dark')
    await writeFile(file, '{"theme":"light"}')
    await vi.waitFor(
      () => expect(app.state()).toMatchObject({ settings: { theme: 'light' }, settingsProblem: null }),
      5000,
    )
  })

  test('is kept beside as it was when a setting is changed, and nothing that it said before is lost', async () => {
    await writeFile(file, '{"theme":"dark","mine":1}')
    const app = await open()
    const broken = '{"theme":"dark","mine":2,}'
    await writeFile(file, broken)
    await app.call('config.reload', {})
    await update(app, { copyOnSwitch: false })
    expect(await written()).toEqual({ theme: 'dark', mine: 1, copyOnSwitch: false })
    expect(app.state().settingsProblem).toBeNull()
    const kept = (await readdir(path.dirname(file))).find((name) => name.startsWith('settings.json.broken-'))
    expect(await readFile(path.join(path.dirname(file), kept!), 'utf8')).toBe(broken)
    if (posix) expect((await lstat(path.join(path.dirname(file), kept!))).mode & 0o777).toBe(0o600)
  })

  test('is not replaced where nothing of it is to change', async () => {
    await mkdir(path.join(home, '.aws'))
    await writeFile(path.join(home, '.aws/config'), '[profile a]\nregion = us-east-1\n')
    await writeFile(file, '{"favourites":["a"],}')
    const app = await open()
    expect(
      await app.call('config.change', { change: { kind: 'rename-profile', name: 'a', to: 'b' }, anyway: false }),
    ).toMatchObject({ ok: true })
    expect(await readFile(file, 'utf8')).toBe('{"favourites":["a"],}')
    expect(app.state().settingsProblem).not.toBeNull()
  })

  test.each(['', '{"theme":"li'])(
    'is waited for where a program has truncated it to %j and writes on',
    async (part) => {
      await writeFile(file, '{"theme":"dark"}')
      const app = await open()
      await writeFile(file, part)
      const updating = update(app, { copyOnSwitch: false })
      await sleep(200)
      await writeFile(file, '{"theme":"light"}')
      await updating
      expect(await written()).toEqual({ theme: 'light', copyOnSwitch: false })
      expect(app.state().settings).toMatchObject({ theme: 'light', copyOnSwitch: false })
    },
  )
})

describe.runIf(posix)('in the place of the settings file', () => {
  test.each(inTheWay)('%s is told, not waited for or followed, and not replaced', async (_, put, says) => {
    await writeFile(path.join(home, 'elsewhere.json'), '{"theme":"dark"}')
    await put()
    const before = await lstat(file)
    const app = await open(true)
    expect(app.state().settings).toEqual(defaultSettings)
    expect(app.state().settingsProblem?.message).toMatch(says)
    const result = await app.call('settings.update', { settings: { theme: 'light' } })
    expect(result).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
    expect((await lstat(file)).ino).toBe(before.ino)
    expect(await readFile(path.join(home, 'elsewhere.json'), 'utf8')).toBe('{"theme":"dark"}')
  })

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is told, and not replaced', async () => {
    await writeFile(file, '{"theme":"dark"}')
    await chmod(file, 0)
    const app = await open()
    expect(app.state().settingsProblem?.message).toMatch(/permission denied/)
    expect(await app.call('settings.update', { settings: { theme: 'light' } })).toMatchObject({ ok: false })
    await chmod(file, 0o600)
    expect(await written()).toEqual({ theme: 'dark' })
  })
})

test('reading leaves every file as it is', async () => {
  const app = await open()
  const values = fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings), 'x', '__proto__'), fc.jsonValue())
  const files = fc.oneof(
    values.map((value) => JSON.stringify(value)),
    values.chain((value) => fc.mixedCase(fc.constant(JSON.stringify(value)))),
    fc.string(),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  )
  await fc.assert(
    fc.asyncProperty(files, async (content) => {
      await writeFile(file, content)
      // Long ago, so that nothing is waited for.
      await utimes(file, 0, 0)
      await app.call('config.reload', {})
      expect(await readFile(file)).toEqual(Buffer.from(content))
      expect(await readdir(path.dirname(file))).toEqual(['settings.json'])
      expect(Object.keys(app.state().settings)).toEqual(Object.keys(defaultSettings))
    }),
    { numRuns: 60 },
  )
})

/** What the state shows of files that other programs write. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openRoom, patience, withCorp } from './app.testing.ts'
import * as watching from '../aws/config/disk/watch.ts'

const profile = (name: string) =>
  `[profile ${name}]\nsso_session = corp\nsso_account_id = 637423191929\nsso_role_name = ReadOnlyAccess\n`

async function room(options: { readonly watch: boolean } = { watch: true }) {
  const opened = await openRoom({ config: withCorp + profile('a'), ...options })
  const file = opened.system.paths.config
  const names = () => opened.app.state().profiles.map(({ name }) => name)
  return { ...opened, file, names, write: (text: string) => writeFile(file, text) }
}

describe('a config file that another program breaks', () => {
  test('leaves the last good state on show, with the line that is wrong, until it is mended', async () => {
    const { app, write, names } = await room()
    await write(`${withCorp}${profile('b')}this is no line\n`)
    await vi.waitFor(() => expect(app.state().config).toMatchObject({ isStale: true, findings: [{ line: 8 }] }))
    expect(names()).toEqual(['a'])
    await write(withCorp + profile('b'))
    await vi.waitFor(() => expect(names()).toEqual(['b']))
    expect(app.state().config).toMatchObject({ isStale: false, findings: [] })
  })

  test('is changed as it is on the disk, not as it was', async () => {
    const { app, change, write } = await room()
    await write(`${withCorp}${profile('b')}this is no line\n`)
    await vi.waitFor(() => expect(app.state().config.isStale).toBe(true))
    await change({ kind: 'remove-profile', name: 'b' })
    await write(withCorp + profile('c'))
    await vi.waitFor(() => expect(app.state().profiles.map(({ name }) => name)).toEqual(['c']))
  })

  test('before Lanyard started is shown as far as it can be read', async () => {
    const { app } = await openRoom({ config: `${withCorp}no line\n${profile('a')}`, watch: true })
    expect(app.state()).toMatchObject({
      config: { isStale: false, findings: [{ line: 4 }] },
      profiles: [{ name: 'a' }],
    })
  })
})

test('a file that has lost most of what Lanyard left in it is said, until it has that again', async () => {
  const { app, change, file, run, write } = await room()
  const draft = { session: 'corp', accountId: '637423191929', roleName: 'ReadOnlyAccess', region: null, output: null }
  await change({ kind: 'create-profiles', drafts: ['b', 'c', 'd', 'e'].map((name) => ({ ...draft, name })) })
  const whole = await readFile(file, 'utf8')
  await write('')
  await vi.waitFor(() => expect(app.state().config).toMatchObject({ loss: { code: 'config-shrunk' }, isStale: true }), {
    timeout: patience,
  })
  expect(app.state().profiles).toHaveLength(5)
  await write(withCorp)
  await vi.waitFor(() => expect(app.state().profiles).toHaveLength(0), { timeout: patience })
  await vi.waitFor(() => expect(app.state().config.loss).toMatchObject({ code: 'config-shrunk' }), {
    timeout: patience,
  })
  const preview = (kind: 'one' | 'all') =>
    run('config.preview', { change: kind === 'one' ? { kind: 'remove-profile', name: 'z' } : { kind: 'restore' } })
  await write(withCorp + profile('z'))
  expect(await preview('one')).toMatchObject({ problem: { code: 'config-shrunk' } })
  expect(await preview('all')).not.toHaveProperty('problem')
  await write(whole)
  await vi.waitFor(() => expect(app.state().config.loss).toBeNull(), { timeout: patience })
  expect(app.state().changes).toMatchObject([{ what: 'Added 4 profiles', undone: false }])
})

test('a change of which the system told nobody is seen by the next operation', async () => {
  vi.spyOn(watching, 'watchFiles').mockReturnValue(() => undefined)
  const { file, run, names } = await room()
  await writeFile(`${file}.new`, withCorp + profile('b'))
  await rename(`${file}.new`, file)
  await run('clipboard.write', { text: path.basename(file) })
  expect(names()).toEqual(['b'])
})

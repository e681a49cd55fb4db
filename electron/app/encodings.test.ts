import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { foreignEncodings, wideEncodings } from '../aws/config/document/encodings.testing.ts'
import { foreignRule } from '../aws/doctor/rules/encodings.ts'
import type { Change } from '../../shared/contract.ts'
import { openRoom, withCorp, type Room } from './app.testing.ts'

const dev = 'sso_session = corp\nsso_account_id = 637423191929\nsso_role_name = Größe\n'
const text = `# Größe\n${withCorp}\n[profile dev]\n${dev}output = yml\n`

const draft = { startUrl: 'https://d-9.awsapps.com/start', region: 'us-west-2', scopes: [] }
const role = { session: 'corp', accountId: '637423191929', roleName: 'Read', region: 'us-west-2', output: null }
const changes: readonly Change[] = [
  { kind: 'create-session', draft: { ...draft, name: 'other' } },
  { kind: 'update-session', draft: { ...draft, name: 'corp' } },
  { kind: 'rename-session', name: 'corp', to: 'other' },
  { kind: 'remove-session', name: 'corp', withProfiles: true },
  { kind: 'create-profiles', drafts: [{ ...role, name: 'other' }] },
  { kind: 'update-profile', draft: { ...role, name: 'dev' } },
  { kind: 'rename-profile', name: 'dev', to: 'other' },
  { kind: 'duplicate-profile', name: 'dev', to: 'other', settings: {} },
  { kind: 'remove-profile', name: 'dev' },
  {
    kind: 'import',
    text: `[sso-session new]\nsso_start_url = ${draft.startUrl}\nsso_region = us-west-2\n`,
    chosen: [{ kind: 'session', name: 'new', as: 'new' }],
  },
]

const configOf = ({ home }: Room) => path.join(home, '.aws', 'config')

async function roomWith(bytes: Buffer): Promise<Room> {
  const room = await openRoom()
  await writeFile(configOf(room), bytes)
  await room.run('config.reload', {})
  return room
}

describe.each(Object.entries(foreignEncodings))('a config file in %s', (name, encode) => {
  test('gets nothing written into it by any change, and the preview says so', async () => {
    const room = await roomWith(encode(text))
    const others = (await room.run('doctor.check', {})).filter(({ rule, fix }) => rule !== foreignRule && fix !== null)
    const mends = others.map(({ id }): Change => ({ kind: 'mend', findings: [id] }))
    for (const change of [...changes, ...mends]) {
      const refusal = { ok: false, error: { message: expect.stringMatching(/UTF-16|UTF-32|NUL/) } }
      const [previewed, made] = [
        await room.app.call('config.preview', { change }),
        await room.app.call('config.change', { change, anyway: true }),
      ]
      expect([change.kind, previewed, made]).toMatchObject([change.kind, refusal, refusal])
      expect((await readFile(configOf(room))).equals(encode(text))).toBe(true)
    }
  })

  test('is written as UTF-8 by Doctor, with every character, and is as it was after an undo', async () => {
    const room = await roomWith(encode(text))
    const finding = (await room.run('doctor.check', {})).find(({ rule }) => rule === foreignRule)
    expect(finding).toMatchObject({ severity: 'error', fix: { kind: 'lines' } })
    const mend: Change = { kind: 'mend', findings: [finding!.id] }
    const shown = await room.run('config.preview', { change: mend })
    if (name in wideEncodings) expect(shown.added).toBe(text.split('\n').length - 1)
    const { id } = await room.change(mend)
    expect(await readFile(configOf(room), 'utf8')).toBe(text)
    expect((await room.run('doctor.check', {})).filter(({ rule }) => rule === foreignRule)).toEqual([])

    const undone = await room.change({ kind: 'undo', id: id! })
    expect((await readFile(configOf(room))).equals(encode(text))).toBe(true)
    await room.change({ kind: 'undo', id: undone.id! })
    expect(await readFile(configOf(room), 'utf8')).toBe(text)
  })

  test('is named where it is to be imported', async () => {
    const room = await openRoom()
    const shared = encode(withCorp).toString('utf8')
    expect(await room.app.call('share.read', { text: shared })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringMatching(/^This text is .*(UTF-16|UTF-32|NUL)/) },
    })
  })

  test('is a credentials file that Doctor writes as UTF-8, and keeps as it was', async () => {
    const room = await openRoom({ config: withCorp })
    const file = path.join(room.home, '.aws', 'credentials')
    await writeFile(file, encode('[keys]\naws_access_key_id = größe\n'), { mode: 0o600 })
    const finding = (await room.run('doctor.check', {})).find(({ rule }) => rule === foreignRule)
    await room.run('doctor.fix', { findings: [finding!.id] })
    expect(await readFile(file, 'utf8')).toBe('[keys]\naws_access_key_id = größe\n')
    expect((await readFile(`${file}.before-utf8`)).equals(encode('[keys]\naws_access_key_id = größe\n'))).toBe(true)
  })
})

test('a file of which nothing is left but NUL bytes is for the last good copy, which undo takes back', async () => {
  const room = await openRoom({ config: text })
  await room.change({ kind: 'create-session', draft: { ...draft, name: 'other' } })
  const good = await readFile(configOf(room), 'utf8')
  await writeFile(configOf(room), Buffer.alloc(400))
  const finding = (await room.run('doctor.check', {})).find(({ rule }) => rule === foreignRule)
  expect(finding).toMatchObject({ fix: null })
  const { id } = await room.change({ kind: 'restore' })
  expect(await readFile(configOf(room), 'utf8')).toBe(good)
  await room.change({ kind: 'undo', id: id! })
  expect((await readFile(configOf(room))).equals(Buffer.alloc(400))).toBe(true)
})

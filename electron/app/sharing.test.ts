import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openRoom, production, withCorp } from './app.testing.ts'

const profile = `\n[profile dev]\nsso_session = corp\nsso_account_id = ${production}\nsso_role_name = ReadOnlyAccess\n`

test('what one person shares another looks at, adds in one change, and takes back', async () => {
  const giver = await openRoom({ config: `${withCorp}${profile}credential_process = /bin/mine\n` })
  const { text, link } = await giver.run('share.write', { sessions: [], profiles: ['dev'] })
  expect(text).not.toContain('credential_process')

  const taker = await openRoom({ config: '# mine\n[default]\nregion = eu-west-1\n' })
  const config = path.join(taker.home, '.aws', 'config')
  const before = await readFile(config, 'utf8')
  const { items } = await taker.run('share.read', { text: link })
  expect(items.map(({ kind, name, clash }) => [kind, name, clash])).toEqual([
    ['session', 'corp', 'none'],
    ['profile', 'dev', 'none'],
  ])
  const change = {
    kind: 'import',
    text: link,
    chosen: items.map(({ kind, name }) => ({ kind, name, as: name })),
  } as const
  const preview = await taker.run('config.preview', { change })
  expect(await readFile(config, 'utf8')).toBe(before)
  expect(preview).toMatchObject({ removed: 0 })

  const { id, what } = await taker.change(change)
  expect(what).toBe('Added 2 sections from a shared set-up')
  expect(await readFile(config, 'utf8')).toBe(`${before}\n${withCorp}${profile}`)
  expect(taker.app.state().profiles.map(({ name }) => name)).toEqual(['default', 'dev'])
  await taker.change({ kind: 'undo', id: id! })
  expect(await readFile(config, 'utf8')).toBe(before)
})

test('a name that came to be taken after the look is refused when it is added', async () => {
  const { app, home, run } = await openRoom({ config: '' })
  const text = `${withCorp}${profile}`
  const { items } = await run('share.read', { text })
  const chosen = items.map(({ kind, name, freeName }) => ({ kind, name, as: freeName }))
  const theirs = '[profile dev]\nregion = us-east-1\n'
  await writeFile(path.join(home, '.aws', 'config'), theirs)
  const added = await app.call('config.change', { change: { kind: 'import', text, chosen }, anyway: false })
  expect(added).toMatchObject({ ok: false, error: { code: 'name-taken' } })
  expect(await readFile(path.join(home, '.aws', 'config'), 'utf8')).toBe(theirs)
})

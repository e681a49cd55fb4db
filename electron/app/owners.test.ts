import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openRoom, withCorp } from './app.testing.ts'

const mark = '; Do not edit. Section managed by Teleport (AWS Identity Center integration).\n'
const mine = '[profile mine]\nregion = us-east-1\n'

test('a profile that another program manages says so in its row, in the review and in Doctor', async () => {
  const { app, change, home, run } = await openRoom({
    config: `${withCorp}\n${mark}[profile theirs]\n${mine.slice(15)}\n${mine}`,
  })
  expect(app.state().profiles).toMatchObject([{ name: 'theirs', managedBy: 'Teleport' }, { name: 'mine' }])
  expect(app.state().profiles[1]).not.toHaveProperty('managedBy')

  const removal = { kind: 'remove-profile', name: 'theirs' } as const
  expect(await run('config.preview', { change: removal })).toMatchObject({ managedBy: ['Teleport'] })
  const other = { kind: 'remove-profile', name: 'mine' } as const
  expect(await run('config.preview', { change: other })).not.toHaveProperty('managedBy')
  expect(await run('doctor.check', {})).toContainEqual(
    expect.objectContaining({
      id: 'managed-sections Teleport',
      title: 'Managed by Teleport: its next run will change this again.',
    }),
  )

  await change(removal)
  expect(await readFile(path.join(home, '.aws', 'config'), 'utf8')).toBe(`${withCorp}\n${mine}`)
})

test('a mark that has lost its section goes by Doctor, and takes no new section until then', async () => {
  const { change, home, run } = await openRoom({ config: `${mine}\n${mark}` })
  const file = path.join(home, '.aws', 'config')
  await change({ kind: 'duplicate-profile', name: 'mine', to: 'more', settings: {} })
  expect(await readFile(file, 'utf8')).toBe(`${mine}\n[profile more]\nregion = us-east-1\n\n${mark}`)
  const lost = (await run('doctor.check', {})).find(({ rule }) => rule === 'lost-mark')
  await run('doctor.fix', { findings: [lost!.id] })
  expect(await readFile(file, 'utf8')).toBe(`${mine}\n[profile more]\nregion = us-east-1\n\n`)
})

import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isAlone, mendedTogether } from '../../shared/doctor.ts'
import { pythonJson } from '../aws/sso/cache-format.ts'
import { corp, openRoom, withCorp, type Room } from './app.testing.ts'

const scoped = `${withCorp}sso_registration_scopes = sso:account:access\n`
const profile = (name: string, more = ''): string => `[profile ${name}]\nregion = us-east-1\n${more}`

const idsOf = ({ app }: Room): readonly string[] => app.state().doctor.findings.map(({ id }) => id)
const configText = ({ system }: Room): Promise<string> => readFile(system.paths.config, 'utf8')

/** A token cache that others may write to. */
async function openCache({ system }: Room): Promise<string> {
  await mkdir(system.paths.ssoCache, { recursive: true })
  await chmod(system.paths.ssoCache, 0o777)
  return system.paths.ssoCache
}

test('a check takes what it finds in the files and on the machine into the state', async () => {
  const room = await openRoom({ config: scoped + profile('a', 'output: json\n') })
  const cache = await openCache(room)
  const found = await room.run('doctor.check', {})
  const { scope, checking, findings } = room.app.state().doctor
  expect({ scope, checking, findings }).toEqual({ scope: 'everything', checking: false, findings: found })
  expect(idsOf(room)).toContain('colon profile:a output')
  expect(found.some(({ fix }) => fix?.kind === 'files' && fix.label.includes(path.basename(cache)))).toBe(true)
})

test('who asks while it looks waits for the same answer', async () => {
  const room = await openRoom({ config: scoped })
  const seen: boolean[] = []
  room.app.subscribe(({ doctor }) => doctor && seen.push(doctor.checking))
  const [one, other] = await Promise.all([room.run('doctor.check', {}), room.run('doctor.check', {})])
  expect(one).toBe(other)
  expect(seen.at(0)).toBe(true)
  expect(seen.at(-1)).toBe(false)
  expect(seen.filter((checking) => !checking)).toHaveLength(1)
})

test('fixes mend all lines in one change and repair the files, and what is left is in the state', async () => {
  const config = scoped + profile('a', 'output: json\n') + profile('b', 'sso_session = Corp\n')
  const room = await openRoom({ config, watch: true })
  const cache = await openCache(room)
  const found = await room.run('doctor.check', {})
  const fixable = found.filter(({ fix }) => fix).map(({ id }) => id)
  const changed = await room.run('doctor.fix', { findings: fixable })
  expect(changed?.what).toMatch(/^Mended/)
  expect(await configText(room)).toBe(scoped + profile('a', 'output = json\n') + profile('b', 'sso_session = corp\n'))
  expect((await stat(cache)).mode & 0o022).toBe(0)
  expect(idsOf(room).filter((id) => fixable.includes(id))).toEqual([])
  expect(await room.run('config.changes', {})).toMatchObject([{ id: changed!.id, added: 2, removed: 2 }])
  await room.change({ kind: 'undo', id: changed!.id! })
  expect(await configText(room)).toBe(config)
})

test('the preview of a mend is what it writes', async () => {
  const room = await openRoom({ config: profile('a', 'output: json\n') })
  const change = { kind: 'mend', findings: ['colon profile:a output'] } as const
  const { lines } = await room.run('config.preview', { change })
  expect(lines.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text])).toEqual([
    ['removed', 'output: json'],
    ['added', 'output = json'],
  ])
  await room.change(change)
  expect(await configText(room)).toBe(profile('a', 'output = json\n'))
})

test('a file that AWS tools refuse is mended while the last good state is on show', async () => {
  const room = await openRoom({ config: scoped, watch: true })
  await writeFile(room.system.paths.config, `${scoped}<<<<<<< HEAD\n`)
  const found = await room.run('doctor.check', {})
  expect(found[0]).toMatchObject({ rule: 'stray-line', places: [{ line: 5, text: '<<<<<<< HEAD' }] })
  await room.run('doctor.fix', { findings: [found[0]!.id] })
  expect(await configText(room)).toBe(`${scoped}# <<<<<<< HEAD\n`)
  expect(room.app.state().config.findings).toEqual([])
  expect(room.app.state().sessions.map(({ name }) => name)).toEqual([corp.name])
})

test('what a person has to mend is refused with what to do, and nothing is written', async () => {
  const config = profile('a', 'output: json\nsso_session = nowhere\n')
  const room = await openRoom({ config })
  await room.run('doctor.check', {})
  for (const id of ['unknown-session profile:a', 'no such finding']) {
    const fixed = await room.app.call('doctor.fix', { findings: ['colon profile:a output', id] })
    expect(fixed).toMatchObject({ ok: false, error: { code: 'not-found' } })
  }
  expect(await configText(room)).toBe(config)
})

test('what is to be asked for by itself is refused among others, and done alone', async () => {
  const room = await openRoom({ config: scoped + profile('a', 'output: json\n') })
  const token = { startUrl: corp.startUrl, region: corp.region, accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' }
  const file = path.join(await openCache(room), `${'0a'.repeat(20)}.json`)
  await writeFile(file, pythonJson(token))
  const found = await room.run('doctor.check', {})
  const over = found.find(({ fix }) => fix && isAlone(fix))
  expect(over).toMatchObject({ rule: 'tokens-left-over' })
  const together = await room.app.call('doctor.fix', { findings: ['colon profile:a output', over!.id] })
  expect(together).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  await room.run('doctor.fix', { findings: mendedTogether(found).map(({ id }) => id) })
  expect(await readFile(file, 'utf8')).toBe(pythonJson(token))
  await room.run('doctor.fix', { findings: [over!.id] })
  await expect(stat(file)).rejects.toThrow('ENOENT')
})

test('where the lines cannot be written the files stay as they are too', async () => {
  const room = await openRoom({ config: profile('a', 'output: json\n') })
  const cache = await openCache(room)
  const found = await room.run('doctor.check', {})
  await chmod(room.system.paths.config, 0o400)
  const fixable = found.filter(({ fix }) => fix).map(({ id }) => id)
  const fixed = await room.app.call('doctor.fix', { findings: fixable })
  expect(fixed).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
  expect((await stat(cache)).mode & 0o777).toBe(0o777)
})

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '../aws/config/document/document.ts'
import { markOf } from '../aws/sso/refused-tokens.ts'
import { readToken } from '../aws/sso/token-cache.ts'
import { corp, openRoom, production, withCorp, type Room, type RoomOptions } from './app.testing.ts'
import { consequencesOf } from './consequences.ts'
import type { Unfinished } from './unfinished.ts'

const profile = `[profile p]\nsso_session = corp\nsso_account_id = ${production}\nsso_role_name = ReadOnlyAccess\n`
const before = withCorp + profile
const renamed = before.replaceAll('corp', 'new')
const none = parseDocument(Buffer.from(''))
const signIn = { session: 'corp', method: 'browser', openBrowser: true } as const

/** A person who is signed in, with an active profile. */
async function signedIn(options: RoomOptions = {}): Promise<Room> {
  const room = await openRoom({ config: before, ...options })
  await room.run('session.signIn', signIn)
  await room.run('profile.switch', { profile: 'p' })
  return room
}

const fileOf = ({ system }: Room) => path.join(system.paths.state, 'unfinished.json')
const notes = (room: Room) => readFile(fileOf(room), 'utf8').catch(() => null)
const put = ({ system }: Room, config: string) => writeFile(system.paths.config, config)

/** Leaves the note that a process makes before it changes the file to `after`. */
async function leaveNote(room: Room, after: string, more: Partial<Unfinished> = {}): Promise<void> {
  const [from, to] = [before, after].map((text) => parseDocument(Buffer.from(text)))
  const { left, ...consequences } = consequencesOf(from!, to!, none)
  const noted: Unfinished = {
    ...consequences,
    left: left.map((each) => ({ ...each, token: null })),
    id: 'x',
    config: room.system.paths.config,
    ...more,
  }
  await writeFile(fileOf(room), JSON.stringify([noted]))
}

const sessionsWithToken = async ({ system }: Room) => {
  const names = ['corp', 'new']
  const files = await Promise.all(names.map((name) => readToken(system.paths.ssoCache, { ...corp, name })))
  return names.filter((_, at) => files[at]?.kind === 'token')
}

describe('what a killed process has noted', () => {
  test('is finished by the next one where the file has been changed', async () => {
    const room = await signedIn()
    await leaveNote(room, renamed)
    await put(room, renamed)
    const next = await room.another()
    expect(next.state()).toMatchObject({ active: 'p', sessions: [{ name: 'new', status: 'signed-in' }] })
    expect(await sessionsWithToken(room)).toEqual(['new'])
    expect(await notes(room)).toBeNull()
  })

  test('keeps a renamed profile the active one', async () => {
    const room = await signedIn()
    const after = before.replace('[profile p]', '[profile q]')
    await leaveNote(room, after)
    await put(room, after)
    expect((await room.another()).state()).toMatchObject({ active: 'q', recent: ['q'] })
  })

  test('signs out of a session that is gone', async () => {
    const room = await signedIn()
    const file = await readToken(room.system.paths.ssoCache, corp)
    const token = file.kind === 'token' ? markOf(file.token.accessToken) : null
    await leaveNote(room, profile, { left: [{ session: { ...corp, scopes: [] }, why: 'gone', roles: [], token }] })
    await put(room, profile)
    await room.another()
    expect(await sessionsWithToken(room)).toEqual([])
    expect(room.demo.requests.count('Logout')).toBe(1)
  })

  test('is finished by a face that stays, before it does anything else', async () => {
    const room = await signedIn({ watch: true })
    await leaveNote(room, renamed)
    await put(room, renamed)
    await room.run('config.reload', {})
    expect(await sessionsWithToken(room)).toEqual(['new'])
    expect(await notes(room)).toBeNull()
  })

  test('is dropped where the file is what it was', async () => {
    const room = await signedIn()
    await leaveNote(room, renamed)
    const next = await room.another()
    expect(next.state()).toMatchObject({ active: 'p', sessions: [{ name: 'corp', status: 'signed-in' }] })
    expect(await notes(room)).toBeNull()
  })

  test('waits while the file cannot be read whole, and is left to those who use the file that it is about', async () => {
    const room = await signedIn()
    await leaveNote(room, renamed)
    await put(room, `${renamed}stray\n`)
    await room.another()
    expect(await sessionsWithToken(room)).toEqual(['corp'])
    await put(room, renamed)
    const elsewhere = { ...room.system.paths, config: path.join(room.home, 'elsewhere') }
    await writeFile(elsewhere.config, renamed)
    await room.another({ paths: elsewhere })
    expect(await sessionsWithToken(room)).toEqual(['corp'])
    await room.another()
    expect(await sessionsWithToken(room)).toEqual(['new'])
  })

  test('leaves what somebody has signed in to since', async () => {
    const room = await signedIn()
    const left = { session: corp, roles: [], token: 'the mark of another' }
    await leaveNote(room, before, { left: [{ ...left, why: 'asked', session: { ...corp, scopes: [] } }] })
    await room.another()
    expect(await sessionsWithToken(room)).toEqual(['corp'])
    expect(room.demo.requests.count('Logout')).toBe(0)
    expect(await notes(room)).toBeNull()
  })

  test('is nothing that stops a command where it makes no sense', async () => {
    const room = await signedIn()
    await leaveNote(room, before, { left: 'nonsense' as never })
    expect((await room.another()).state().sessions).toHaveLength(1)
    expect(await notes(room)).toBeNull()
    await writeFile(fileOf(room), '[null, 1, {"id"')
    expect((await room.another()).state().sessions).toHaveLength(1)
  })
})

test('what a process is still at is left to it', async () => {
  const room = await signedIn()
  room.demo.settings.latencyMs = 300
  const leaving = room.run('session.signOut', { session: 'corp' })
  await expect.poll(() => notes(room)).toContain('"asked"')
  await room.another()
  expect(await notes(room)).toContain('"asked"')
  await leaving
  expect(await notes(room)).toBeNull()
  expect(room.demo.requests.count('Logout')).toBe(1)
})

test('a change that nothing follows from is not noted', async () => {
  const room = await signedIn()
  await room.change({ kind: 'update-profile', draft: { name: 'p', region: 'eu-west-1' } })
  expect(await notes(room)).toBeNull()
})

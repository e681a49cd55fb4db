import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { corpSession, oneLine, openDesk, partnerSession, program, put, type Desk } from './lanyard.ts'

const file = '.aws/config'

/** A desk with two sessions and two profiles, one of which holds what is nobody else's business. */
async function giver(): Promise<Desk> {
  const desk = await openDesk()
  await desk.json(corpSession)
  await desk.json(partnerSession)
  await desk.json('profile add dev --session corp --account 058264527036 --role PowerUserAccess --region eu-west-1')
  await desk.json('profile add prod --session corp --account 419920118364 --role ReadOnlyAccess')
  await put(desk, file, `${await desk.config()}cli_pager = less\naws_secret_access_key = SECRET\n`)
  return desk
}

interface Shared {
  readonly text: string
  readonly link: string
}

/** `lanyard import -` with `text` on its standard input. */
function importFrom(desk: Desk, text: string, ...words: readonly string[]) {
  const child = spawn(process.execPath, [program, 'import', '-', ...words], { env: desk.env })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  child.stdin.on('error', () => undefined).end(text)
  return new Promise<typeof said & { code: number | null }>((resolve) =>
    child.once('close', (code) => resolve({ code, ...said })),
  )
}

describe('share', () => {
  test('prints sessions and profiles as text that holds no secret, and as a link', async () => {
    const desk = await giver()
    const shared = (await desk.json('share --profile dev prod')) as Shared
    expect(shared.text).toContain('[sso-session corp]\n')
    expect(shared.text).toContain('[profile prod]\n')
    expect(shared.text).not.toMatch(/partner|SECRET|cli_pager/)
    const person = await desk.run('share --profile dev --profile prod')
    expect(person).toMatchObject({ code: 0, stdout: shared.text })
    expect(await desk.run('share --profile dev prod --link')).toMatchObject({ stdout: `${shared.link}\n` })
  })

  test('writes a new file, and over none', async () => {
    const desk = await giver()
    const to = path.join(desk.home, 'setup.txt')
    const { text } = (await desk.json(['share', 'partner', '--to', to])) as Shared
    expect(text).toContain('[sso-session partner]')
    expect(await desk.run(['share', 'corp', '--to', to, '--json'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('name-taken'),
    })
  })

  test('takes the only session there is, and lists several', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    expect(await desk.json('share')).toMatchObject({ text: expect.stringContaining('[sso-session corp]') })
    await desk.json(partnerSession)
    expect(await desk.run('share')).toMatchObject({ code: 2, stderr: expect.stringMatching(/corp and partner/) })
    expect(await desk.run('share nope --json')).toMatchObject({ code: 1, stderr: expect.stringContaining('not-found') })
  })
})

describe('import', () => {
  test('of a file, a link or stdin gives what was shared, with --yes', async () => {
    const desk = await giver()
    const { text, link } = (await desk.json('share --profile dev')) as Shared
    const setup = path.join(desk.home, 'setup.txt')
    await put(desk, 'setup.txt', text)
    const ways = [
      (taker: Desk) => taker.run(['import', setup, '--yes', '--json']),
      (taker: Desk) => taker.run(['import', link, '--yes', '--json']),
      (taker: Desk) => importFrom(taker, text, '--yes', '--json'),
    ]
    for (const way of ways) {
      const taker = await openDesk()
      const ran = await way(taker)
      expect(ran).toMatchObject({ code: 0, stderr: '' })
      expect(oneLine(ran.stdout)).toMatchObject({ added: [{ name: 'corp' }, { name: 'dev' }] })
      expect(await taker.json('profile show dev')).toEqual(await desk.json('profile show dev'))
    }
  })

  test('adds nothing unasked, and shows first where one would sign in', async () => {
    const desk = await giver()
    const { link } = (await desk.json('share corp')) as Shared
    const taker = await openDesk()
    const unasked = await taker.run(['import', link])
    expect(unasked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--yes') })
    expect(unasked.stderr).toContain(`Session corp  You would sign in at ${new URL(demoStartUrl).host}\n`)
    expect(await taker.json('session list')).toEqual([])
  })

  test('never overwrites: what is the same is left out, what is not needs another name', async () => {
    const desk = await giver()
    const { text } = (await desk.json('share --profile dev')) as Shared
    await put(desk, 'same.txt', text)
    const before = await desk.config()
    expect(await desk.json(['import', path.join(desk.home, 'same.txt')])).toEqual({ id: null, added: [] })
    await put(desk, 'other.txt', text.replace('PowerUserAccess', 'Other'))
    const other = path.join(desk.home, 'other.txt')
    const taken = await desk.run(['import', other, '--yes'])
    expect(taken).toMatchObject({ code: 1, stderr: expect.stringContaining('--as dev=dev-2') })
    expect(await desk.config()).toBe(before)
    await desk.json(['import', other, '--yes', '--as', 'dev=dev-2'])
    expect(await desk.json('profile show dev-2')).toMatchObject({ session: 'corp', roleName: 'Other' })
    expect((await desk.config()).startsWith(before)).toBe(true)
  })

  test.each([
    ['a secret', '[profile a]\naws_secret_access_key = x\n'],
    ['a command', '[profile a]\ncredential_process = /bin/sh\n'],
    ['an escape sequence', '[profile a]\nregion = \u001b[2J\n'],
    ['more than 8 kB', `[profile a]\n# ${'x'.repeat(9000)}\n`],
    ['more than is read', `[profile a]\n# ${'x'.repeat(200_000)}\n`],
    ['nothing', ''],
    ['no text', '\0\u0001'],
  ])('refuses %s', async (_, text) => {
    const desk = await openDesk()
    const ran = await importFrom(desk, text, '--yes', '--json')
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(oneLine(ran.stderr)).toMatchObject({ error: { code: 'invalid-input' } })
    expect(await desk.json('profile list')).toEqual([])
  })
})

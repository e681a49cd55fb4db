/** The shared caches hold files of other programs, too. Whatever Lanyard does, it leaves those as they are. */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAlone, mendedTogether } from '../../shared/doctor.ts'
import { corp, openRoom, production, withCorp, type Room } from './app.testing.ts'

const config = `${withCorp}[profile p]
sso_session = corp
sso_account_id = ${production}
sso_role_name = ReadOnlyAccess
region = us-east-1
[profile old]
sso_start_url = https://d-9.awsapps.com/start
sso_region = us-east-1
sso_account_id = ${production}
sso_role_name = ReadOnlyAccess
`

const hex = fc.stringMatching(/^[\da-f]{40}$/)
const moment = fc.constantFrom('2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z', '2099-01-01T00:00:00Z', 'never')
const word = fc.stringMatching(/^[\w-]{1,20}$/)

/** The forms in which editors and other tools keep a sign-in. */
const token = fc
  .record(
    { accessToken: word, refreshToken: word, expiresAt: moment, createdAt: moment },
    { requiredKeys: ['accessToken', 'expiresAt'] },
  )
  .map((each) => JSON.stringify({ startUrl: corp.startUrl, region: corp.region, ...each }))
const content = fc.oneof(
  { weight: 4, arbitrary: token },
  fc
    .record({ clientId: word, clientSecret: word, expiresAt: moment, scopes: fc.array(word) })
    .map((client) => JSON.stringify(client)),
  fc
    .record({ accessToken: word, refreshToken: word, profileArn: word, expiresAt: moment, authMethod: word })
    .map((each) => JSON.stringify(each, null, 2)),
  fc.record({ ProviderType: word, Credentials: fc.record({ AccessKeyId: word }) }).map((role) => JSON.stringify(role)),
  fc.json(),
  fc.string(),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
)

const name = fc.oneof(
  { weight: 3, arbitrary: hex.map((digits) => `${digits}.json`) },
  fc.constantFrom('kiro-auth-token.json', 'aws-toolkit-vscode-client-id-us-east-1.json', 'session.db', 'lock'),
  hex.map((digits) => `.${digits}.json.${randomUUID()}.tmp`),
  word.map((each) => `${each}.tmp`),
)

const foreign = fc.record({
  folder: fc.constantFrom('sso/cache', 'sso/cache', 'cli/cache', 'login/cache'),
  name,
  content,
  isOld: fc.boolean(),
})

type Foreign = typeof foreign extends fc.Arbitrary<infer T> ? T : never

async function leave({ home }: Room, files: readonly Foreign[]): Promise<ReadonlyMap<string, Buffer>> {
  const left = new Map<string, Buffer>()
  for (const each of files) {
    const file = path.join(home, '.aws', each.folder, each.name)
    if (left.has(file) || isOfOurForm(each)) continue
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(file, each.content, { mode: 0o600 })
    if (each.isOld) await utimes(file, 0, 0)
    left.set(file, Buffer.from(each.content))
  }
  return left
}

/** An empty file of the name that Lanyard's own writes have is what a killed one leaves. */
function isOfOurForm({ name: of, content: text }: Foreign): boolean {
  return of.startsWith('.') && /^\0*$|^\{?"?$/.test(text)
}

async function now(files: ReadonlyMap<string, Buffer>): Promise<ReadonlyMap<string, Buffer | null>> {
  const read = [...files.keys()].map(async (file) => [file, await readFile(file).catch(() => null)] as const)
  return new Map(await Promise.all(read))
}

/** Every way in which something of a cache is removed or takes another's place. */
async function removeAll({ app, run, change }: Room): Promise<void> {
  const signIn = { session: 'corp', method: 'browser', openBrowser: true } as const
  await run('session.signIn', signIn)
  const { id } = await change({ kind: 'rename-session', name: 'corp', to: 'new' })
  await change({ kind: 'undo', id: id! })
  await run('session.startFresh', { session: 'corp', method: 'browser' })
  await run('session.signOut', { session: 'corp' })
  await run('session.signIn', signIn)
  const removed = await change({ kind: 'remove-session', name: 'corp', withProfiles: true })
  await change({ kind: 'undo', id: removed.id! })
  const found = await run('doctor.check', {})
  await run('doctor.fix', { findings: mendedTogether(found).map((finding) => finding.id) })
  for (const finding of found)
    if (finding.fix && isAlone(finding.fix)) await app.call('doctor.fix', { findings: [finding.id] })
}

test('no operation removes or changes a file that neither Lanyard nor the AWS CLI has written', async () => {
  const property = fc.asyncProperty(fc.array(foreign, { minLength: 50, maxLength: 50 }), async (files) => {
    const room = await openRoom({ config })
    const left = await leave(room, files)
    await removeAll(room)
    expect(await now(left)).toEqual(left)
  })
  await fc.assert(property, { numRuns: 4, endOnFailure: true })
})

test('what Lanyard and the AWS CLI have written does go', async () => {
  const room = await openRoom({ config })
  await removeAll(room)
  expect(await readdir(path.join(room.home, '.aws/sso/cache'))).toHaveLength(1)
})

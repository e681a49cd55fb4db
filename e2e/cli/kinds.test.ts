/** What the command says of profiles that stand on something else than a permission set of their own. */
import { describe, expect, test } from 'vitest'
import { corpSession, openDesk, put } from './lanyard.ts'

const chain = `
[profile base]
sso_session = corp
sso_account_id = 637423191929
sso_role_name = AdministratorAccess
[profile deploy]
role_arn = arn:aws:iam::222222222222:role/Deploy
source_profile = base
external_id = x-1
[profile lost]
role_arn = arn:aws:iam::222222222222:role/Deploy
source_profile = gone
[profile tool]
credential_process = /bin/false --secret hidden
`

async function withKinds() {
  const desk = await openDesk()
  await desk.json(corpSession)
  await put(desk, '.aws/config', `${await desk.config()}${chain}`)
  await put(desk, '.aws/credentials', '[keys]\naws_access_key_id = AKIAHIDDENABCD\naws_secret_access_key = hidden\n')
  return desk
}

describe('profile show', () => {
  test('tells the whole way of a chain', async () => {
    const desk = await withKinds()
    expect((await desk.run('profile show deploy')).stdout).toMatch(
      /^Account +222222222222\nRole +Deploy\nCredentials +AdministratorAccess in 637423191929 → Deploy in 222222222222$/m,
    )
    expect(await desk.json('profile show deploy')).toMatchObject({
      kind: 'other',
      source: { kind: 'role', externalId: 'x-1', profile: 'base', source: { kind: 'session', session: 'corp' } },
    })
  })

  test('says where clients disagree', async () => {
    const desk = await withKinds()
    await put(desk, '.aws/config', (await desk.config()).replace('[profile deploy]', `credential_process = tool\n$&`))
    expect((await desk.run('profile show base')).stdout).toContain('JavaScript runs its credential_process instead.')
  })

  test('says why AWS tools refuse one, and no secret of another', async () => {
    const desk = await withKinds()
    expect((await desk.run('profile show lost')).stdout).toContain('The source_profile gone of lost is not there.')
    for (const name of ['tool', 'keys']) {
      const said = `${(await desk.run(`profile show ${name}`)).stdout}${(await desk.run(`profile show ${name} --json`)).stdout}`
      expect(said).toMatch(/A command|Access key …ABCD/)
      expect(said).not.toMatch(/hidden/i)
    }
  })
})

test('profile list says what each is, with the account and role of a chain', async () => {
  const desk = await withKinds()
  const { stdout } = await desk.run('profile list')
  expect(stdout).toMatch(/deploy +Role +222222222222 +Deploy/)
  expect(stdout).toMatch(/tool +Command/)
  expect(stdout).toMatch(/keys +Access key/)
  expect(stdout).toMatch(/lost +Misconfigured/)
})

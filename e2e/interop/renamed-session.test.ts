/** A session that Lanyard renames stays signed in for the real clients, and so it does when the rename is undone. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { tokenPath } from '../../electron/aws/sso/token-cache.ts'
import { corp, openRoom, production, withCorp, type Room } from '../../electron/app/app.testing.ts'
import { override, proxied, run } from './shared-home.ts'
import { findAwsClis } from '../../testing/tools.ts'

const clis = findAwsClis()
const v1 = clis.find(({ major }) => major === 1)?.path
const v2 = clis.find(({ major }) => major === 2)?.path

const cliWords = (profile: string) => ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json']
const nodeWords = (profile: string) => [
  '--input-type=module',
  '-e',
  `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
const { Account, Arn } = await new STSClient({ profile: '${profile}' }).send(new GetCallerIdentityCommand())
console.log(JSON.stringify({ Account, Arn }))`,
]

const config = `# kept by hand
${withCorp}sso_registration_scopes = sso:account:access

[profile prod]
  sso_session=corp
  sso_account_id = ${production}
  sso_role_name = ReadOnlyAccess
  region = us-east-1
`

/** A room whose access token is nearly over, so that the client has to renew it. */
async function openSignedIn() {
  const room = await openRoom({ config })
  room.demo.settings.accessTokenSeconds = 120
  await room.run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  room.demo.settings.accessTokenSeconds = 3600
  room.demo.requests.clear()
  return room
}

const tokenOf = ({ system }: Room, name: string): Promise<string> =>
  readFile(tokenPath(system.paths.ssoCache, { ...corp, name }), 'utf8')

describe.each([
  ['AWS CLI v1', v1, cliWords, override],
  ['AWS CLI v2', v2, cliWords, proxied],
  ['the JavaScript SDK', process.execPath, nodeWords, override],
])('%s', (_, client = '', words, way) => {
  const whoami = async (room: Room, profile: string) => {
    const { code, stdout, stderr } = await run(room, client, words(profile), way(room))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ Account: production })
  }

  test.runIf(client)('goes on, and renews the token, under the new name and then under the old one', async () => {
    const room = await openSignedIn()
    const first = await tokenOf(room, 'corp')
    const { id } = await room.change({ kind: 'rename-session', name: 'corp', to: 'work' })
    await whoami(room, 'prod')
    const renewed = await tokenOf(room, 'work')
    expect(renewed).not.toBe(first)
    expect(room.demo.requests.entries.map(({ grantType }) => grantType).filter(Boolean)).toEqual(['refresh_token'])

    await room.change({ kind: 'undo', id: id! })
    expect(await readFile(path.join(room.home, '.aws/config'), 'utf8')).toBe(config)
    expect(await tokenOf(room, 'corp')).toBe(renewed)
    await whoami(room, 'prod')
    expect(room.demo.requests.count('CreateToken')).toBe(1)
  })

  test.runIf(client)('finds a renamed profile, and a copy of it', async () => {
    const room = await openSignedIn()
    await room.change({ kind: 'rename-profile', name: 'prod', to: 'default' })
    await room.change({
      kind: 'duplicate-profile',
      name: 'default',
      to: 'copy',
      settings: { roleName: 'AdministratorAccess' },
    })
    await whoami(room, 'default')
    await whoami(room, 'copy')
  })
})

/** A folder of AWS's files in which nothing can be kept: containers mount it read-only, and disks are full. */
import { execFile, spawnSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { corpSession, openDesk, opened, program, signedIn, type Desk, type Ran } from './lanyard.ts'

/** What is mounted inside is seen by nobody else, and gone with the process. */
const namespaces = ['unshare', '--map-root-user', '--mount'] as const
const canMount =
  process.platform === 'linux' &&
  spawnSync(namespaces[0], [...namespaces.slice(1), 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

const disks = {
  'read-only': 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"',
  full: `cp -a "$1" "$1-copy" && mount -t tmpfs -o size=64k none "$1" && cp -a "$1-copy/." "$1" && rm -r "$1-copy"
         head -c 100000 /dev/zero > "$1/fill" 2> /dev/null; true`,
}

/** Runs `lanyard WORDS` where `~/.aws` is on such a disk. */
function runOn(disk: keyof typeof disks, { home, env }: Desk, words: string): Promise<Ran> {
  const shell = ['sh', '-c', `${disks[disk]} && shift && exec "$@"`, 'sh', path.join(home, '.aws')]
  const [file, ...rest] = [...namespaces, ...shell, process.execPath, program, ...words.split(' ')]
  return new Promise((resolve) => {
    execFile(file, rest, { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    )
  })
}

const profile = 'profile add p --session corp --account 637423191929 --role AdministratorAccess'
const renewals = ({ demo }: Desk) => demo.requests.entries.filter(({ grantType }) => grantType === 'refresh_token')

describe.runIf(canMount).each(['read-only', 'full'] as const)('where the disk of ~/.aws is %s', (disk) => {
  test('a token that is due to be renewed is used while it lasts, and its refresh token is not spent', async () => {
    const desk = await signedIn({ settings: { accessTokenSeconds: 600 } })
    await desk.json(profile)
    expect(await runOn(disk, desk, 'credentials p')).toMatchObject({
      code: 0,
      stderr: expect.not.stringMatching(/cannot/),
    })
    expect(await runOn(disk, desk, 'accounts --session corp --json')).toMatchObject({ code: 0 })
    expect(renewals(desk)).toEqual([])
  })

  test('a token that is over is told why it is not renewed, and is renewed where that can be kept', async () => {
    const desk = await signedIn({ settings: { accessTokenSeconds: 1 } })
    await desk.json(profile)
    await sleep(1100)
    const said = await runOn(disk, desk, 'credentials p')
    expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/\.aws\/sso\/cache cannot be written/) })
    expect(renewals(desk)).toEqual([])
    desk.demo.settings.accessTokenSeconds = 3600
    expect(await desk.run('credentials p')).toMatchObject({ code: 0 })
    expect(renewals(desk)).toHaveLength(1)
  })

  test.each(['', ' --use-device-code'])('nobody is asked to sign in for nothing (login%s)', async (how) => {
    const desk = await openDesk()
    await desk.json(corpSession)
    const said = await runOn(disk, desk, `login corp${how}`)
    expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/\.aws\/sso\/cache cannot be written/) })
    expect(await opened(desk)).toEqual([])
    expect(desk.demo.requests.entries).toEqual([])
  })
})

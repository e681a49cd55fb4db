import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { findPaths } from '../../../system/paths.ts'
import { told } from '../doctor.testing.ts'
import type { Trouble } from '../trouble.ts'
import { permissionTroubles } from './permissions.ts'

const uid = process.getuid?.() ?? null
const token = '.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lanyard-modes-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const modes: readonly (readonly [string, number])[] = [
    ['.', 0o755],
    ['.aws', 0o755],
    ['.aws/sso', 0o755],
    ['.aws/sso/cache', 0o755],
    ['.aws/cli', 0o755],
    ['.aws/cli/cache', 0o755],
    ['.local/state/lanyard', 0o700],
  ]
  for (const [folder, mode] of modes) {
    await mkdir(join(home, folder), { recursive: true })
    await chmod(join(home, folder), mode)
  }
  for (const file of ['.aws/config', '.aws/credentials', token, '.aws/cli/cache/role.json']) {
    await writeFile(join(home, file), '{}', { mode: 0o600 })
  }
})

const shown = (path: string) => path.replace(home, '~')
const look = (keepsModes = () => true) =>
  permissionTroubles({ paths: findPaths({}, 'linux', home), uid: uid ?? 0, keepsModes, shown })
const rulesOf = (troubles: readonly Trouble[]) => troubles.map(told)
const mendOf = (trouble: Trouble | undefined) => (trouble?.mend?.kind === 'files' ? trouble.mend : null)
const modeOf = async (file: string) => `0${((await stat(join(home, file))).mode & 0o777).toString(8)}`

describe.skipIf(uid === null)('permissions', () => {
  test('as the AWS CLI and Lanyard set them are no trouble', async () => {
    expect(await look()).toEqual([])
    await chmod(join(home, '.aws/config'), 0o644)
    expect(await look()).toEqual([])
  })

  test.for<[string, number, string, string]>([
    ['.aws', 0o777, 'error open-to-others ~/.aws: v1 v2 js', '0755'],
    ['.aws', 0o775, 'warning open-to-others ~/.aws: v1 v2 js', '0755'],
    ['.aws/sso/cache', 0o707, 'error open-to-others ~/.aws/sso/cache: v1 v2 js', '0705'],
    ['.aws/config', 0o666, 'error open-to-others ~/.aws/config: v1 v2 js', '0644'],
    ['.aws/credentials', 0o644, 'error open-to-others ~/.aws/credentials: v1 v2 js', '0600'],
    ['.aws/credentials', 0o640, 'warning open-to-others ~/.aws/credentials: v1 v2 js', '0600'],
    [token, 0o604, 'error open-to-others ~/.aws/sso/cache/*: v1 v2 js', '0600'],
    ['.aws/cli/cache/role.json', 0o660, 'warning open-to-others ~/.aws/cli/cache/*: v1 v2 js', '0600'],
    ['.aws/config', 0o400, 'warning closed-to-owner ~/.aws/config: v1 v2', '0600'],
    ['.aws/config', 0o244, 'error closed-to-owner ~/.aws/config: v1 v2 js', '0644'],
    ['.aws/credentials', 0o400, 'warning closed-to-owner ~/.aws/credentials: v1 v2', '0600'],
    [token, 0o400, 'error closed-to-owner ~/.aws/sso/cache/*: v1 | v2 | js', '0600'],
    ['.aws/sso/cache', 0o500, 'error closed-to-owner ~/.aws/sso/cache: v1 v2 js', '0700'],
  ])('%s with %o: %s, and the repair sets %s', async ([file, mode, found, repaired]) => {
    await chmod(join(home, file), mode)
    const troubles = await look()
    expect(rulesOf(troubles)).toEqual([found])
    expect(troubles[0]?.mend?.label).toBe(`Set ~/${file} to ${repaired}`)
    expect(await mendOf(troubles[0])?.run()).toEqual({ ok: true, value: null })
    expect(await modeOf(file)).toBe(repaired)
    expect(await look()).toEqual([])
  })

  test("of Lanyard's own folder are its owner's alone", async () => {
    await chmod(join(home, '.local/state/lanyard'), 0o755)
    const troubles = await look()
    expect(rulesOf(troubles)).toEqual(['error open-to-others ~/.local/state/lanyard: v1 v2 js'])
    expect(troubles[0]?.mend?.label).toBe('Set ~/.local/state/lanyard to 0700')
  })

  test('behind a folder that lets no one through are a note', async () => {
    await chmod(join(home, '.aws/credentials'), 0o644)
    await chmod(join(home, '.aws'), 0o700)
    expect(rulesOf(await look())).toEqual(['note open-to-others ~/.aws/credentials: v1 v2 js'])
  })

  test('of a disk that knows none say nothing', async () => {
    await chmod(join(home, '.aws/credentials'), 0o666)
    expect(await look(() => false)).toEqual([])
  })

  describe('of the files of “aws login”', () => {
    const name = `${'0d'.repeat(32)}.json`
    const put = async (folder: string, mode: number) => {
      await mkdir(folder, { recursive: true })
      await chmod(folder, mode)
      for (const file of [name, 'other.json']) {
        await writeFile(join(folder, file), '{"dpopKey": "x"}')
        await chmod(join(folder, file), 0o644)
      }
    }

    test('are looked at like those of a token', async () => {
      await put(join(home, '.aws/login/cache'), 0o755)
      const troubles = await look()
      expect(rulesOf(troubles)).toEqual(['error open-to-others ~/.aws/login/cache/*: v1 v2 js'])
      await mendOf(troubles[0])?.run()
      expect(await modeOf(`.aws/login/cache/${name}`)).toBe('0600')
      expect(await modeOf('.aws/login/cache/other.json')).toBe('0644')
    })

    test('are looked at where the variable puts them, with nothing else there, and a shared folder stays shared', async () => {
      await put(join(home, 'shared'), 0o1777)
      const env = { AWS_LOGIN_CACHE_DIRECTORY: '~/shared' }
      const room = { paths: findPaths(env, 'linux', home), uid: uid!, keepsModes: () => true, shown }
      const troubles = await permissionTroubles(room)
      expect(troubles.map(({ subject, mend, advice }) => [subject, mend?.label ?? advice])).toEqual([
        ['~/shared', 'Keep these files in a folder of your own.'],
        ['~/shared/*', `Set ~/shared/${name} to 0600`],
      ])
    })
  })

  test('of many tokens are one finding and one repair', async () => {
    await chmod(join(home, token), 0o644)
    await writeFile(join(home, '.aws/sso/cache/other.json'), '{}')
    await chmod(join(home, '.aws/sso/cache/other.json'), 0o644)
    const troubles = await look()
    expect(troubles.map(({ title, mend }) => [title, mend?.label])).toEqual([
      ['2 files in ~/.aws/sso/cache can be read by others.', 'Set 2 files in ~/.aws/sso/cache to 0600'],
    ])
    await mendOf(troubles[0])?.run()
    expect(await look()).toEqual([])
  })

  test('are those of what a link leads to', async () => {
    await rename(join(home, '.aws/config'), join(home, 'dotfiles'))
    await symlink(join(home, 'dotfiles'), join(home, '.aws/config'))
    await chmod(join(home, 'dotfiles'), 0o666)
    const troubles = await look()
    expect(rulesOf(troubles)).toEqual(['error open-to-others ~/.aws/config: v1 v2 js'])
    await mendOf(troubles[0])?.run()
    expect(await modeOf('dotfiles')).toBe('0644')
  })

  test('are not those of what a link in a cache leads to', async () => {
    await writeFile(join(home, 'hosts'), '')
    await chmod(join(home, 'hosts'), 0o666)
    await symlink(join(home, 'hosts'), join(home, '.aws/sso/cache/hosts.json'))
    expect(await look()).toEqual([])
  })

  test('of a home where nothing is yet are no trouble', async () => {
    await rm(join(home, '.aws'), { recursive: true })
    expect(await look()).toEqual([])
  })
})

/** What the rules say to `user`, who is not root. */
function lookAs(user: number): readonly string[] {
  const urlOf = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const script = `
import { permissionTroubles } from ${urlOf('permissions.ts')}
import { findPaths } from ${urlOf('../../../system/paths.ts')}
const [home, user] = process.argv.slice(1)
process.setgid(Number(user))
process.setuid(Number(user))
const shown = (path) => path.replace(home, '~')
const room = { paths: findPaths({}, 'linux', home), uid: process.getuid(), keepsModes: () => true, shown }
console.log(JSON.stringify((await permissionTroubles(room)).map(
  ({ severity, title, mend }) => [severity, title, mend?.label ?? 'by hand'].join(': '))))
`
  const words = ['--input-type=module', '-e', script, '--', home, String(user)]
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as readonly string[]
}

describe.runIf(uid === 0)('what another user owns', () => {
  const alex = 65_534

  test('is told with its owner, and left to sudo', async () => {
    await chown(join(home, '.aws/config'), alex, alex)
    await chmod(join(home, '.aws/config'), 0o600)
    for (const folder of ['.', '.aws', '.aws/sso', '.aws/cli', '.aws/cli/cache', '.local/state/lanyard']) {
      await chown(join(home, folder), alex, alex)
    }
    await chown(join(home, '.aws/cli/cache/role.json'), alex, alex)
    await chmod(join(home, '.aws/credentials'), 0o644)
    expect(lookAs(alex)).toEqual([
      'error: ~/.aws/credentials can be read by others.: by hand',
      'error: ~/.aws/sso/cache belongs to root, and cannot be changed.: by hand',
      'warning: ~/.aws/credentials belongs to root, and cannot be changed.: by hand',
      `error: ~/${token} belongs to root, and cannot be read.: by hand`,
    ])
  })

  test('is no place for root to work in', async () => {
    await chown(home, alex, alex)
    expect(rulesOf(await look())).toEqual(['warning root-in-home-of-another: v1 v2 js'])
  })
})

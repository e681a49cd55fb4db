import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { hasGnuPatch } from '../../testing/tools.ts'
import { corpSession, filesIn, oneLine, openDesk, put, type Desk } from './lanyard.ts'

const file = '.aws/config'
const corp = `[sso-session corp]\nsso_start_url = ${demoStartUrl}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n`
const dev = '[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\nregion = us-east-1'
const wrong = `${corp}${dev} # here\nstray line\n[profile lost]\nsso_session = nope\nsso_account_id = 111122223333\nsso_role_name = R\nregion = us-east-1\n`

interface Found {
  readonly id: string
  readonly severity: string
  readonly places: readonly { readonly path: string; readonly line: number | null }[]
  readonly diff: string | null
}

/** No AWS CLI is found, so that what is found is the same on every machine. */
const alone = { PATH: '' }

async function errorsOf(desk: Desk): Promise<readonly Found[]> {
  const ran = await desk.run('doctor --json', alone)
  return (oneLine(ran.stdout) as Found[]).filter(({ severity }) => severity === 'error')
}

describe('doctor', () => {
  test('is content with what Lanyard writes, and warns of where this test sends it', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json('profile add dev --account 058264527036 --role ReadOnlyAccess')
    const ran = await desk.run('doctor --json', alone)
    const found = (oneLine(ran.stdout) as Found[]).filter(({ severity }) => severity !== 'note')
    expect(found).toMatchObject([{ severity: 'warning', title: expect.stringContaining('AWS_ENDPOINT_URL') }])
    expect(oneLine(ran.stderr)).toMatchObject({ error: { message: 'There is 1 warning.' } })
  })

  test('says where each error is, with the diff that mends it, and fails', async () => {
    const desk = await openDesk()
    await put(desk, file, wrong)
    const before = await filesIn(desk.home)
    const errors = await errorsOf(desk)
    const shown = path.join('~', file)
    expect(errors.map(({ places }) => `${places[0]?.path}:${places[0]?.line}`)).toEqual(
      [9, 10, 12].map((line) => `${shown}:${line}`),
    )
    expect(errors.map(({ diff }) => diff === null)).toEqual([false, false, true])
    expect(errors[0]?.diff).toContain('-region = us-east-1 # here\n')
    const person = await desk.run('doctor', alone)
    expect(person).toMatchObject({ code: 1, stderr: expect.stringContaining('lanyard doctor --fix') })
    expect(person.stdout).toMatch(/^3 errors\n/)
    expect(person.stdout).toContain(`  ${shown}:10  stray line\n  AWS CLI v1, AWS CLI v2: `)
    expect(await filesIn(desk.home)).toEqual(before)
  })

  test('--fix mends in one change what can be mended, which one undo takes back', async () => {
    const desk = await openDesk()
    await put(desk, file, wrong)
    const dry = await desk.run('doctor --fix --dry-run --json', alone)
    const { diff, changed, files } = oneLine(dry.stdout) as { diff: string; changed: boolean; files: unknown }
    expect({ code: dry.code, changed, files }).toEqual({ code: 0, changed: true, files: expect.any(Array) })
    expect(await desk.config()).toBe(wrong)

    const fixed = await desk.run('doctor --fix --json', alone)
    expect(fixed.code).toBe(1)
    expect(oneLine(fixed.stdout)).toMatchObject({ id: expect.any(String), mended: expect.any(Array) })
    expect(await errorsOf(desk)).toMatchObject([{ places: [{ line: 13 }] }])
    const mended = await desk.config()
    expect(mended).toContain('# here\nregion = us-east-1\n')
    if (hasGnuPatch()) {
      await put(desk, 'copy', wrong)
      const copy = path.join(desk.home, 'copy')
      expect(spawnSync('patch', ['--fuzz=0', copy], { input: diff, encoding: 'utf8' })).toMatchObject({ status: 0 })
      expect(await readFile(copy, 'utf8')).toBe(mended)
    }
    await desk.json('undo')
    expect(await desk.config()).toBe(wrong)
  })

  test.runIf(process.platform !== 'win32')('--fix takes from others what they may not read', async () => {
    const desk = await openDesk()
    await put(desk, file, corp)
    await put(desk, '.aws/credentials', '[x]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = y\n')
    await chmod(path.join(desk.home, '.aws/credentials'), 0o644)
    await desk.run('doctor --fix', alone)
    expect((await stat(path.join(desk.home, '.aws/credentials'))).mode & 0o777).toBe(0o600)
  })

  test('hides secrets and escape sequences', async () => {
    const desk = await openDesk()
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    await put(desk, file, `[profile a]\nregion = \u001b[2J\naws_secret_access_key = ${secret} # x\n[profile a]\n`)
    for (const words of ['doctor', 'doctor --json', 'doctor --fix --dry-run']) {
      const { stdout, stderr } = await desk.run(words, alone)
      expect(stdout + stderr).not.toContain(secret)
      expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    }
  })

  test.runIf(process.platform !== 'win32')('works where the file cannot be read at all', async () => {
    const desk = await openDesk()
    await mkdir(path.join(desk.home, '.aws'))
    await symlink('config', path.join(desk.home, file))
    expect(await errorsOf(desk)).toMatchObject([{ places: [{ path: path.join('~', file) }] }])
    expect(await desk.run('doctor --fix', alone)).toMatchObject({ code: 1 })
  })
})

import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { nodeSystem } from '../../../system/node.ts'
import { programRunner, type Ran, type RunProgram } from '../../../system/program.ts'
import type { Session } from '../../../../shared/state.ts'
import { findBy, told } from '../doctor.testing.ts'
import { awsCliRules } from './aws-cli.ts'

const posix = process.platform !== 'win32'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lanyard-path-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
})

/** A program on a folder of the path, which prints `said` on standard error. */
async function install(folder: string, said: string, then = ''): Promise<void> {
  await mkdir(join(home, folder), { recursive: true })
  const file = join(home, folder, 'aws')
  await writeFile(file, `#!/bin/sh\necho '${said}' >&2\n${then}\n`)
  await chmod(file, 0o755)
}

const real = programRunner(nodeSystem().clock)

function look(folders: readonly string[], run: RunProgram = real, usesSessions = true) {
  const PATH = folders.map((folder) => join(home, folder)).join(':')
  const system = nodeSystem({ env: { PATH: `relative::${PATH}`, HOME: home }, platform: 'linux' })
  return findBy(awsCliRules, { system, sessions: usesSessions ? [{} as Session] : [], probes: { run } })
}

describe.runIf(posix)('the AWS CLI', () => {
  test.for<[string, string | null]>([
    ['aws-cli/2.36.7 Python/3.13.1 Linux/6 exe/x86_64', null],
    ['aws-cli/2.22.0 Python/3.12.6 Linux/6 exe/x86_64', null],
    ['aws-cli/2.21.9 Python/3.12.6 Linux/6 exe/x86_64', 'note aws-cli-without-pkce: v2'],
    ['aws-cli/2.9.0 Python/3.9.11 Linux/6 exe/x86_64 prompt/off', 'note aws-cli-without-pkce: v2'],
    ['aws-cli/2.8.13 Python/3.9.11 Linux/6 exe/x86_64 prompt/off', 'error aws-cli-old: v2'],
    ['aws-cli/1.27.10 Python/3.11.7 Linux/6 botocore/1.29.10', 'note aws-cli-v1: v1'],
    ['aws-cli/1.27.9 Python/3.11.7 Linux/6 botocore/1.29.9', 'error aws-cli-old: v1'],
    ['pyenv: aws: command not found', 'error aws-cli-broken: v1 v2'],
  ])('%s: %s', async ([said, found]) => {
    await install('bin', said)
    const troubles = await look(['bin'])
    expect(troubles.map(told)).toEqual(found === null ? [] : [found])
    for (const { places } of troubles) expect(places).toEqual(['~/bin/aws'])
  })

  test('that is old may do where no session is used', async () => {
    await install('bin', 'aws-cli/2.8.13')
    expect((await look(['bin'], real, false)).map(told)).toEqual(['warning aws-cli-old: v2'])
  })

  test('that is not there is a note', async () => {
    expect((await look(['bin'])).map(told)).toEqual(['note aws-cli-missing: v2'])
  })

  test('that ends with an error is quoted', async () => {
    await install('bin', 'Unable to import awscli', 'exit 1')
    const [trouble] = await look(['bin'])
    expect(trouble?.effects[0]?.[1]).toBe('“aws --version” said: Unable to import awscli')
  })

  test('that does not answer is given up', async () => {
    await install('bin', '')
    const hung = (): Promise<Ran> => Promise.resolve({ kind: 'hung' })
    const found = await look(['bin'], hung)
    expect(found.map(told)).toEqual(['warning aws-cli-broken: v1 v2'])
    expect(found[0]!.title).toBe('The AWS CLI does not answer.')
  })

  test('is asked without the config, which could keep it from answering', async () => {
    await install('bin', 'aws-cli/2.36.7')
    let asked: Parameters<RunProgram> | null = null
    await look(['bin'], (...all) => {
      asked = all
      return real(...all)
    })
    expect(asked).toMatchObject([
      join(home, 'bin/aws'),
      ['--version'],
      { env: { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }, folder: home, limit: 5_000 },
    ])
  })

  test('of another version further on the path is told', async () => {
    await install('one', 'aws-cli/1.45.11')
    await install('two', 'aws-cli/2.36.7')
    const found = await look(['one', 'two'])
    expect(found.map(told)).toEqual(['note aws-cli-v1: v1', 'note aws-cli-twice: v1 | v2'])
    expect(found[1]).toMatchObject({
      severity: 'note',
      title: 'There are two AWS CLIs: 1.45.11 comes first, then 2.36.7.',
      places: ['~/one/aws', '~/two/aws'],
    })
  })

  test('of the same version further on the path is passed over, as is one that does not run', async () => {
    await install('one', 'aws-cli/2.36.7')
    await install('two', 'aws-cli/2.36.7')
    await install('three', 'no such thing')
    expect(await look(['one', 'two', 'three'])).toEqual([])
  })

  test('that a link names a second time is one', async () => {
    await install('bin', 'aws-cli/2.36.7')
    await symlink(join(home, 'bin'), join(home, 'link'))
    let asked = 0
    await look(['bin', 'link', 'bin'], (...all) => {
      asked += 1
      return real(...all)
    })
    expect(asked).toBe(1)
  })

  test('is not a folder, nor a file that cannot be run', async () => {
    await mkdir(join(home, 'a/aws'), { recursive: true })
    await install('b', 'aws-cli/1.0.0')
    await chmod(join(home, 'b/aws'), 0o644)
    await install('c', 'aws-cli/2.36.7')
    expect(await look(['a', 'b', 'c'])).toEqual([])
  })
})

/** `lanyard exec` is the program that it runs: its environment, its end, its signals, its pipes. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDesk, program, put, signedIn, type Desk } from './lanyard.ts'

async function openHome(): Promise<Desk> {
  const desk = await openDesk()
  await put(desk, '.aws/config', '[profile dev]\nregion = eu-west-1\n')
  return desk
}

function start(desk: Desk, words: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, 'exec', ...words], { env: { ...desk.env, ...env } })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  const done = new Promise<{ code: number | null; signal: string | null; stdout: string }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout })),
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, done, said: () => stdout }
}

/** What of AWS's variables a program gets, but for the demo's own. */
async function variables(desk: Desk, words: readonly string[], env: Record<string, string> = {}) {
  const { stdout } = await start(desk, [...words, '--', 'env'], env).done
  const lines = stdout.split('\n').filter((line) => /^(AWS_|LANYARD_)/.test(line))
  const all = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)))
  return Object.fromEntries(Object.entries(all).filter(([name]) => !(name in desk.env)))
}

describe.skipIf(process.platform === 'win32')('lanyard exec', () => {
  test('gives the name of the profile, and takes out what would come before it', async () => {
    const desk = await openHome()
    const others = {
      AWS_PROFILE: 'prod',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SESSION_TOKEN: 'x',
      LANYARD_FOLLOWS: '1 prod',
    }
    expect(await variables(desk, ['dev'], others)).toEqual({ AWS_PROFILE: 'dev' })
    expect(await variables(desk, ['dev', '--region', 'us-west-2'])).toEqual({
      AWS_PROFILE: 'dev',
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
    })
  })

  test('gives short-lived keys in place of the name', async () => {
    const desk = await signedIn()
    await desk.json('profile add prod --session corp --account 637423191929 --role AdministratorAccess')
    expect(await variables(desk, ['prod', '--credentials'], { AWS_PROFILE: 'other' })).toEqual({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_SECRET_ACCESS_KEY: expect.any(String),
      AWS_SESSION_TOKEN: expect.any(String),
      AWS_CREDENTIAL_EXPIRATION: expect.any(String),
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
    })
  })

  test.each([0, 1, 7, 255])('ends with the exit code %i of its program', async (code) => {
    const desk = await openHome()
    expect(await start(desk, ['dev', '--', 'sh', '-c', `exit ${code}`]).done).toMatchObject({ code })
  })

  test('ends as shells do where there is no such program, or it may not be run', async () => {
    const desk = await openHome()
    await put(desk, 'plain.txt', 'x')
    expect(await start(desk, ['dev', '--', 'no-such-program']).done).toMatchObject({ code: 127 })
    expect(await start(desk, ['dev', '--', `${desk.home}/plain.txt`]).done).toMatchObject({ code: 126 })
    expect(await start(desk, ['nobody', '--', 'true']).done).toMatchObject({ code: 1 })
    expect(await start(desk, ['dev']).done).toMatchObject({ code: 2 })
  })

  test.skipIf(!process.execve)('leaves no process between, and no signal ignored', async () => {
    const desk = await openHome()
    const { child, done } = start(desk, [
      'dev',
      '--',
      'sh',
      '-c',
      'echo $$; yes | head -1; grep SigIgn /proc/self/status',
    ])
    child.stdin.end()
    const { stdout } = await done
    expect(stdout).toMatch(new RegExp(`^${child.pid}\ny\n`))
    if (process.platform === 'linux') expect(stdout).toMatch(/SigIgn:\s0+$/m)
  })

  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGPIPE', 'SIGWINCH'] as const
  test.each(signals)('hands %s to its program', async (signal) => {
    const desk = await openHome()
    const name = signal.slice(3)
    const script = `trap 'echo got; exit 9' ${name}; echo ready; while :; do sleep 0.02; done`
    const { child, done, said } = start(desk, ['dev', '--', 'sh', '-c', script])
    await expect.poll(said, { timeout: 20_000 }).toContain('ready')
    child.kill(signal)
    expect(await done).toMatchObject({ code: 9, stdout: 'ready\ngot\n' })
  })

  test('ends by the signal that ends its program', async () => {
    const desk = await openHome()
    const { code, signal } = await start(desk, ['dev', '--', 'sh', '-c', 'kill -KILL $$']).done
    expect(signal ?? code).toBe(process.execve ? 'SIGKILL' : 128 + constants.signals.SIGKILL)
  })

  test('passes 100 MB through unchanged', async () => {
    const desk = await openHome()
    const { child, done } = start(desk, ['dev', '--', 'sha256sum'])
    const block = Buffer.alloc(1024 * 1024, 'lanyard ')
    const hash = createHash('sha256')
    for (let at = 0; at < 100; at += 1) {
      hash.update(block)
      if (!child.stdin.write(block)) await new Promise((resolve) => child.stdin.once('drain', resolve))
    }
    child.stdin.end()
    expect((await done).stdout).toContain(hash.digest('hex'))
  })

  test('stands in for a program that it cannot become', async () => {
    const desk = await openHome()
    await put(desk, 'a=b', '#!/bin/sh\necho "$AWS_PROFILE"; exit 5\n')
    const { done } = start(desk, ['dev', '--', 'sh', '-c', `chmod +x '${desk.home}/a=b'`])
    await done
    expect(await start(desk, ['dev', '--', `${desk.home}/a=b`]).done).toMatchObject({ code: 5, stdout: 'dev\n' })
  })
})

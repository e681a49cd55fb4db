/** Real shells that follow the active profile, on terminals of their own. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hookShells, type HookShell } from '../../shared/shell.ts'
import { openDesk, program, put, type Desk } from './lanyard.ts'

/** Gives a program a terminal; tells the system calls of one. */
const [terminal, tracer] = ['script', 'strace']

const shells = process.platform === 'linux' ? hookShells.filter(isThere) : []

function isThere(shell: string): boolean {
  try {
    execFileSync('which', [shell])
    return true
  } catch {
    return false
  }
}

const profiles = ['dev', 'prod', 'two words']
/** The state folder's name is part of the hook. */
const state = ({ home }: Pick<Desk, 'home'>) => path.join(home, `it's "$(touch ran)" \`touch ran\` \\n`)
const active = (desk: Pick<Desk, 'home'>) => path.join(state(desk), 'lanyard/active-profile')

/** A home with profiles, a `lanyard` on the path, and start files that have the hook. */
async function openHome(): Promise<Desk> {
  const desk = await openDesk()
  await put(
    desk,
    '.aws/config',
    profiles.map((name) => `[profile ${JSON.stringify(name)}]\nregion = eu-west-1\n`).join(''),
  )
  const bin = path.join(desk.home, 'bin')
  await mkdir(bin)
  await writeFile(path.join(bin, 'lanyard'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
    mode: 0o755,
  })
  desk.env['XDG_STATE_HOME'] = state(desk)
  desk.env['PATH'] = `${bin}:${desk.env['PATH'] ?? ''}`
  await put(desk, '.bashrc', `PS1='$ '\n. '${desk.home}/hook.bash'\n`)
  await put(desk, '.zshrc', `PS1='$ '\nunsetopt zle\n. '${desk.home}/hook.zsh'\n`)
  await put(desk, '.config/fish/config.fish', `function fish_greeting; end\n. '${desk.home}/hook.fish'\n`)
  for (const shell of hookShells) await put(desk, `hook.${shell}`, (await desk.run(`hook ${shell}`)).stdout)
  return desk
}

interface Terminal {
  /** Types a line, and resolves to what the shell shows until it is ready for the next one. */
  type(line: string): Promise<string>
  /** AWS_PROFILE as commands get it from the next prompt on; null where it is not set. */
  profile(): Promise<string | null>
  /** All that it has shown. */
  shown(): string
}

async function openTerminal(desk: Desk, shell: HookShell, env: Record<string, string> = {}): Promise<Terminal> {
  const command = shell === 'zsh' ? 'zsh -i' : `${shell} -i`
  const child = spawn(terminal, ['-qec', command, '/dev/null'], {
    env: { ...desk.env, TERM: 'dumb', COLUMNS: '200', SHELL: `/usr/bin/${shell}`, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  let turn = 0
  const type = async (line: string) => {
    turn += 1
    const from = text.length
    // What is typed is echoed: the mark is only put together in what is shown.
    child.stdin.write(`${line}\n`)
    child.stdin.write(`printf '%s%s\\n' done- ${turn}-\n`)
    const mark = `done-${turn}-`
    const shown = () => stripVTControlCharacters(text.slice(from))
    await expect.poll(shown, { timeout: 20_000, message: line }).toContain(mark)
    return shown().split(mark)[0] ?? ''
  }
  const profile = async () => {
    await type('true')
    const shown = await type(`env | grep '^AWS_PROFILE=' || printf 'AWS_%s\\n' PROFILE_NONE`)
    return /^AWS_PROFILE=(.*?)\r?$/m.exec(shown)?.[1] ?? (/^AWS_PROFILE_NONE/m.test(shown) ? null : shown)
  }
  await type('true')
  return { type, profile, shown: () => stripVTControlCharacters(text).replaceAll(/\r?\n/g, ' ') }
}

describe.each(shells)('a terminal with %s', (shell) => {
  test('follows each switch, and the one beside it that is pinned stays', async () => {
    const desk = await openHome()
    const [one, pinned] = [await openTerminal(desk, shell), await openTerminal(desk, shell)]
    expect(await one.profile()).toBeNull()
    await desk.json('switch dev')
    expect(await one.profile()).toBe('dev')
    expect(await one.type('lanyard current --explain')).toMatch(/^Why +This shell follows the active profile\.\r?$/m)
    expect(await pinned.profile()).toBe('dev')
    expect(await pinned.type('lanyard use prod --region us-west-2')).toContain('This terminal uses prod in us-west-2')
    await desk.json(['switch', 'two words'])
    expect(await one.profile()).toBe('two words')
    expect(await pinned.profile()).toBe('prod')
    expect(await pinned.type('lanyard current --explain')).toMatch(/^Why +It was set here, /m)
    expect(await pinned.type('env')).toMatch(/^AWS_REGION=us-west-2\r?$/m)
    expect(await pinned.type('lanyard use --help')).toContain('Usage: lanyard use')
    expect(await pinned.type('lanyard use nobody')).toContain('There is no profile nobody')
    expect(await pinned.profile()).toBe('prod')
    await pinned.type('lanyard use -')
    expect(await pinned.profile()).toBe('dev')
    expect(await pinned.type('env')).not.toContain('AWS_REGION')
    await pinned.type('lanyard follow')
    expect(await pinned.profile()).toBe('two words')
    await desk.json('switch prod')
    expect([await one.profile(), await pinned.profile()]).toEqual(['prod', 'prod'])
  })

  test('keeps what a person has set, and hands on to shells in it what it follows and what is pinned', async () => {
    const desk = await openHome()
    await desk.json('switch dev')
    const terminal = await openTerminal(desk, shell)
    expect(await terminal.profile()).toBe('dev')
    await terminal.type(`${shell} -i`)
    await desk.json('switch prod')
    expect(await terminal.profile()).toBe('prod')
    await terminal.type('exit')
    expect(await terminal.profile()).toBe('prod')
    await terminal.type(`exec ${shell} -i`)
    await desk.json('switch dev')
    expect(await terminal.profile()).toBe('dev')
    await terminal.type(shell === 'fish' ? 'set -gx AWS_PROFILE mine' : 'export AWS_PROFILE=mine')
    await desk.json('switch prod')
    expect(await terminal.profile()).toBe('mine')
    await terminal.type(`${shell} -i`)
    await desk.json('switch dev')
    expect(await terminal.profile()).toBe('mine')
    await terminal.type('lanyard follow')
    expect(await terminal.profile()).toBe('dev')
  })

  test('leaves a profile alone that it was started with, and says once that keys come first', async () => {
    const desk = await openHome()
    await desk.json('switch dev')
    const typed = await openTerminal(desk, shell, { AWS_PROFILE: 'prod' })
    expect(await typed.profile()).toBe('prod')
    const keys = await openTerminal(desk, shell, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' })
    expect(await keys.profile()).toBeNull()
    expect(keys.shown().split('comes before any profile')).toHaveLength(2)
    await desk.json('switch prod')
    expect(await keys.profile()).toBeNull()
    expect(keys.shown().split('comes before any profile')).toHaveLength(2)
    await keys.type(shell === 'fish' ? 'set -e AWS_ACCESS_KEY_ID' : 'unset AWS_ACCESS_KEY_ID')
    expect(await keys.profile()).toBe('prod')
  })

  test('keeps the status of the last command, and has no profile where none is active', async () => {
    const desk = await openHome()
    await desk.json('switch dev')
    const terminal = await openTerminal(desk, shell)
    await terminal.type('true')
    await desk.json('switch prod')
    const status = shell === 'fish' ? '$status' : '$?'
    expect(await terminal.type(`false\nprintf 'was %s\\n' ${status}`)).toMatch(/was 1\r?$/m)
    await writeFile(active(desk), '1 99\n')
    expect(await terminal.profile()).toBeNull()
  })

  test('runs nothing of a state file that somebody made, and waits for none', async () => {
    const desk = await openHome()
    await desk.json('switch dev')
    const terminal = await openTerminal(desk, shell)
    expect(await terminal.profile()).toBe('dev')
    const run = `touch ${desk.home}/ran`
    const texts = [
      '',
      '\n',
      'dev\n',
      '1\n',
      '2 7 prod\n',
      'x'.repeat(1_000_000),
      `1 8 ${'y'.repeat(1_000_000)}`,
      '1 9 pr\0od\n',
      ...[
        `$(${run})`,
        `\`${run}\``,
        `'; ${run}; '`,
        `"; ${run}; "`,
        `a\\n${run}`,
        '%n%d',
        `(${run})`,
        '*',
        '\u001b]0;x\u0007',
      ].map((name, at) => `1 ${10 + at} ${name}\n`),
      `${run}\n1 50 prod\n`,
    ]
    for (const text of texts) {
      await writeFile(active(desk), text)
      // fish reads to the NUL.
      expect(await terminal.profile(), JSON.stringify(text.slice(0, 40))).toMatch(/^(dev|prod|pr)$/)
    }
    await rm(active(desk))
    for (const place of [
      async () => execFileSync('mkfifo', [active(desk)]),
      async () => mkdir(active(desk)),
      async () => symlink('/dev/zero', active(desk)),
      async () => writeFile(active(desk), '1 60 prod\n', { mode: 0o000 }),
    ]) {
      await place()
      await terminal.type('true')
      await rm(active(desk), { recursive: true })
    }
    await writeFile(active(desk), '1 70 prod\n')
    expect(await terminal.profile()).toBe('prod')
    expect(execFileSync('ls', [desk.home]).toString()).not.toMatch(/^ran$/m)
  })

  test.runIf(isThere(tracer))('starts no process at its prompts', async () => {
    const desk = await openHome()
    await desk.json('switch dev')
    const turns =
      shell === 'fish' ? 'for i in (seq 500); __lanyard_follow; end' : 'for i in {1..500}; do __lanyard_follow; done'
    const script = `. ${desk.home}/hook.${shell}; ${turns}; ${shell === 'fish' ? '' : 'builtin '}echo "$AWS_PROFILE"`
    const calls = path.join(desk.home, 'calls')
    const count = async (text: string) => {
      const { HOME = '', PATH = '' } = desk.env
      const env = { HOME, PATH }
      const words = ['-f', '-o', calls, '-e', 'trace=fork,vfork,clone,clone3,execve', shell, '-c', text]
      const said = execFileSync(tracer, words, { env }).toString()
      const all = (await readFile(calls, 'utf8')).match(/\b(v?fork|clone3?|execve)\(/g) ?? []
      return { said, calls: all.length }
    }
    const without = await count(shell === 'fish' ? 'for i in (seq 500); end' : 'true')
    expect(await count(script)).toEqual({ said: 'dev\n', calls: without.calls })
  })
})

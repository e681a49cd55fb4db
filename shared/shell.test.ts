import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportLine, shellNames } from './shell.ts'

const nasty = [
  'plain',
  'a b',
  "it's",
  '"; touch owned; "',
  '$(touch owned)',
  '`touch owned`',
  'a\\',
  "a\\'; touch owned; '",
  '%PATH%',
  'a;b|c&d',
  '*?[x]',
  '~root',
  '=ls',
  '-n',
  'é日本',
  '’; touch owned; ‘',
]

const printing: Record<string, (line: string) => readonly string[]> = {
  bash: (line) => ['--norc', '-c', `${line}\nprintf %s "$AWS_PROFILE"`],
  zsh: (line) => ['-fc', `${line}\nprintf %s "$AWS_PROFILE"`],
  fish: (line) => ['--no-config', '-c', `${line}\nprintf %s $AWS_PROFILE`],
}

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  const program = ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    .map((dir) => `${dir}/${shell}`)
    .find(existsSync)

  test.runIf(program)('takes the name as it is, whatever is in it', () => {
    for (const name of nasty) {
      const line = exportLine(name, shell)
      const args = printing[shell]?.(line ?? '') ?? []
      expect(execFileSync(program ?? '', args, { encoding: 'utf8', env: {} })).toBe(name)
    }
  })
})

test('a name with a control character has no line in any shell', () => {
  for (const shell of shellNames) {
    for (const name of ['a\nb', 'a\rb', 'a\u001b[2Jb', 'a\u0000b', 'a\u009bb', 'a\u2028b', 'a\u202eb']) {
      expect(exportLine(name, shell)).toBeNull()
    }
  }
})

test('cmd is given nothing that it would interpret', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const line = exportLine(name, 'cmd')
      expect(line === null || !/["%!^&|<>\n\r]/.test(line.slice('set "AWS_PROFILE='.length, -1))).toBe(true)
    }),
  )
})

test('PowerShell is given each kind of single quote doubled', () => {
  expect(exportLine('it’s', 'powershell')).toBe("$Env:AWS_PROFILE = 'it’’s'")
})

test('plain names stay readable', () => {
  expect(exportLine('prod-admin', 'bash')).toBe('export AWS_PROFILE=prod-admin')
  expect(exportLine('prod-admin', 'fish')).toBe('set -gx AWS_PROFILE prod-admin')
  expect(exportLine('prod-admin', 'cmd')).toBe('set "AWS_PROFILE=prod-admin"')
})

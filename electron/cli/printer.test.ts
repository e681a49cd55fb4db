import { describe, expect, test } from 'vitest'
import { problem } from '../../shared/result.ts'
import { createPrinter } from './printer.ts'
import { facts, table } from './table.ts'

interface Where {
  readonly json?: boolean
  readonly isTTY?: boolean
  readonly env?: Record<string, string>
}

function recorded({ json = false, isTTY = false, env = {} }: Where = {}) {
  const written = { out: '', err: '' }
  const print = createPrinter(
    json,
    { isTTY, write: (text) => (written.out += text) },
    { isTTY, write: (text) => (written.err += text) },
    env,
  )
  return { print, written }
}

const hostile = 'Prod\u001b[2J\u009b31m\r\nroot# \u202Etxt'

describe('for a person', () => {
  test('an answer is on stdout and a note on stderr', () => {
    const { print, written } = recorded()
    print.note('Signing in.')
    print.answer({ name: 'a' }, () => ['one', ['two ', { text: 'three', tone: 'ok' }]])
    expect(written).toEqual({ out: 'one\ntwo three\n', err: 'Signing in.\n' })
  })

  test('a problem is a sentence and a next step', () => {
    const { print, written } = recorded()
    print.problem(problem('name-taken', 'There is already a profile a.'))
    expect(written).toEqual({ out: '', err: 'There is already a profile a.\nChoose another name.\n' })
  })

  test('a problem with lines that are its reason shows them, for a program as a text', () => {
    const line = { kind: 'removed', old: 1, new: null, text: 'a\u001b[2J' } as const
    const diff = { path: 'f', added: 0, removed: 1, lines: [line] }
    const about = problem('changed-since', 'Changed.', { fix: 'Look.', diff })
    const person = recorded()
    person.print.problem(about)
    expect(person.written.err).toBe('Changed.\n--- f\n+++ f\n@@ -1,1 +0,0 @@\n-a\uFFFD[2J\nLook.\n')
    const json = recorded({ json: true })
    json.print.problem(about)
    expect(JSON.parse(json.written.err)).toEqual({
      error: {
        code: 'changed-since',
        message: 'Changed.',
        fix: 'Look.',
        diff: '--- f\n+++ f\n@@ -1,1 +0,0 @@\n-a\u001b[2J\n',
      },
    })
  })

  test('names from the network cannot reach the terminal as anything but text', () => {
    const { print, written } = recorded({ isTTY: true, env: { NO_COLOR: '1' } })
    print.answer(null, () => [hostile, ...table(['A', 'B'], [[{ text: hostile, tone: 'strong' }, hostile]])])
    print.note(hostile)
    print.needed(hostile)
    print.problem(problem('internal', hostile, { fix: hostile }))
    print.progress(null)
    for (const text of Object.values(written)) expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    expect(written.out.split('\n')).toHaveLength(4)
  })

  test.each([
    ['a pipe', { isTTY: false }, false],
    ['a terminal', { isTTY: true }, true],
    ['a terminal with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false],
  ])('%s gets colour: %o %s', (_, where, colour) => {
    const { print, written } = recorded(where)
    print.answer(null, () => [{ text: 'ready', tone: 'ok' }])
    expect(written.out.includes('\u001b[32m')).toBe(colour)
  })

  test.each([
    ['a pipe', false, ' a  \r\n+\r\n-\uFFFD[2J\uFFFDb\n'],
    ['a terminal', true, ' a  \r\n\u001b[32m+\u001b[39m\r\n\u001b[31m-\uFFFD[2J\uFFFDb\u001b[39m\n'],
  ])('a line of a file keeps its spaces and its CRLF, and acts on nothing: %s', (_, isTTY, expected) => {
    const { print, written } = recorded({ isTTY })
    print.answer(null, () => [
      { verbatim: ' a  \r', tone: null },
      { verbatim: '+\r', tone: 'ok' },
      { verbatim: '-\u001b[2J\rb', tone: 'bad' },
    ])
    expect(written.out).toBe(expected)
  })

  test('progress is on a terminal alone, and gone when it is over', () => {
    const pipe = recorded()
    pipe.print.progress('1 of 2')
    expect(pipe.written.err).toBe('')
    const terminal = recorded({ isTTY: true })
    terminal.print.progress('1 of 2')
    terminal.print.answer(null, () => ['done'])
    expect(terminal.written.err).toContain('1 of 2')
    expect(terminal.written.err.endsWith('\r\u001b[K')).toBe(true)
  })
})

describe('with --json', () => {
  test('an answer is one line on stdout, and stderr is silent', () => {
    const { print, written } = recorded({ json: true, isTTY: true })
    print.note('Signing in.')
    print.progress('1 of 2')
    print.answer({ name: hostile, none: null }, () => ['for a person'])
    expect(written.err).toBe('')
    expect(written.out.match(/\n/g)).toHaveLength(1)
    expect(written.out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    expect(JSON.parse(written.out)).toEqual({ name: hostile, none: null })
  })

  test('a problem is one line on stderr with code, message and fix, and nothing else', () => {
    const { print, written } = recorded({ json: true })
    print.problem(problem('sign-in-needed', 'Sign in.', { field: 'session', remedy: { kind: 'retry' } }))
    expect(written.out).toBe('')
    expect(JSON.parse(written.err)).toEqual({
      error: { code: 'sign-in-needed', message: 'Sign in.', fix: 'Sign in.' },
    })
  })

  test('what a person needs to go on is on stderr all the same', () => {
    const { print, written } = recorded({ json: true })
    print.needed('https://example.com/')
    expect(written.err).toBe('https://example.com/\n')
  })
})

test('after a hush only a problem is told', () => {
  const { print, written } = recorded({ json: true })
  print.hush()
  print.answer({}, () => [])
  print.line('line')
  print.needed('address')
  expect(written).toEqual({ out: '', err: '' })
  print.problem(problem('cancelled', 'Stopped.'))
  expect(written.err).not.toBe('')
})

describe('a table', () => {
  const text = (lines: ReturnType<typeof table>) => {
    const { print, written } = recorded()
    print.answer(null, () => lines)
    return written.out
  }

  test('aligns its columns by what a terminal shows', () => {
    const rows = [
      [{ text: 'a', tone: 'ok' } as const, 'x'],
      ['東京', 'y'],
      ['long name', 'z'],
    ]
    expect(text(table(['NAME', 'B'], rows))).toBe('NAME       B\na          x\n東京       y\nlong name  z\n')
  })

  test('is nothing without rows', () => {
    expect(table(['NAME'], [])).toEqual([])
  })

  test('of facts aligns the values', () => {
    expect(
      text(
        facts([
          ['Name', 'a'],
          ['User ID', 'b'],
        ]),
      ),
    ).toBe('Name     a\nUser ID  b\n')
  })
})

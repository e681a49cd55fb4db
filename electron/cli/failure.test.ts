import { describe, expect, test } from 'vitest'
import { problem } from '../../shared/result.ts'
import { asTyped, exitCode, joined, reasonOf } from './failure.ts'

describe('the exit code', () => {
  test.each([
    ['invalid-input', 2],
    ['ambiguous', 2],
    ['name-taken', 1],
    ['in-use', 1],
    ['not-found', 1],
    ['sign-in-needed', 4],
    ['cache-broken', 4],
    ['sign-in-refused', 1],
    ['cancelled', 130],
    ['offline', 1],
    ['internal', 1],
  ] as const)('of %s is %i', (code, expected) => {
    expect(exitCode(problem(code, 'x'))).toBe(expected)
  })
})

describe('the next step', () => {
  test('is a command where there is one', () => {
    const remedy = { kind: 'sign-in', session: 'my sess' } as const
    expect(asTyped(problem('sign-in-needed', 'x', { remedy })).fix).toBe('Sign in: lanyard login "my sess"')
  })

  test.each([
    ['Edit the profile.', { kind: 'edit-profile', profile: 'dev' }, 'Edit the profile: lanyard profile edit dev'],
    ['Edit the session.', { kind: 'edit-session', session: 'corp' }, 'Edit the session: lanyard session edit corp'],
    [
      'Check it: it is off.',
      { kind: 'edit-session', session: 'a b' },
      'Check it: it is off. Change it: lanyard session edit "a b"',
    ],
    [
      'Check the region.',
      { kind: 'find-region', session: 'corp' },
      'Check the region. Look for it: lanyard session find-region corp',
    ],
    ['x', { kind: 'restore-config' }, expect.stringMatching(/lanyard restore.*--anyway/)],
    ['Mend it.', { kind: 'show-doctor' }, 'Mend it. See what is wrong: lanyard doctor'],
    ['Try again.', { kind: 'retry' }, 'Try again.'],
  ] as const)('of %s with %o is typed', (fix, remedy, typed) => {
    expect(asTyped(problem('misconfigured', 'x', { fix, remedy })).fix).toEqual(typed)
  })

  test('stays in words when the name could run as something else', () => {
    const remedy = { kind: 'sign-in', session: '$(id)' } as const
    expect(asTyped(problem('sign-in-needed', 'x', { remedy })).fix).toBe('Sign in.')
  })
})

describe('several problems', () => {
  const signIn = (session: string) =>
    problem('sign-in-needed', `You are not signed in to ${session}.`, { remedy: { kind: 'sign-in', session } })

  test('are a sign-in when a sign-in mends them all', () => {
    expect(joined([signIn('a'), signIn('b'), signIn('a')])).toEqual({
      code: 'sign-in-needed',
      message: 'You are not signed in to a. You are not signed in to b.',
      fix: 'Sign in: lanyard login a; Sign in: lanyard login b',
    })
  })

  test('are another failure when one of them is', () => {
    expect(joined([signIn('a'), problem('offline', 'No network.')])?.code).toBe('offline')
  })

  test('are none when there is none, and itself when there is one', () => {
    expect(joined([])).toBeNull()
    expect(joined([signIn('a')])).toEqual(signIn('a'))
  })
})

test('why something is unusable is one line with the next step, or none', () => {
  const remedy = { kind: 'edit-profile', profile: 'dev' } as const
  expect(reasonOf(problem('misconfigured', 'It has no role.', { remedy }))).toEqual([
    { text: 'It has no role. Edit the profile: lanyard profile edit dev', tone: 'bad' },
  ])
  expect(reasonOf(null)).toEqual([])
})

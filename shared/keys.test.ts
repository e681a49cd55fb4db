import { expect, test } from 'vitest'
import { findKey, keys, keysOf, scopesOf, settingsFor } from './keys.ts'

test('each key belongs to a session or a profile, and each field is that of one key', () => {
  expect([...keysOf('session'), ...keysOf('profile')]).toEqual(Object.keys(keys))
  const fields = Object.values(keys).map(({ of, field }) => `${of} ${field}`)
  expect(new Set(fields).size).toBe(fields.length)
})

test('a section is written in the order of the AWS CLI, with what is said and no more', () => {
  const all = { output: 'json', region: 'us-east-1', roleName: 'Admin', accountId: '111111111111', session: 'corp' }
  expect(settingsFor('profile', all)).toEqual([
    ['sso_session', 'corp'],
    ['sso_account_id', '111111111111'],
    ['sso_role_name', 'Admin'],
    ['region', 'us-east-1'],
    ['output', 'json'],
  ])
  expect(settingsFor('session', { region: 'us-east-1', startUrl: undefined, roleName: 'Admin' })).toEqual([
    ['sso_region', 'us-east-1'],
  ])
  expect(settingsFor('profile', { region: null })).toEqual([['region', null]])
})

test('no key takes what only some readers of the file understand', () => {
  for (const { check } of Object.values(keys)) {
    for (const bad of ['a\nb', 'a #b', '\u202ea', ' ']) expect(check(bad)).toBeTypeOf('string')
  }
})

test('what every object has is no key', () => {
  expect(['constructor', 'toString', '__proto__', 'credential_process'].map(findKey)).toEqual([null, null, null, null])
})

test('scopes are split as botocore does', () => {
  expect(scopesOf(' a:b , c:d,,')).toEqual(['a:b', 'c:d'])
  expect(scopesOf('')).toEqual([])
})

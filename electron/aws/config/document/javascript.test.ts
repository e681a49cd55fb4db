import { expect, test } from 'vitest'
import { javascriptHeader } from './javascript.ts'

test.each([
  ['[profile a]', 'profile.a'],
  ['[sso-session "a"]', 'sso-session.a'],
  ['[profile.a]', 'profile.a'],
  ['[default]', 'default'],
  ['[profiles]', null],
  ['[servicess]', null],
  ['[profile  a]', null],
  ['[a]', null],
])('the SDK keeps what stands below %s under %s', (line, section) => {
  expect(javascriptHeader(line)).toEqual({ section })
})

import { expect, test } from 'vitest'
import { mayOpen } from './external.ts'

const demo = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4100' }

test.each([
  'https://d-1234567890.awsapps.com/start/#/console?account_id=637423191929',
  'https://oidc.us-east-1.amazonaws.com/authorize?x=1',
])('opens %s', (url) => {
  expect(mayOpen(url, {})).toBe(true)
})

test.each([
  'http://d-1234567890.awsapps.com/start',
  'http://127.0.0.1:4100/authorize',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://host/share',
  'ms-msdt:/id',
  'https://user@d-1234567890.awsapps.com/',
  'https://:password@d-1234567890.awsapps.com/',
  '-version',
  '',
])('does not open %s', (url) => {
  expect(mayOpen(url, {})).toBe(false)
})

test('opens pages of the host on loopback that an endpoint override leads to, and of no other', () => {
  expect(mayOpen('http://127.0.0.1:4100/authorize?x=1', demo)).toBe(true)
  expect(mayOpen('http://127.0.0.1:4101/authorize', demo)).toBe(false)
  expect(mayOpen('http://intranet:4100/authorize', { AWS_ENDPOINT_URL: 'http://intranet:4100' })).toBe(false)
})

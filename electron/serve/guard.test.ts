import { describe, expect, test } from 'vitest'
import { isOurHost, isOurOrigin } from './guard.ts'

describe('a host', () => {
  test.each(['127.0.0.1', 'localhost', '127.0.0.1:4100', 'localhost:65535'])('%s is ours', (host) => {
    expect(isOurHost(host)).toBe(true)
  })

  test.each([
    undefined,
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'localhost:4100@evil.example',
    'evil.example#localhost',
    '127.0.0.2',
    '0.0.0.0:4100',
    '[::1]:4100',
    'LOCALHOST',
    'localhost:',
    'localhost:4100; script-src *',
    ' localhost',
    'localhost\n',
  ])('%j is not', (host) => {
    expect(isOurHost(host)).toBe(false)
  })
})

describe('an origin', () => {
  test('is ours when it is exactly the host that was asked for', () => {
    expect(isOurOrigin('http://localhost:4100', 'localhost:4100')).toBe(true)
  })

  test.each([
    undefined,
    'null',
    'http://localhost:4101',
    'http://127.0.0.1:4100',
    'https://localhost:4100',
    'http://localhost:4100/',
    'http://localhost:4100.evil.example',
    'file://',
  ])('%j is not', (origin) => {
    expect(isOurOrigin(origin, 'localhost:4100')).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import { displayPath, findPaths } from './paths.ts'

const home = '/home/me'

test('AWS files are where AWS looks for them', () => {
  const paths = findPaths({}, 'linux', home)
  expect(paths.config).toBe('/home/me/.aws/config')
  expect(paths.credentials).toBe('/home/me/.aws/credentials')
  expect(paths.ssoCache).toBe('/home/me/.aws/sso/cache')
  expect(paths.loginCache).toBe('/home/me/.aws/login/cache')
  expect(findPaths({ AWS_LOGIN_CACHE_DIRECTORY: '~/here' }, 'linux', home).loginCache).toBe('/home/me/here')
})

test('AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE move the files and leave the token cache', () => {
  const env = {
    AWS_CONFIG_FILE: '~/work/$TEAM/config',
    AWS_SHARED_CREDENTIALS_FILE: '/etc/${TEAM}/creds',
    TEAM: 'blue',
  }
  const paths = findPaths(env, 'linux', home)
  expect(paths.config).toBe('/home/me/work/blue/config')
  expect(paths.credentials).toBe('/etc/blue/creds')
  expect(paths.ssoCache).toBe('/home/me/.aws/sso/cache')
})

test('an empty variable counts as none, an unknown one stays as it is written', () => {
  expect(findPaths({ AWS_CONFIG_FILE: '' }, 'linux', home).config).toBe('/home/me/.aws/config')
  expect(findPaths({ AWS_CONFIG_FILE: '/a/$NOPE' }, 'linux', home).config).toBe('/a/$NOPE')
})

describe("Lanyard's own folders", () => {
  test('follow XDG on Linux, unless it names a relative path', () => {
    expect(findPaths({}, 'linux', home)).toMatchObject({
      state: '/home/me/.local/state/lanyard',
      settings: '/home/me/.config/lanyard',
    })
    expect(findPaths({ XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'c' }, 'linux', home)).toMatchObject({
      state: '/s/lanyard',
      settings: '/home/me/.config/lanyard',
    })
  })

  test('follow the custom of macOS', () => {
    expect(findPaths({}, 'darwin', home).settings).toBe('/home/me/Library/Application Support/Lanyard')
  })
})

test('a file under home is shown with a tilde, any other whole', () => {
  expect(displayPath('/home/me/.aws/config', home)).toBe('~/.aws/config')
  expect(displayPath('/etc/aws', home)).toBe('/etc/aws')
  expect(displayPath('/home/meme/config', home)).toBe('/home/meme/config')
})

import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { demoEnvironment, makeDemoHome } from './demo-home.mjs'

const demo = { home: '/demo', url: 'http://127.0.0.1:4000', platform: 'linux' } as const

test('nothing of the own AWS settings reaches the demo', () => {
  const own = {
    PATH: '/bin',
    HOME: '/home/me',
    AWS_PROFILE: 'prod',
    AWS_CONFIG_FILE: '/home/me/.aws/config',
    AWS_ENDPOINT_URL_SSO: 'https://elsewhere.example',
    AWS_SECRET_ACCESS_KEY: 'secret',
    XDG_CONFIG_HOME: '/home/me/.config',
  }
  expect(demoEnvironment(own, demo)).toEqual({
    PATH: '/bin',
    HOME: '/demo',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
    AWS_EC2_METADATA_DISABLED: 'true',
  })
})

test('the browser keeps its own home', () => {
  const own = { HOME: '/home/me', XDG_CONFIG_HOME: '/home/me/my config', DISPLAY: ':0' }
  const homes = 'env "HOME=/home/me" "XDG_CONFIG_HOME=/home/me/my config"'
  expect(demoEnvironment(own, demo)['BROWSER']).toBe(`${homes} xdg-open`)
  expect(demoEnvironment({ ...own, BROWSER: 'firefox %s:lynx' }, demo)['BROWSER']).toBe(
    `${homes} firefox %s:${homes} lynx`,
  )
})

test('without a display no browser is made up', () => {
  expect(demoEnvironment({ HOME: '/home/me' }, demo)).not.toHaveProperty('BROWSER')
})

test.skipIf(process.platform === 'win32')('the home is for its owner alone', async () => {
  const home = makeDemoHome()
  try {
    const modes = ['.', '.aws', '.aws/config', '.aws/credentials'].map(
      (name) => statSync(path.join(home, name)).mode & 0o777,
    )
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600])
  } finally {
    await rm(home, { recursive: true })
  }
  expect(existsSync(home)).toBe(false)
})

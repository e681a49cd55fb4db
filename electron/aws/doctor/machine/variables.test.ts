import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyDocument, parseText } from '../../config/document/document.ts'
import type { Files } from '../diagnosis.ts'
import { variableTroubles } from './variables.ts'

const files: Files = {
  config: parseText('[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = eu-west-1\n', true),
  credentials: parseText('[keys]\n', true),
  configPath: '~/.aws/config',
  credentialsPath: '~/.aws/credentials',
}

type Env = Parameters<typeof variableTroubles>[0]

const rulesFor = async (env: Env, given = files) =>
  (await variableTroubles(env, given)).map(({ rule, about, severity }) =>
    [severity, rule, about].filter(Boolean).join(' '),
  )

describe('variables that override the choice', () => {
  test.for<[string, Env, readonly string[]]>([
    ['nothing is set', {}, []],
    ['a profile is chosen', { AWS_PROFILE: 'dev' }, ['note environment-profile']],
    ['a profile of the credentials file is chosen', { AWS_PROFILE: 'keys' }, ['note environment-profile']],
    ['the chosen profile is not there', { AWS_PROFILE: 'gone' }, ['error environment-profile-missing AWS_PROFILE']],
    ['the variable is empty', { AWS_PROFILE: '' }, ['error environment-profile-missing AWS_PROFILE']],
    ['the SDK does not see the choice', { AWS_DEFAULT_PROFILE: 'dev' }, ['warning environment-profile-unread']],
    ['both say the same', { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'dev' }, ['note environment-profile']],
    ['they differ', { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'prod' }, ['warning environment-profiles-differ']],
    [
      'they differ, and one is not there',
      { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'gone' },
      ['error environment-profile-missing AWS_DEFAULT_PROFILE', 'warning environment-profiles-differ'],
    ],
    ['keys are set', { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }, ['warning environment-keys']],
    ['half of the keys is set', { AWS_ACCESS_KEY_ID: 'a' }, ['error environment-keys-partial']],
    ['a secret alone disturbs no one', { AWS_SECRET_ACCESS_KEY: 'b' }, []],
    [
      'a web identity is set',
      { AWS_ROLE_ARN: 'arn:aws:iam::1:role/x', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' },
      ['warning environment-web-identity'],
    ],
    ['one region is set', { AWS_REGION: 'eu-west-1' }, ['note environment-region']],
    ['both regions agree', { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'a' }, ['note environment-region']],
    ['the regions differ', { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, ['warning environment-regions-differ']],
    ['the config is written out', { AWS_CONFIG_FILE: '/home/alex/config' }, []],
    ['the SDK does not expand ~', { AWS_CONFIG_FILE: '~/c' }, ['error environment-file-unexpanded AWS_CONFIG_FILE']],
    ['~ leads to the credentials', { AWS_SHARED_CREDENTIALS_FILE: '~/c' }, []],
    [
      'nobody but Python expands variables',
      { AWS_SHARED_CREDENTIALS_FILE: '$HOME/c' },
      ['error environment-file-unexpanded AWS_SHARED_CREDENTIALS_FILE'],
    ],
    [
      'requests go elsewhere',
      { AWS_ENDPOINT_URL: 'http://localhost:1', AWS_ENDPOINT_URL_SSO: 'http://localhost:2' },
      ['warning environment-endpoint AWS_ENDPOINT_URL_SSO', 'warning environment-endpoint AWS_ENDPOINT_URL'],
    ],
    ['another service goes elsewhere', { AWS_ENDPOINT_URL_S3: 'http://localhost:1' }, []],
    [
      'overrides are ignored',
      { AWS_ENDPOINT_URL: 'http://localhost:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      [],
    ],
    [
      'an override is no address',
      { AWS_ENDPOINT_URL_STS: 'localhost' },
      ['error environment-endpoint-broken AWS_ENDPOINT_URL_STS'],
    ],
    ['the bundle is not there', { AWS_CA_BUNDLE: '/not/there.pem' }, ['error environment-ca-bundle-missing']],
  ])('%s', async ([, env, rules]) => {
    expect(await rulesFor(env)).toEqual(rules)
  })

  test('a config that is not there is said once, with its path', async () => {
    const gone = { ...files, config: emptyDocument, configPath: '~/other' }
    const [trouble, ...more] = await variableTroubles({ AWS_CONFIG_FILE: '~/other' }, gone)
    expect(trouble).toMatchObject({ rule: 'environment-file-missing', severity: 'warning', places: ['~/other'] })
    expect(more).toEqual([])
  })

  test('a bundle that is there is no trouble', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lanyard-variables-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await writeFile(join(folder, 'ca.pem'), '')
    expect(await rulesFor({ AWS_CA_BUNDLE: join(folder, 'ca.pem') })).toEqual([])
  })

  test('says by which client each profile is taken', async () => {
    const [trouble] = await variableTroubles({ AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'prod' }, files)
    expect(trouble?.effects).toEqual([
      [['AWS CLI v2', 'JavaScript SDK'], 'They work as dev.'],
      [['AWS CLI v1'], 'It works as prod.'],
    ])
  })

  test('no key, secret, token or path of an address is told', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'hidden-secret',
      AWS_SESSION_TOKEN: 'hidden-token',
      AWS_ENDPOINT_URL: 'https://alex:hidden-password@localhost:1/hidden-path',
    }
    expect(JSON.stringify(await variableTroubles(env, files))).not.toMatch(/AKIAEXAMPLE|hidden/)
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyDocument, parseText } from '../../config/document/document.ts'
import { findBy, told } from '../doctor.testing.ts'
import type { Files } from '../trouble.ts'
import { variableRules } from './variables.ts'

const files: Files = {
  config: parseText('[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = eu-west-1\n', true),
  credentials: parseText('[keys]\n', true),
  configPath: '~/.aws/config',
  credentialsPath: '~/.aws/credentials',
}

type Env = Readonly<Record<string, string>>

const variableTroubles = (env: Env, given: Files) => findBy(variableRules, { system: { env }, files: given })
const rulesFor = async (env: Env) => (await variableTroubles(env, files)).map(told)

describe('variables that override the choice', () => {
  test.for<[string, Env, readonly string[]]>([
    ['nothing is set', {}, []],
    ['a profile is chosen', { AWS_PROFILE: 'dev' }, ['note environment-profile: v1 v2 js']],
    ['a profile of the credentials file is chosen', { AWS_PROFILE: 'keys' }, ['note environment-profile: v1 v2 js']],
    [
      'the chosen profile is not there',
      { AWS_PROFILE: 'gone' },
      ['error environment-profile-missing AWS_PROFILE: v1 v2 | js'],
    ],
    ['the variable is empty', { AWS_PROFILE: '' }, ['error environment-profile-missing AWS_PROFILE: v1 v2']],
    [
      'the SDK does not see the choice',
      { AWS_DEFAULT_PROFILE: 'dev' },
      ['warning environment-profile-unread: v1 v2 | js'],
    ],
    ['both say the same', { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'dev' }, ['note environment-profile: v1 v2 js']],
    [
      'they differ',
      { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'prod' },
      ['warning environment-profiles-differ: v2 js | v1'],
    ],
    [
      'they differ, and one is not there',
      { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'gone' },
      ['error environment-profile-missing AWS_DEFAULT_PROFILE: v1', 'warning environment-profiles-differ: v2 js | v1'],
    ],
    ['keys are set', { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }, ['warning environment-keys: v1 v2 | js']],
    ['half of the keys is set', { AWS_ACCESS_KEY_ID: 'a' }, ['error environment-keys-partial: v1 v2']],
    ['a secret alone disturbs no one', { AWS_SECRET_ACCESS_KEY: 'b' }, []],
    [
      'a web identity is set',
      { AWS_ROLE_ARN: 'arn:aws:iam::1:role/x', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' },
      ['warning environment-web-identity: v1 v2'],
    ],
    ['one region is set', { AWS_REGION: 'eu-west-1' }, ['note environment-region: v2 js | v1']],
    ['both regions agree', { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'a' }, ['note environment-region: v1 v2 js']],
    [
      'the regions differ',
      { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' },
      ['warning environment-regions-differ: v2 js | v1'],
    ],
    ['the config is written out', { AWS_CONFIG_FILE: '/home/alex/config' }, []],
    [
      'the SDK does not expand ~',
      { AWS_CONFIG_FILE: '~/c' },
      ['error environment-file-unexpanded AWS_CONFIG_FILE: js'],
    ],
    ['~ leads to the credentials', { AWS_SHARED_CREDENTIALS_FILE: '~/c' }, []],
    [
      'nobody but Python expands variables',
      { AWS_SHARED_CREDENTIALS_FILE: '$HOME/c' },
      ['error environment-file-unexpanded AWS_SHARED_CREDENTIALS_FILE: js'],
    ],
    [
      'requests go elsewhere',
      { AWS_ENDPOINT_URL: 'http://localhost:1', AWS_ENDPOINT_URL_SSO: 'http://localhost:2' },
      [
        'warning environment-endpoint AWS_ENDPOINT_URL_SSO: v1 v2 js',
        'warning environment-endpoint AWS_ENDPOINT_URL: v1 v2 js',
      ],
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
      ['error environment-endpoint-broken AWS_ENDPOINT_URL_STS: v1 v2 js'],
    ],
    [
      'the bundle is not there',
      { AWS_CA_BUNDLE: '/not/there.pem' },
      ['error environment-ca-bundle-missing: v1 v2 | js'],
    ],
  ])('%s', async ([, env, rules]) => {
    expect(await rulesFor(env)).toEqual(rules)
  })

  test('a config that is not there is said once, with its path', async () => {
    const gone = { ...files, config: emptyDocument, configPath: '~/other' }
    const [trouble, ...more] = await variableTroubles({ AWS_CONFIG_FILE: '~/other' }, gone)
    expect(trouble && told(trouble)).toBe('warning environment-file-missing AWS_CONFIG_FILE: v1 v2 js')
    expect(trouble?.places).toEqual(['~/other'])
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

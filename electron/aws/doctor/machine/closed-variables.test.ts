import { describe, expect, test } from 'vitest'
import { findBy, told } from '../doctor.testing.ts'
import { closedVariableRules } from './closed-variables.ts'

type Env = Readonly<Record<string, string>>

const rulesFor = async (env: Env) => (await findBy(closedVariableRules, { system: { env } })).map(told)

describe('variables with which a client refuses every command', () => {
  test.for<[string, Env, readonly string[]]>([
    ['nothing is set', {}, []],
    ['all is in order', { AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '5', AWS_REGION: 'us-east-1' }, []],
    ['a mode that no client has', { AWS_RETRY_MODE: 'fast' }, ['error environment-value AWS_RETRY_MODE: v1 v2']],
    ['a mode of version 1 alone', { AWS_RETRY_MODE: 'legacy' }, ['error environment-value AWS_RETRY_MODE: v2']],
    ['an empty mode', { AWS_RETRY_MODE: '' }, ['error environment-value AWS_RETRY_MODE: v1 v2']],
    ['no number', { AWS_MAX_ATTEMPTS: 'lots' }, ['error environment-value AWS_MAX_ATTEMPTS: v1 v2']],
    ['capitals where they do not matter', { AWS_DEFAULTS_MODE: 'Auto' }, []],
    ['an empty value that is one for unset', { AWS_STS_REGIONAL_ENDPOINTS: '' }, []],
    ['an empty config file', { AWS_CONFIG_FILE: '' }, ['error environment-empty AWS_CONFIG_FILE: v1 v2']],
    ['an empty region', { AWS_REGION: '' }, ['error environment-empty AWS_REGION: v2']],
    ['an empty bundle', { AWS_CA_BUNDLE: '' }, ['error environment-empty AWS_CA_BUNDLE: v2']],
  ])('%s', async ([, env, expected]) => {
    expect(await rulesFor(env)).toEqual(expected)
  })

  test('what they say is shown without characters that nobody sees', async () => {
    const [found] = await findBy(closedVariableRules, { system: { env: { AWS_RETRY_MODE: 'a\u001bb' } } })
    expect(found!.title).not.toContain('\u001b')
  })
})

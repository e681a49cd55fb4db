import { describe, expect, test } from 'vitest'
import { clientConfig, endpointOverrides } from './endpoints.ts'
import type { Environment } from './endpoints.ts'

const endpoint = (env: Environment, service: 'sso' | 'sso-oidc' | 'sts' = 'sso') => {
  const config = clientConfig({ env }, service, { region: 'us-east-1' })
  return config.ok ? config.value.endpoint : config.error.code
}

test('without a variable, the service has its own host', () => {
  expect(clientConfig({ env: {} }, 'sso', { region: 'eu-west-1' })).toEqual({
    ok: true,
    value: { region: 'eu-west-1', endpoint: null, useFipsEndpoint: false, useDualstackEndpoint: false },
  })
})

describe('overrides', () => {
  const env = { AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_SSO_OIDC: 'https://oidc' }

  test("a service's own variable comes before the general one", () => {
    expect(endpoint(env, 'sso-oidc')).toBe('https://oidc/')
    expect(endpoint(env, 'sso')).toBe('http://all:1/')
    expect(endpoint({ ...env, AWS_ENDPOINT_URL_STS: 'http://sts:2' }, 'sts')).toBe('http://sts:2/')
  })

  test('an empty variable is none', () => {
    expect(endpoint({ AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_SSO: '' })).toBeNull()
  })

  test('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS turns them off', () => {
    expect(endpoint({ ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBeNull()
    expect(endpoint({ ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' })).toBe('http://all:1/')
  })

  test.for(['file:///etc/passwd', 'javascript:alert(1)', 'localhost:8080', 'not an address'])(
    '%s is refused, not passed over',
    (url) => {
      expect(endpoint({ AWS_ENDPOINT_URL: url })).toBe('misconfigured')
      expect(endpointOverrides({ AWS_ENDPOINT_URL: url })).toEqual([])
    },
  )

  test('every face can show where they lead, without what else the address holds', () => {
    expect(endpointOverrides({ ...env, AWS_ENDPOINT_URL_SSO: 'https://user:pass@host:8443/path?key=1' })).toEqual([
      { service: 'sso', host: 'host:8443' },
      { service: 'sso-oidc', host: 'oidc' },
      { service: 'sts', host: 'all:1' },
    ])
    expect(endpointOverrides({})).toEqual([])
  })

  test('exclude FIPS and dual stack, which would name another host', () => {
    const config = clientConfig({ env: { ...env, AWS_USE_FIPS_ENDPOINT: 'true' } }, 'sso', { region: 'us-east-1' })
    expect(config).toMatchObject({ ok: true, value: { useFipsEndpoint: false } })
  })
})

test('FIPS and dual stack come from the environment', () => {
  const env = { AWS_USE_FIPS_ENDPOINT: 'TRUE', AWS_USE_DUALSTACK_ENDPOINT: 'true' }
  expect(clientConfig({ env }, 'sts', { region: 'us-east-1' })).toMatchObject({
    ok: true,
    value: { useFipsEndpoint: true, useDualstackEndpoint: true },
  })
})

test.for(['', 'evil.example/', 'x@evil.example', 'us east', 'us-east-1.evil.example', '-a', 'US-EAST-1', '../x'])(
  'a region of "%s" never gets into a host name',
  (region) => {
    expect(clientConfig({ env: {} }, 'sso', { region })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', field: 'region' },
    })
  },
)

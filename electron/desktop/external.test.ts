import { describe, expect, test } from 'vitest'
import { exampleProfile, exampleSession, exampleState } from './state.testing.ts'
import { mayOpen } from './external.ts'

const demo = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4100' }

const own = exampleState({
  sessions: [
    exampleSession('corp'),
    exampleSession('own', { startUrl: 'https://sso.example.com/start', region: 'eu-west-1' }),
  ],
  settings: {
    ...exampleState().settings,
    sessions: { corp: { browser: null, requestUrl: 'https://requests.example.com/new?for=aws' } },
  },
})
const china = exampleState({
  sessions: [exampleSession('cn', { startUrl: 'https://start.home.awsapps.cn/directory/x', region: 'cn-north-1' })],
})
const government = exampleState({
  sessions: [
    exampleSession('gov', { startUrl: 'https://start.us-gov-home.awsapps.com/directory/x', region: 'us-gov-west-1' }),
  ],
})

describe('the desktop opens', () => {
  test.each([
    [
      'the portal and the console behind it',
      'https://d-1234567890.awsapps.com/start/#/console?account_id=637423191929',
    ],
    ['the page where a sign-in is authorized', 'https://oidc.us-east-1.amazonaws.com/authorize?x=1'],
    ['the same by FIPS and dual stack', 'https://oidc-fips.eu-west-1.api.aws/authorize'],
    ['the page for a device code', 'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH'],
    ['the same at another name of the portal', 'https://acme.awsapps.com/start/#/device'],
    ['a portal by dual stack', 'https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws/'],
    ['a start URL of the organization’s own', 'https://sso.example.com/start'],
    ['the very page for requests', 'https://requests.example.com/new?for=aws'],
  ])('%s', (_, url) => {
    expect(mayOpen(url, own, {})).toBe(true)
  })

  test('the hosts of the session’s own partition', () => {
    expect(mayOpen('https://oidc.cn-north-1.amazonaws.com.cn/authorize', china, {})).toBe(true)
    expect(mayOpen('https://ssoins-1.cn-north-1.portal.amazonaws.com.cn/', china, {})).toBe(true)
    expect(mayOpen('https://oidc.us-gov-west-1.amazonaws.com/authorize', government, {})).toBe(true)
    expect(mayOpen('https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/x', government, {})).toBe(true)
    expect(mayOpen('https://ssoins-1.us-gov-west-1.portal.amazonaws.com/', government, {})).toBe(true)
  })

  test('the portal of a profile that has a start URL of its own', () => {
    const profiles = [exampleProfile('old', { kind: 'legacy-sso', session: null })]
    const url = 'https://old.awsapps.com/start'
    expect(mayOpen(url, exampleState({ sessions: [], profiles }), {})).toBe(true)
    expect(mayOpen(url, exampleState({ sessions: [], profiles: [] }), {})).toBe(false)
  })

  test('pages of the OIDC endpoint that is configured, by http on loopback alone', () => {
    expect(mayOpen('http://127.0.0.1:4100/authorize?x=1', own, demo)).toBe(true)
    expect(mayOpen('http://127.0.0.1:4100/device', own, { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:4100' })).toBe(
      true,
    )
    expect(
      mayOpen('https://oidc.corp.example/authorize', own, { AWS_ENDPOINT_URL: 'https://oidc.corp.example/x' }),
    ).toBe(true)
  })
})

describe('the desktop does not open', () => {
  test.each([
    'http://d-1234567890.awsapps.com/start',
    'http://127.0.0.1:4100/authorize',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-msdt:/id',
    'https://user@d-1234567890.awsapps.com/',
    'https://:password@d-1234567890.awsapps.com/',
    'https://evil.example/',
    'https://awsapps.com.evil.example/start',
    'https://evilawsapps.com/start',
    'https://s3.us-east-1.amazonaws.com/evil/page.html',
    'https://evil.execute-api.us-east-1.amazonaws.com/',
    'https://oidc.ap-south-1.amazonaws.com/authorize',
    'https://sso.example.com:8443/start',
    'https://requests.example.com/',
    'https://requests.example.com/new?for=aws&then=more',
    '-version',
    '',
  ])('%j', (url) => {
    expect(mayOpen(url, own, {})).toBe(false)
  })

  test('another partition’s hosts', () => {
    expect(mayOpen('https://evil.awsapps.com/start', china, {})).toBe(false)
    expect(mayOpen('https://evil.awsapps.com/start', government, {})).toBe(false)
    expect(mayOpen('https://evil.awsapps.cn/start', own, {})).toBe(false)
    expect(mayOpen('https://evil.us-gov-home.awsapps.com/start', own, {})).toBe(false)
  })

  test('another port, another host by http, or the endpoint of another service', () => {
    expect(mayOpen('http://127.0.0.1:4101/authorize', own, demo)).toBe(false)
    expect(mayOpen('http://intranet:4100/authorize', own, { AWS_ENDPOINT_URL: 'http://intranet:4100' })).toBe(false)
    expect(mayOpen('http://127.0.0.1:4100/', own, { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4100' })).toBe(false)
    expect(mayOpen('http://127.0.0.1:4100/', own, { ...demo, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBe(false)
  })
})

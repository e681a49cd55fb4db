import { describe, expect, test } from 'vitest'
import { parseText } from '../../config/document.ts'
import type { Files } from '../diagnosis.ts'
import { regionOfStartUrl, regionTroubles } from './regions.ts'

test.for<[string, string | null]>([
  ['https://d-1234567890.awsapps.com/start', null],
  ['https://identitycenter.amazonaws.com/ssoins-1234567890123456', null],
  ['https://ssoins-1234567890123456.portal.eu-west-1.app.aws', 'eu-west-1'],
  ['https://ssoins-1234567890123456.eu-central-1.portal.amazonaws.com/', 'eu-central-1'],
  ['https://start.us-gov-east-1.us-gov-home.awsapps.com/directory/d-1', 'us-gov-east-1'],
  ['https://start.us-gov-home.awsapps.com/directory/d-1', null],
  ['https://start.cn-north-1.home.awsapps.cn/directory/d-1', 'cn-north-1'],
  ['https://start.home.awsapps.cn/directory/d-1', null],
  ['https://ssoins-1.cn-north-1.portal.amazonaws.com.cn', 'cn-north-1'],
  ['https://ssoins-1.portal.cn-north-1.app.amazonwebservices.com.cn', 'cn-north-1'],
  ['https://ssoins-1.eusc-de-east-1.portal.amazonaws.eu', 'eusc-de-east-1'],
  ['https://ssoins-1.portal.eusc-de-east-1.api.amazonwebservices.eu', 'eusc-de-east-1'],
  ['https://login.example.com/eu-west-1.portal.amazonaws.com', null],
  ['not an address', null],
])('the region of %s', ([startUrl, region]) => {
  expect(regionOfStartUrl(startUrl)).toBe(region)
})

const portal = 'https://ssoins-1.portal.eu-west-1.app.aws'
const config = `[sso-session corp]
sso_start_url = ${portal}
sso_region = us-east-1
`
const files: Files = {
  config: parseText(config, true),
  credentials: parseText('', true),
  configPath: '~/.aws/config',
  credentialsPath: '~/.aws/credentials',
}

describe('a wrong region', () => {
  test('is seen by the start URL, and shown with its line', () => {
    expect(regionTroubles([{ name: 'corp', startUrl: portal, region: 'us-east-1' }], files)).toMatchObject([
      {
        rule: 'region-differs-from-start-url',
        about: 'session:corp',
        severity: 'error',
        title: 'The start URL of corp is in eu-west-1, and its region is us-east-1.',
        places: [{ path: '~/.aws/config', line: 3, text: 'sso_region = us-east-1' }],
      },
    ])
  })

  test('is none that AWS has', () => {
    const session = { name: 'corp', startUrl: 'https://d-1.awsapps.com/start', region: 'eu-wset-1' }
    expect(regionTroubles([session], files)).toMatchObject([{ rule: 'region-unknown', severity: 'warning' }])
  })

  test('is one of two that sessions of one organization have', () => {
    const sessions = [
      { name: 'a', startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1' },
      { name: 'b', startUrl: 'https://d-1.awsapps.com/start/#/', region: 'us-east-1' },
      { name: 'c', startUrl: 'https://d-2.awsapps.com/start', region: 'us-east-1' },
    ]
    expect(regionTroubles(sessions, files)).toMatchObject([
      { rule: 'regions-of-one-start-url', about: 'session:b', severity: 'warning' },
    ])
  })

  test('cannot be told of a session without a region, nor of one that is right', () => {
    const sessions = [
      { name: 'a', startUrl: portal, region: '' },
      { name: 'b', startUrl: portal, region: 'eu-west-1' },
    ]
    expect(regionTroubles(sessions, files)).toEqual([])
  })
})

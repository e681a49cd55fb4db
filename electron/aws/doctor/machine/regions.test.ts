import { describe, expect, test } from 'vitest'
import { parseText } from '../../config/document/document.ts'
import type { Files } from '../diagnosis.ts'
import { regionTroubles } from './regions.ts'

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

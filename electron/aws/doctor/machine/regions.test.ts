import { describe, expect, test } from 'vitest'
import { parseText } from '../../config/document/document.ts'
import type { Session } from '../../../../shared/state.ts'
import { findBy, told } from '../doctor.testing.ts'
import { everyone, type Files } from '../trouble.ts'
import { regionRules } from './regions.ts'

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

const regionTroubles = (sessions: readonly Pick<Session, 'name' | 'startUrl' | 'region'>[], given: Files) =>
  findBy(regionRules, { sessions: sessions as Session[], files: given })

describe('a wrong region', () => {
  test('is seen by the start URL, and shown with its line', async () => {
    expect(await regionTroubles([{ name: 'corp', startUrl: portal, region: 'us-east-1' }], files)).toMatchObject([
      {
        rule: 'region-differs-from-start-url',
        subject: 'session:corp',
        effects: [[everyone, expect.any(String)]],
        severity: 'error',
        title: 'The start URL of corp is in eu-west-1, and its region is us-east-1.',
        places: [{ path: '~/.aws/config', line: 3, text: 'sso_region = us-east-1' }],
      },
    ])
  })

  test('is none that AWS has, of which the rules about the files speak', async () => {
    expect(await regionTroubles([{ name: 'corp', startUrl: portal, region: 'eu-wset-1' }], files)).toEqual([])
  })

  test('is one of two that sessions of one organization have', async () => {
    const sessions = [
      { name: 'a', startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1' },
      { name: 'b', startUrl: 'https://d-1.awsapps.com/start/#/', region: 'us-east-1' },
      { name: 'c', startUrl: 'https://d-2.awsapps.com/start', region: 'us-east-1' },
    ]
    expect((await regionTroubles(sessions, files)).map(told)).toEqual([
      'warning regions-of-one-start-url session:b: v1 v2 js',
    ])
  })

  test('cannot be told of a session without a region, nor of one that is right', async () => {
    const sessions = [
      { name: 'a', startUrl: portal, region: '' },
      { name: 'b', startUrl: portal, region: 'eu-west-1' },
    ]
    expect(await regionTroubles(sessions, files)).toEqual([])
  })
})

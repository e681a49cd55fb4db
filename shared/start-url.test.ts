import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkStartUrl } from './names.ts'
import { tidyStartUrl } from './start-url.ts'

const portal = 'https://d-1234567890.awsapps.com/start'

describe('what people paste becomes what the AWS CLI writes', () => {
  test.for([
    [portal, portal],
    [` ${portal}/ `, portal],
    [`${portal}/#`, portal],
    [`${portal}/#/`, portal],
    [`${portal}/#/?tab=accounts`, portal],
    [`${portal}#/console?account_id=111122223333&role_name=Admin`, portal],
    [`${portal}?x=1`, portal],
    [`<${portal}>`, portal],
    ['https://d-1234567890.awsapps.com', portal],
    ['https://d-1234567890.awsapps.com/', portal],
    ['d-1234567890.awsapps.com/start', portal],
    ['d-1234567890.awsapps.com', portal],
    ['https://d-1234567890.awsapps.com/login/?workflowStateHandle=1', portal],
    ['https://eu-west-1.signin.aws/platform/d-1234567890/login?workflowStateHandle=1', portal],
    ['https://us-east-1.signin.aws.amazon.com/platform/D-1234567890/login', portal],
    ['d-1234567890', portal],
    ['D-1234567890', portal],
    ['https://D-1234567890.AWSAPPS.COM/start', portal],
    ['https://my-org.awsapps.com/start/', 'https://my-org.awsapps.com/start'],
    [
      'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef/',
      'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
    ],
    [
      'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws/',
      'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws',
    ],
    [
      'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws/#/?tab=accounts',
      'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws',
    ],
    [
      'https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com/',
      'https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com',
    ],
    [
      'https://start.us-gov-home.awsapps.com/directory/d-1234567890#/',
      'https://start.us-gov-home.awsapps.com/directory/d-1234567890',
    ],
    ['https://start.home.awsapps.cn/directory/d-1234567890/', 'https://start.home.awsapps.cn/directory/d-1234567890'],
    // An organization's own address is its own: only what no server sees goes.
    ['https://sso.example.com/start/#/', 'https://sso.example.com/start'],
    ['sso.example.com/start', 'https://sso.example.com/start'],
    ['https://sso.example.com/start?tenant=1', 'https://sso.example.com/start?tenant=1'],
  ])('%s', ([typed, written]) => {
    expect(tidyStartUrl(typed ?? '')).toBe(written)
    expect(checkStartUrl(written ?? '')).toBeNull()
  })
})

test.for([
  '',
  'nowhere',
  'http://d-1234567890.awsapps.com/start',
  'https://alex:pw@d-1234567890.awsapps.com/start',
  'https://d-1234567890.awsapps.com:444/start',
])('what is wrong stays as it is, for the person to see: %s', (typed) => {
  expect(tidyStartUrl(typed)).toBe(typed)
})

test('what is tidy stays so, whatever was typed', () => {
  const part = fc.constantFrom(
    'https://',
    'd-1234567890',
    '.awsapps.com',
    '/start',
    '/',
    '#',
    '#/',
    '?tab=accounts',
    ' ',
    'sso.example.com',
    '.portal.us-east-1.app.aws',
    '"',
    '<',
    'é',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const once = tidyStartUrl(parts.join(''))
      expect(tidyStartUrl(once)).toBe(once)
    }),
    { numRuns: 2000 },
  )
})

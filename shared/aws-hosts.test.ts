import { describe, expect, test } from 'vitest'
import { isAwsHost } from './aws-hosts.ts'

describe('isAwsHost', () => {
  test.each([
    'd-1234567890.awsapps.com',
    'start.us-gov-home.awsapps.com',
    'start.home.awsapps.cn',
    'ssoins-1234567890abcdef.portal.us-east-1.app.aws',
    'ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com',
    'identitycenter.amazonaws.com',
    'identitycenter.us-gov.amazonaws.com',
  ])('knows %s', (host) => expect(isAwsHost(host)).toBe(true))

  test.each([
    'example.com',
    'awsapps.com',
    'd-1234567890.awsapps.com.example.com',
    'd-1234567890-awsapps.com',
    'xn--wsapps-3ve.com',
    'd-1.awsapps.com:8443',
    'd-1.awsapps.com.',
    's3.amazonaws.com',
    'x.identitycenter.amazonaws.com',
    '',
  ])('does not take %s for one', (host) => expect(isAwsHost(host)).toBe(false))
})

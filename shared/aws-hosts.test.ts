import { describe, expect, test } from 'vitest'
import { isAwsHost, partitionOfHost, partitionOfStartUrl, portalUrl, regionOfStartUrl } from './aws-hosts.ts'

describe('the partition of a host', () => {
  test.for([
    ['d-1234567890.awsapps.com', 'aws'],
    ['ssoins-1234567890abcdef.portal.us-east-1.app.aws', 'aws'],
    ['ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com', 'aws'],
    ['ssoins-1234567890abcdef.us-east-9.portal.amazonaws.com', 'aws'],
    ['identitycenter.amazonaws.com', 'aws'],
    ['start.us-gov-home.awsapps.com', 'aws-us-gov'],
    ['start.us-gov-east-1.us-gov-home.awsapps.com', 'aws-us-gov'],
    ['identitycenter.us-gov.amazonaws.com', 'aws-us-gov'],
    ['ssoins-1.us-gov-west-1.portal.amazonaws.com', 'aws-us-gov'],
    ['start.home.awsapps.cn', 'aws-cn'],
    ['ssoins-1.cn-north-1.portal.amazonaws.com.cn', 'aws-cn'],
    ['ssoins-1.portal.cn-north-1.app.amazonwebservices.com.cn', 'aws-cn'],
    ['identitycenter.amazonaws.com.cn', 'aws-cn'],
    ['ssoins-1.eusc-de-east-1.portal.amazonaws.eu', 'aws-eusc'],
    ['ssoins-1.portal.eusc-de-east-1.api.amazonwebservices.eu', 'aws-eusc'],
    ['identitycenter.amazonaws.eu', 'aws-eusc'],
  ])('%s is in %s', ([host = '', partition]) => {
    expect(partitionOfHost(host)).toBe(partition)
    expect(isAwsHost(host)).toBe(true)
  })

  test.each([
    'example.com',
    'd-1234567890.awsapps.com.example.com',
    'd-1234567890-awsapps.com',
    'xn--wsapps-3ve.com',
    'd-1.awsapps.com:8443',
    'd-1.awsapps.com.',
    's3.amazonaws.com',
    'oidc.us-east-1.amazonaws.com',
    '',
    // The AWS CLI takes these for nobody's either: a name above or below those that AWS gives out.
    'awsapps.com',
    'app.aws',
    'portal.amazonaws.com',
    'awsapps.cn',
    'x.identitycenter.amazonaws.com',
    'x.identitycenter.us-gov.amazonaws.com',
    'x.identitycenter.amazonaws.eu',
  ])('none has %s', (host) => {
    expect(partitionOfHost(host)).toBeNull()
    expect(isAwsHost(host)).toBe(false)
  })
})

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

test.for([
  ['https://d-1234567890.awsapps.com/start', 'aws'],
  ['https://login.example.com/start', 'aws'],
  ['https://login.example.cn/start', 'aws'],
  ['https://start.us-gov-home.awsapps.com/directory/d-1', 'aws-us-gov'],
  ['https://identitycenter.us-gov.amazonaws.com/ssoins-1', 'aws-us-gov'],
  ['https://ssoins-1.us-gov-west-1.portal.amazonaws.com', 'aws-us-gov'],
  ['https://start.home.awsapps.cn/directory/d-1', 'aws-cn'],
  ['https://identitycenter.amazonaws.com.cn/ssoins-1', 'aws-cn'],
  ['https://identitycenter.amazonaws.eu/ssoins-1', 'aws-eusc'],
])('the region of %s is in the partition %s', ([startUrl = '', partition]) => {
  expect(partitionOfStartUrl(startUrl)).toBe(partition)
})

test('a start URL is one portal, however its end is written', () => {
  for (const end of ['', '/', '#', '/#', '#/', '/#/', '/#/#/', '//']) {
    expect(portalUrl(`https://d-1234567890.awsapps.com/start${end}`)).toBe('https://d-1234567890.awsapps.com/start')
  }
  expect(portalUrl('https://start.home.awsapps.cn/directory/d-1')).toBe('https://start.home.awsapps.cn/directory/d-1')
})

import { expect, test } from 'vitest'
import { consolePage, consoleUrl } from './console-url.ts'

const link = { accountId: '111111111111', roleName: 'ReadOnly' }

test.for(['', '/', '#', '/#', '/#/'])('leads from a start URL that ends in "%s" to the console', (end) => {
  const startUrl = `https://d-1.awsapps.com/start${end}`
  expect(consoleUrl({ ...link, startUrl })).toBe(
    'https://d-1.awsapps.com/start/#/console?account_id=111111111111&role_name=ReadOnly',
  )
})

test('a role name stays one value, whatever is in it', () => {
  const url = consoleUrl({ ...link, startUrl: 'https://d-1.awsapps.com/start', roleName: 'A&destination=//evil#' })
  expect(url).toBe(
    'https://d-1.awsapps.com/start/#/console?account_id=111111111111&role_name=A%26destination%3D%2F%2Fevil%23',
  )
})

test('without a permission set the portal asks which', () => {
  expect(consoleUrl({ ...link, startUrl: 'https://d-1.awsapps.com/start', roleName: null })).toBe(
    'https://d-1.awsapps.com/start/#/console?account_id=111111111111',
  )
})

test.for([
  ['s3', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1'],
  ['ec2', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1'],
  ['console', 'cn-north-1', 'https://console.amazonaws.cn/console/home?region=cn-north-1'],
  ['https://s3.console.aws.amazon.com/s3/buckets/a?x=1#y', '', 'https://s3.console.aws.amazon.com/s3/buckets/a?x=1#y'],
  ['https://console.aws.amazon.com.evil.example/', '', null],
  ['https://evil.example/console.aws.amazon.com', '', null],
  ['https://console.aws.amazon.com@evil.example/', '', null],
  ['http://console.aws.amazon.com/', '', null],
  ['javascript://console.aws.amazon.com/%0aalert(1)', '', null],
  ['../x', 'eu-west-1', null],
  ['s3', 'evil.example/', null],
  ['s3', 'eusc-de-east-1', null],
] as const)('the page %s of %s is %s', ([page, region, address]) => {
  const found = consolePage(page, region)
  expect(found.ok ? found.value : null).toBe(address)
})

test('a page is one value of the link', () => {
  const destination = 'https://console.aws.amazon.com/s3/home?region=a&b=c#d'
  expect(consoleUrl({ ...link, startUrl: 'https://d-1.awsapps.com/start', destination })).toBe(
    `https://d-1.awsapps.com/start/#/console?account_id=111111111111&role_name=ReadOnly&destination=${encodeURIComponent(destination)}`,
  )
})

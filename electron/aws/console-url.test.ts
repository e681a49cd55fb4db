import { expect, test } from 'vitest'
import { consoleUrl } from './console-url.ts'

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

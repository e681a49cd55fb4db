import { expect, test } from 'vitest'
import { isPageAddress, pageAddress } from './page-address.ts'

test.each([pageAddress, 'app://lanyard/index.html', 'app://lanyard/#/profiles'])('%s is the page', (url) => {
  expect(isPageAddress(url)).toBe(true)
})

test.each([
  'app://lanyard.example/',
  'app://other/',
  'app://lanyard:80/',
  'app:lanyard',
  'https://lanyard/',
  'file:///app/lanyard',
  'about:blank',
  'null',
  '',
])('%s is not', (url) => {
  expect(isPageAddress(url)).toBe(false)
})

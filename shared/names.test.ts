import { describe, expect, test } from 'vitest'
import {
  checkAccountId,
  checkName,
  checkNewName,
  checkOutput,
  checkRegion,
  checkRoleName,
  checkScope,
  checkRequestUrl,
  checkStartUrl,
  checkTemplate,
  checkValue,
  defaultNameTemplate,
  nameFromTemplate,
  suggestProfileName,
} from './names.ts'

describe('a name that is about to be created', () => {
  test.each(['corp', 'my.dev', 'a_b-c@d+e.f%g:h/i', 'default', '1'])('may be %s', (name) => {
    expect(checkName(name, 'profile')).toBeNull()
  })

  test.each(['', '-x', '__proto__', 'a b', 'é', 'a]b', 'a#b', "a'b", 'a\nb', 'a\tb', 'x'.repeat(129)])(
    'may not be %j',
    (name) => {
      expect(checkName(name, 'session')).toBeTypeOf('string')
    },
  )
})

test('a name that is about to be created is refused in the same words wherever it is taken', () => {
  const taken = new Set(['corp', 'a b'])
  expect(checkNewName('corp', 'session', taken)).toBe('There is already a session corp.')
  expect(checkNewName('corp', 'profile', taken)).toBe('There is already a profile corp.')
  expect(checkNewName('a b', 'profile', taken)).toBe(checkName('a b', 'profile'))
  expect(checkNewName('Corp', 'profile', taken)).toBeNull()
})

describe('a start URL', () => {
  test.each([
    'https://d-1234567890.awsapps.com/start',
    'https://x.awsapps.com/start/#/',
    'https://ssoins-1.portal.eu-west-1.app.aws',
  ])('may be %s', (url) => {
    expect(checkStartUrl(url)).toBeNull()
  })

  test.each([
    '',
    'http://d-1.awsapps.com/start',
    'd-1.awsapps.com/start',
    'https://',
    'javascript:alert(1)',
    'https://me:secret@d-1.awsapps.com/start',
    ' https://d-1.awsapps.com/start',
    'https://d-1.awsapps.com/start #x',
    'https://d-1.awsapps.com/\nstart',
  ])('may not be %j', (url) => {
    expect(checkStartUrl(url)).toBeTypeOf('string')
  })
})

test('a value that the two readers of the file would read differently is refused', () => {
  for (const bad of ['a\nb', 'a\rb', ' a', 'a ', 'a #b', 'a\t;b', 'a\u0000b'])
    expect(checkValue(bad)).toBeTypeOf('string')
  for (const good of ['a', 'a#b', 'a b', 'https://x/start/#/', 'Admin;Ops']) expect(checkValue(good)).toBeNull()
})

test('the other fields say what is wrong with them', () => {
  expect(checkRegion('us-east-1')).toBeNull()
  expect(checkRegion('mars-north-1')).toBe('AWS has no region "mars-north-1".')
  expect(checkAccountId('012345678901')).toBeNull()
  expect(checkAccountId('12345')).toBe('An account number has 12 digits.')
  expect(checkAccountId('１２３４５６７８９０１２')).toBeTypeOf('string')
  expect(checkRoleName('Data+Lake=Admin,ops.x@y-z_1')).toBeNull()
  expect(checkRoleName('Admin; rm')).toBeTypeOf('string')
  expect(checkScope('sso:account:access')).toBeNull()
  expect(checkScope('a b')).toBeTypeOf('string')
  expect(checkOutput('json')).toBeNull()
  expect(checkOutput('xml')).toBeTypeOf('string')
})

test('a link for asking for access is held to what a start URL is, and says so in its own words', () => {
  expect(checkRequestUrl('https://access.example.com/request?team=a#new')).toBeNull()
  expect(checkRequestUrl('http://access.example.com')).toBe('The link begins with https://.')
  expect(checkRequestUrl('https://me:secret@access.example.com')).toBe('The link holds no user name or password.')
  expect(checkRequestUrl('access page')).toMatch(/not a web address/)
})

describe('a suggested profile name', () => {
  const parts = {
    session: 'corp',
    accountId: '417755209931',
    accountName: 'Data Platform Dev',
    roleName: 'AdministratorAccess',
  }

  test('comes from the template', () => {
    expect(nameFromTemplate(defaultNameTemplate, parts)).toBe('data-platform-dev-admin')
    expect(nameFromTemplate('{session}.{id}.{role|lower}', parts)).toBe('corp.417755209931.administratoraccess')
    expect(nameFromTemplate(defaultNameTemplate, { ...parts, roleName: 'PowerUserAccess' })).toBe(
      'data-platform-dev-power',
    )
  })

  test('is a valid name whatever the account is called', () => {
    for (const accountName of [
      '',
      '---',
      '日本',
      '__proto__',
      'constructor',
      'services.x',
      'x'.repeat(200),
      '\u001b[31mred',
      '<script>',
      'Ünïted',
      null,
    ]) {
      for (const template of [defaultNameTemplate, '{account}', '{account|kebab}', '{valueOf|valueOf|kebab}']) {
        expect(checkName(nameFromTemplate(template, { ...parts, accountName }), 'profile')).toBeNull()
      }
    }
  })

  test('evades names that are taken', () => {
    const taken = new Set(['data-platform-dev-admin', 'data-platform-dev-admin-2'])
    expect(suggestProfileName(defaultNameTemplate, parts, taken)).toBe('data-platform-dev-admin-3')
    const longest = 'x'.repeat(128)
    expect(suggestProfileName(longest, parts, new Set([longest]))).toBe(`${'x'.repeat(126)}-2`)
  })
})

test('a template is refused with the part that is wrong', () => {
  expect(checkTemplate(defaultNameTemplate)).toBeNull()
  expect(checkTemplate('{account|shout}')).toContain('shout')
  expect(checkTemplate('{accout}')).toContain('{accout}')
  expect(checkTemplate('{account')).toContain('brace')
  expect(checkTemplate('')).toBeTypeOf('string')
  expect(checkTemplate('a b')).toBeTypeOf('string')
})

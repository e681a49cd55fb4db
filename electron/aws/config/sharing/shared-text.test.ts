import { describe, expect, test } from 'vitest'
import type { Result } from '../../../../shared/result.ts'
import { faultOf, readSections, type SharedSection } from './shared-text.ts'

const corp =
  '[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n'
const dev =
  '[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n'
const setup = `${corp}\n${dev}`

/** The value, or the sentence that says why there is none. */
const valueOf = <T>(result: Result<T>): T | string => (result.ok ? result.value : result.error.message)

function sections(text: string): readonly SharedSection[] {
  const result = readSections(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('readSections', () => {
  test.each([
    ['with the line breaks of Windows', setup.replaceAll('\n', '\r\n')],
    ['behind a byte order mark', `\uFEFF${setup}`],
    ['indented as a whole', setup.replaceAll(/^(?=.)/gm, '    ')],
    ['with comments', `# é\n; two\n${setup.replace('[profile', '# three\n  # four\n[profile')}`],
    ['with colons, capitals and no spaces', setup.replaceAll(' = ', ':').replace('sso_region', 'SSO_Region')],
  ])('reads sections %s', (_, text) => expect(sections(text)).toEqual(sections(setup)))

  test('reads a link as mail programs leave it', () => {
    const link = `lanyard://import?setup=${Buffer.from(setup).toString('base64url')}`
    const broken = link.replaceAll(/.{60}/g, '$&\r\n')
    const slashed = link.replace('import?', 'import/?')
    for (const text of [
      ` ${link} \n`,
      `<${link}>`,
      `"${link}"`,
      broken,
      `> ${broken.replaceAll('\n', '\n> ')}`,
      slashed,
    ]) {
      expect(sections(text)).toEqual(sections(setup))
    }
  })

  test('says that a link which was cut is not whole', () => {
    const link = `lanyard://import?setup=${Buffer.from(setup).toString('base64url')}`
    const cuts = Array.from({ length: 40 }, (_, cut) => readSections(link.slice(0, -cut - 1)))
    expect(cuts.filter((cut) => !cut.ok && cut.error.fix === 'Copy it again.').length).toBeGreaterThan(36)
  })

  test.each(['lanyard://import', 'lanyard://import?setup=', 'lanyard://import?setup=a$b', 'lanyard:x', 'LANYARD://y'])(
    'says that %s is no link to a set-up',
    (link) => expect(valueOf(readSections(link))).toMatch(/^This link is not whole/),
  )

  test.each([
    ['credential_process = sh -c x', 'Line 10 has credential_process. A set-up must not carry commands.'],
    ['endpoint_url = https://x', 'Line 10 has endpoint_url. A set-up must not carry addresses.'],
    ['endpoint_url_sts: https://x', 'Line 10 has endpoint_url_sts. A set-up must not carry addresses.'],
    ['services = mine', 'Line 10 has services. A set-up must not carry addresses.'],
    ['[services mine]', 'Line 10 has services. A set-up must not carry addresses.'],
    ['ca_bundle = /x', 'Line 10 has ca_bundle. A set-up must not carry addresses.'],
    ['role_arn = arn', 'Line 10 has role_arn. A set-up must not carry other ways to sign in.'],
    ['Source_Profile = x', 'Line 10 has source_profile. A set-up must not carry other ways to sign in.'],
    [
      'web_identity_token_file = /x',
      'Line 10 has web_identity_token_file. A set-up must not carry other ways to sign in.',
    ],
    ['aws_access_key_id = AKIA', 'Line 10 has aws_access_key_id. A set-up must not carry secrets.'],
    ['aws_secret_access_key = s', 'Line 10 has aws_secret_access_key. A set-up must not carry secrets.'],
    ['s3 =\n  endpoint_url = https://x', 'Line 11 has endpoint_url. A set-up must not carry addresses.'],
    ['  credential_process = x', 'Line 10 has credential_process. A set-up must not carry commands.'],
    ['credential_process', 'Line 10 has credential_process. A set-up must not carry commands.'],
  ])('refuses all of a text that has %j', (line, message) => {
    const text = `${corp}${dev.replace('output = json\n', '')}${line}\n`
    expect(valueOf(readSections(text))).toBe(message)
  })

  test('names the other keys that are to be taken out', () => {
    const more =
      'cli_pager = less\ns3 =\n  max_concurrent_requests = 9\n  addressing_style = path\nretry_mode = standard\n'
    expect(valueOf(readSections(dev + more))).toBe(
      'A set-up does not carry cli_pager (line 7), s3 (line 8 to 10) and retry_mode (line 11).',
    )
  })

  test.each([
    ['a value over two lines', `${dev}  region = x\n`, 'A set-up does not carry output (line 6 to 7).'],
    ['a key twice', `${dev}output = text\n`, /^Line 7: In this section "output" is set/],
    ['a section twice', `${dev}${dev}`, /^Line 7: The section \[profile dev\] stands/],
    [
      'a section twice, spelled differently',
      `${dev}${dev.replace('dev', '"dev"')}`,
      'Line 7: The profile dev is there twice.',
    ],
    ['two default profiles', '[default]\n[profile default]\n', 'Line 2: The profile default is there twice.'],
    ['another section', `${dev}[plugins]\n`, 'Line 7: [plugins] is no plain header of a session or a profile.'],
    [
      'a section for all',
      '[DEFAULT]\nregion = eu-west-1\n',
      'Line 1: [DEFAULT] is no plain header of a session or a profile.',
    ],
    [
      'a header that botocore alone takes',
      '[profiles x]\n',
      'Line 1: [profiles x] is no plain header of a session or a profile.',
    ],
    [
      'something behind a header',
      '[profile x] region = y\n',
      'Line 1: [profile x] is no plain header of a session or a profile.',
    ],
    [
      'a header with a bracket behind it',
      '[profile a] # [x]\n',
      /^Line 1: .* is no plain header of a session or a profile\.$/,
    ],
    ['a line that is nothing', `${dev}hello\n`, /^Line 7: This line is no section header/],
    ['prose', 'Hello, here is our set-up.', /^Line 1: This line stands before any section header/],
    ['nothing', ' \n', 'There is no session and no profile in this text.'],
    ['a bidirectional mark', `# \u202Egnp\n${dev}`, /^Line 1 has a character that can't be seen/],
    ['a character without width', dev.replace('dev', 'd\u200Bev'), /^Line 1 has a character/],
    ['a null', `${dev}\0`, /^This text is padded with NUL bytes/],
    ['a lone carriage return', 'region = x\rcredential_process = y', /^Line 1 has a character/],
    ['what was not UTF-8', `${dev}# \uFFFD`, /^Line 7 has a character/],
    ['too much', `${dev}${'#'.repeat(9000)}`, 'This text has 9,121 bytes. A set-up has at most 8,192 bytes.'],
    ['too much in a link', `lanyard://import?setup=${'A'.repeat(9000)}`, /^This link has 9,023 bytes/],
    [
      'a link in a link',
      `lanyard://import?setup=${Buffer.from('lanyard://import?setup=AAAA\n').toString('base64url')}`,
      /^Line 1/,
    ],
  ])('refuses all of a text with %s', (_, text, message) => {
    expect(valueOf(readSections(text))).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})

describe('faultOf', () => {
  test.each([
    ['sso_region = eu-west-1', 'sso_region = mars-1', 'AWS has no region "mars-1".'],
    ['sso_region = eu-west-1\n', '', 'It has no sso_region.'],
    ['https:', 'http:', 'A start URL begins with https://.'],
    ['https://', 'https://me:pw@', 'A start URL holds no user name or password.'],
    ['.com/start', '.com\\@example.com', 'Programs read this start URL differently. Ask for a plain one.'],
    ['d-1234567890', 'd\u043E', 'Programs read this start URL differently. Ask for a plain one.'],
    ['/start', '/start # x', 'AWS tools disagree on a "#" or ";" after a space. Remove it.'],
    ['sso:account:access', 'a b', 'A scope looks like sso:account:access.'],
    [
      'sso-session corp',
      'sso-session "a b"',
      'Use letters, digits and _ - @ + . % : / only: AWS tools do not see other names.',
    ],
    ['sso_region', 'sso_session = x\nsso_region', 'sso_session belongs in a profile.'],
  ])('finds the fault of a session: %j → %j', (from, to, message) => {
    const [session] = sections(corp.replace(from, to))
    expect(faultOf(session!)?.message).toBe(`The session ${session?.name}: ${message}`)
  })

  test.each([
    ['111111111111', '11111111111', 'An account number has 12 digits.'],
    ['ReadOnly', 'Read Only', 'A permission set has letters, digits and + = , . @ _ - only.'],
    ['sso_session = corp\n', '', 'It has no sso_session.'],
    ['sso_session = corp', 'sso_start_url = https://x.awsapps.com/start', 'sso_start_url belongs in a session.'],
    ['json', 'xml', 'Choose one of json, yaml, yaml-stream, text, table, off.'],
    ['dev', '__proto__', 'This name empties the whole file for the JavaScript SDK. Choose another.'],
  ])('finds the fault of a profile, and leaves its session: %j → %j', (from, to, message) => {
    const [session, profile] = sections(corp + dev.replace(from, to))
    expect(faultOf(session!)).toBeNull()
    expect(faultOf(profile!)?.message).toBe(`The profile ${profile?.name}: ${message}`)
  })
})

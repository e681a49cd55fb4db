import { describe, expect, test } from 'vitest'
import { parse, textOrCode } from './document/document.testing.ts'
import { updateProfile } from './profiles.ts'

const corp = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-central-1\n'

describe('a profile that the credentials file has too', () => {
  const config = parse(`${corp}[profile a]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\n`)
  const change = { name: 'a', region: 'eu-west-1' }

  test('is not changed where that file wins, and it is said so', () => {
    const refused = updateProfile(config, parse('[a]\nregion = us-east-1\n'), change)
    expect(refused).toMatchObject({ ok: false, error: { code: 'unsupported-profile' } })
    expect(!refused.ok && refused.error.message).toContain('The credentials file has region of a')
  })

  test('is changed where that file says the same, or nothing of it', () => {
    for (const said of ['region = eu-west-1', 'aws_access_key_id = A']) {
      expect(textOrCode(updateProfile(config, parse(`[a]\n${said}\n`), change))).toContain('region = eu-west-1')
    }
  })

  test('alone is for a person, who is told where', () => {
    const refused = updateProfile(parse(corp), parse('[a]\nregion = us-east-1\n'), change)
    expect(!refused.ok && refused.error.fix).toContain('as [profile a]')
  })
})

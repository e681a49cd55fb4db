import { describe, expect, test } from 'vitest'
import { emptyDocument, parseText } from './document/document.ts'
import { listProfiles } from './profiles.ts'

const corp = `[sso-session corp]
sso_start_url = https://d-1.awsapps.com/start
sso_region = us-east-1
[services local]
s3 =
  endpoint_url = http://localhost:4566
[services all]
sso =
  endpoint_url = http://localhost:4566
[services aws]
sts =
  endpoint_url = https://sts-fips.us-east-1.amazonaws.com
`
const dev = '[profile dev]\nsso_session = corp\nsso_account_id = 012345678901\nsso_role_name = R\n'

/** What stands beside who the profile is. */
function wordBeside(lines: string): string | undefined {
  return listProfiles(parseText(corp + dev + lines, true), emptyDocument)[0]!.otherAnswer
}

describe('beside who a profile is stands', () => {
  test.for([
    ['nothing where all agree', '', undefined],
    [
      'that JavaScript runs a process',
      'credential_process = /opt/keys\n',
      'JavaScript runs its credential_process instead.',
    ],
    ['nothing of a process that asks Lanyard', 'credential_process = lanyard credentials dev --process\n', undefined],
    [
      'that JavaScript takes keys',
      'aws_access_key_id = A\naws_secret_access_key = b\n',
      'JavaScript takes its access keys instead.',
    ],
    [
      'where the AWS CLI asks',
      'endpoint_url = http://localhost:4566\n',
      'The AWS CLI asks localhost:4566 instead of AWS.',
    ],
    ['where a services section leads', 'services = all\n', 'The AWS CLI asks localhost:4566 instead of AWS.'],
    ['nothing of other services', 'services = local\n', undefined],
    ["nothing of AWS's own hosts", 'services = aws\n', undefined],
    [
      'nothing where all of that is switched off',
      'endpoint_url = http://localhost:4566\nignore_configured_endpoint_urls = true\n',
      undefined,
    ],
    [
      'nothing where a role is assumed, which Lanyard does not ask',
      'role_arn = x\ncredential_process = y\n',
      undefined,
    ],
  ] as const)('%s', ([, lines, word]) => {
    expect(wordBeside(lines)).toBe(word)
  })
})

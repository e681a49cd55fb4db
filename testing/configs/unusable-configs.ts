/** Config files that all clients read alike, and in each of which something cannot be used, or not as it was meant. */
import { corp, profile } from './broken-configs.ts'
import { refusedValues, type UnusableConfig } from './refused-values.ts'

const sso = 'sso_account_id = 012345678901\nsso_role_name = ReadOnly\nregion = us-east-1\n'
const role = 'role_arn = arn:aws:iam::012345678901:role/x\n'
const url = 'https://d-1234567890.awsapps.com/start'

export const unusableConfigs: readonly UnusableConfig[] = [
  {
    id: 'unknown-session profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = Crop\n${sso}`,
    mended: `${corp}[profile a]\nsso_session = corp\n${sso}`,
  },
  {
    id: 'unknown-session profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = main\nsso_start_url = ${url}/#\n${sso}`,
    mended: `${corp}[profile a]\nsso_session = corp\n${sso}`,
  },
  {
    // To use it would be refused for the region.
    id: 'unknown-session profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = Corp\nsso_region = eu-west-1\n${sso}`,
    mended: null,
  },
  {
    id: 'unknown-session profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = other\n${sso}`,
    mended: null,
  },
  {
    id: 'contradicts-session profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\nsso_region = eu-west-1\nsso_start_url = ${url}/\n${sso}`,
    mended: `${corp}[profile a]\nsso_session = corp\n${sso}`,
  },
  {
    id: 'incomplete-profile profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\nsso_account_id = 012345678901\nregion = us-east-1\n`,
    mended: null,
  },
  {
    id: 'incomplete-profile profile:a',
    severity: 'error',
    file: `[profile a]\nsso_start_url = ${url}\n${sso}`,
    mended: null,
  },
  {
    id: 'incomplete-profile profile:a',
    severity: 'note',
    file: `${corp}[profile a]\nsso_session = corp\nregion = us-east-1\n`,
    mended: null,
  },
  {
    id: 'incomplete-session sso-session:corp',
    severity: 'error',
    file: `[sso-session corp]\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n`,
    mended: null,
  },
  {
    id: 'account-number profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\nsso_account_id = 12345678901\nsso_role_name = A\nregion = us-east-1\n`,
    mended: null,
  },
  {
    id: 'account-number profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\nsso_account_id = 0123-4567-8901\nsso_role_name = A\nregion = us-east-1\n`,
    mended: `${corp}[profile a]\nsso_session = corp\nsso_account_id = 012345678901\nsso_role_name = A\nregion = us-east-1\n`,
  },
  {
    id: 'account-number profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\nsso_account_id = 1.23457E+11\nsso_role_name = A\nregion = us-east-1\n`,
    mended: null,
  },
  {
    id: 'unknown-source profile:a',
    severity: 'error',
    file: `${profile('base')}[profile a]\nrole_arn = arn:aws:iam::012345678901:role/x\nsource_profile = Base\n`,
    mended: `${profile('base')}[profile a]\nrole_arn = arn:aws:iam::012345678901:role/x\nsource_profile = base\n`,
  },
  {
    id: 'unknown-source profile:a',
    severity: 'error',
    file: `[profile a]\nrole_arn = arn:aws:iam::012345678901:role/x\nsource_profile = nobody\n`,
    mended: null,
  },
  {
    id: 'no-source profile:a',
    severity: 'error',
    file: `[profile a]\nrole_arn = arn:aws:iam::012345678901:role/x\n`,
    mended: null,
  },
  {
    id: 'unknown-region profile:a region',
    severity: 'error',
    file: `[profile a]\nregion=US-East-1a\n`,
    mended: `[profile a]\nregion=us-east-1\n`,
  },
  { id: 'unknown-region profile:a region', severity: 'error', file: `[profile a]\nregion = Ireland\n`, mended: null },
  {
    id: 'unknown-region profile:a region',
    severity: 'warning',
    file: `[profile a]\nregion = xx-new-1\n`,
    mended: null,
  },
  {
    id: 'unknown-region sso-session:corp sso_region',
    severity: 'error',
    file: corp.replace('us-east-1', 'us_east_1'),
    mended: corp,
  },
  {
    id: 'no-region profiles',
    severity: 'warning',
    file: `${corp}[profile a]\nsso_session = corp\nsso_account_id = 012345678901\nsso_role_name = A\n`,
    mended: null,
  },
  {
    id: 'no-scopes sso-session:corp',
    severity: 'warning',
    file: `[sso-session corp]\nsso_start_url = ${url}\nsso_region = us-east-1\n\n${profile('a')}`,
    mended: `${corp}\n${profile('a')}`,
  },
  {
    id: 'no-scopes sso-session:corp',
    severity: 'warning',
    file: `[sso-session corp]\r\nsso_start_url = ${url}\r\nsso_region = us-east-1`,
    mended: corp.replaceAll('\n', '\r\n'),
  },
  {
    id: 'missing-scope sso-session:corp',
    severity: 'warning',
    file: `${corp.replace('sso:account:access', 'x:y, z')}[profile a]\nsso_session = corp\n${sso}`,
    mended: `${corp.replace('sso:account:access', 'x:y, z,sso:account:access')}[profile a]\nsso_session = corp\n${sso}`,
  },
  ...[
    ['sso:account:access codewhisperer:completions', 'sso:account:access,codewhisperer:completions'],
    ['sso:account:access;codewhisperer:completions', 'sso:account:access,codewhisperer:completions'],
    ['sso:account:access ; codewhisperer:completions', 'sso:account:access,codewhisperer:completions'],
    ['"sso:account:access", \'x:y\'', 'sso:account:access,x:y'],
    ['SSO:Account:Access', 'sso:account:access'],
    ['codewhisperer:completions x:y', 'codewhisperer:completions,x:y,sso:account:access'],
    ['sso account access', null],
    ['sso:account:access,a?b', null],
  ].map(([written, right]) => {
    const file = (scopes: string): string =>
      `${corp.replace('sso:account:access', scopes)}[profile a]\nsso_session = corp\n${sso}`
    return {
      id: 'odd-scopes sso-session:corp',
      severity: 'error' as const,
      file: file(written!),
      mended: right === null ? null : file(right!),
    }
  }),
  ...[
    // What a profile repeats of its session goes along: the AWS CLI refuses two answers.
    ['odd-scopes sso-session:corp', 'sso_registration_scopes', 'SSO:account:access', 'sso:account:access'],
    ['unknown-region sso-session:corp sso_region', 'sso_region', 'us_east_1', 'us-east-1'],
    ['start-url-tail sso-session:corp', 'sso_start_url', `${url}/#/`, url],
    [
      'insecure-start-url sso-session:corp',
      'sso_start_url',
      'http://d-1.awsapps.com/start',
      'https://d-1.awsapps.com/start',
    ],
  ].map(([id = '', key = '', written = '', right = '']) => {
    const file = (value: string): string =>
      `${corp.replace(new RegExp(`(?<=${key} = ).*`), value)}[profile a]\nsso_session = corp\n${key} = ${value}\n${sso}`
    return {
      id,
      severity: id.startsWith('start-url-tail') ? ('note' as const) : ('error' as const),
      file: file(written),
      mended: file(right),
    }
  }),
  {
    id: 'insecure-start-url sso-session:corp',
    severity: 'error',
    file: corp.replace('https', 'http'),
    mended: corp,
  },
  {
    id: 'insecure-start-url sso-session:corp',
    severity: 'error',
    file: corp.replace('https://d', 'ftp://d'),
    mended: null,
  },
  ...['/', '#', '#/', '/#/', '/#'].map((tail) => ({
    id: 'start-url-tail sso-session:corp',
    severity: 'note' as const,
    file: corp.replace('/start', `/start${tail}`),
    mended: corp,
  })),
  {
    id: 'keys-beside-sso profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\n${sso}aws_access_key_id = AKIA\naws_secret_access_key = hidden\n`,
    mended: null,
  },
  {
    id: 'indented-header profile a',
    severity: 'warning',
    file: `  [profile a]\n  region = us-east-1\n`,
    mended: `[profile a]\n  region = us-east-1\n`,
  },
  {
    id: 'default-twice profile:default',
    severity: 'warning',
    file: `[default]\nregion = us-east-1\n\n[profile default]\nregion = eu-west-1\n`,
    mended: null,
  },
  {
    id: 'default-twice profile:default',
    severity: 'error',
    file: `[profile default]\nregion = us-east-1\n\n[default]\nregion = us-east-1\n`,
    mended: `\n[default]\nregion = us-east-1\n`,
  },
  {
    id: `legacy-profiles ${url} us-east-1`,
    severity: 'warning',
    file: `[profile a]\nsso_start_url = ${url}/#/\nsso_region = us-east-1\n${sso}\n[profile b]\nsso_region=us-east-1\n${sso}# mine\nsso_start_url=${url}`,
    mended: `[profile a]\nsso_session = d-1234567890\n${sso}\n[profile b]\n${sso}# mine\nsso_session=d-1234567890\n\n${corp.replace('corp', 'd-1234567890')}`,
  },
  {
    id: `legacy-profiles ${url} us-east-1`,
    severity: 'note',
    file: `${corp}[profile a]\nsso_start_url = ${url}\nsso_region = us-east-1\n${sso}`,
    mended: `${corp}[profile a]\nsso_session = corp\n${sso}`,
  },
  {
    id: 'session-alone',
    severity: 'note',
    file: `${corp}[profile a]\nsso_session = corp\n${sso}`,
    mended: `${corp}[profile a]\nsso_session = corp\nsso_start_url = ${url}\nsso_region = us-east-1\n${sso}`,
  },
  ...refusedValues,
  {
    id: 'process-beside-sso profile:a',
    severity: 'warning',
    file: `${corp}[profile a]\nsso_session = corp\n${sso}credential_process = /opt/keys\n`,
    mended: null,
  },
  {
    id: 'role-beside-sso profile:a',
    severity: 'warning',
    file: `${corp}${profile('b')}[profile a]\nsso_session = corp\n${sso}${role}source_profile = b\n`,
    mended: null,
  },
  {
    id: 'source-loop profile:a',
    severity: 'error',
    file: `[profile a]\n${role}source_profile = a\n`,
    mended: null,
  },
  {
    id: 'source-loop profile:a',
    severity: 'error',
    file: `${corp}[profile a]\nsso_session = corp\n${sso}${role}source_profile = a\n`,
    mended: null,
  },
  {
    id: 'source-loop profile:a',
    severity: 'error',
    file: `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = a\n`,
    mended: null,
  },
  ...['endpoint_url = http://localhost:4566', 'services = local'].map((line) => ({
    id: 'redirected-sign-in profile:a',
    severity: 'warning' as const,
    file: `${corp}[services local]\nsso_oidc =\n  endpoint_url = http://localhost:4566\n[profile a]\nsso_session = corp\n${sso}${line}\n`,
    mended: null,
  })),
  ...[
    ['AWSReservedSSO_Read_Only_0123456789abcdef', 'Read_Only'],
    [
      'arn:aws:iam::012345678901:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
      'Admin',
    ],
    ['arn:aws:sts::012345678901:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me', 'Admin'],
    ['arn:aws:iam::012345678901:role/Admin', null],
  ].map(([name, inside]) => {
    const file = (role: string | null): string =>
      `${corp}[profile a]\nsso_session = corp\n${sso.replace('ReadOnly', role!)}`
    return {
      id: 'role-not-permission-set profile:a',
      severity: 'error' as const,
      file: file(name!),
      mended: inside === null ? null : file(inside!),
    }
  }),
]

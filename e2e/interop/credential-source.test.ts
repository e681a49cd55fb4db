/** Where a profile's credentials come from: what Lanyard says, held against what boto3 and the AWS CLI take. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { credentialSource } from '../../electron/aws/config/credential-source.ts'
import { parseDocument } from '../../electron/aws/config/document/document.ts'
import type { CredentialSource } from '../../shared/credential-source.ts'
import { askPython, findAwsClis, findBotocore } from '../../testing/tools.ts'

const python = findBotocore()
const cli = findAwsClis().find(({ major }) => major === 1)?.path

/** The methods of a profile's credentials, from the one it works as down to the first; null where botocore refuses it. */
const script = `
import json, os, sys, tempfile
import botocore.session

def fetcher(credentials):
    run = getattr(credentials, '_refresh_using', None)
    # One that asks for a code wraps the one that does the work.
    return getattr(getattr(run, '_refresh', run), '__self__', None)

def methods(credentials):
    if credentials is None: return ['nothing']
    source = getattr(fetcher(credentials), '_source_credentials', None)
    return [credentials.method] + (methods(source) if source else [])

answers = []
with tempfile.TemporaryDirectory() as folder:
    os.environ.clear()
    os.environ.update(HOME=folder, AWS_EC2_METADATA_DISABLED='true', AWS_CONFIG_FILE=folder + '/config',
        AWS_SHARED_CREDENTIALS_FILE=folder + '/credentials', AWS_ACCESS_KEY_ID='AKIAENV', AWS_SECRET_ACCESS_KEY='x')
    for config, credentials, names in json.load(sys.stdin):
        for name, text in (('config', config), ('credentials', credentials)):
            with open(os.path.join(folder, name), 'w') as file: file.write(text)
        found = []
        for name in names:
            try:
                found.append(methods(botocore.session.Session(profile=name).get_credentials()))
            except Exception as error:
                found.append(None)
        answers.append(found)
json.dump(answers, sys.stdout)
`

/** botocore's own words for the kinds. */
const methodOf: Readonly<Record<Exclude<CredentialSource['kind'], 'role' | 'keys' | 'broken'>, string>> = {
  session: 'sso',
  'legacy-sso': 'sso',
  'web-identity': 'assume-role-with-web-identity',
  login: 'login',
  process: 'custom-process',
  environment: 'env',
  container: 'container-role',
  instance: 'iam-role',
  nothing: 'nothing',
}

function methodsOf(source: CredentialSource): readonly string[] | null {
  switch (source.kind) {
    case 'broken':
      return null
    case 'keys':
      return [source.file === 'config' ? 'config-file' : 'shared-credentials-file']
    case 'role': {
      const under = methodsOf(source.source)
      return under && ['assume-role', ...under]
    }
    default:
      return [methodOf[source.kind]]
  }
}

const names = ['a', 'b', 'c']
const session = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n'
const given = `echo '{"Version": 1, "AccessKeyId": "AKIAPROC", "SecretAccessKey": "x"}'`

/** Settings that decide, in any mixture; a missing one is as telling as one that is there. */
const settings = fc
  .record(
    {
      role_arn: fc.constant('arn:aws:iam::222222222222:role/Deploy'),
      source_profile: fc.constantFrom(...names, 'gone'),
      credential_source: fc.constantFrom('Environment', 'Nowhere'),
      mfa_serial: fc.constant('arn:aws:iam::1:mfa/me'),
      web_identity_token_file: fc.constant('/token'),
      sso_session: fc.constantFrom('corp', 'gone'),
      sso_start_url: fc.constantFrom('https://d-1.awsapps.com/start', 'https://d-2.awsapps.com/start'),
      sso_region: fc.constant('us-east-1'),
      sso_account_id: fc.constant('111111111111'),
      sso_role_name: fc.constant('ReadOnlyAccess'),
      aws_access_key_id: fc.constant('AKIAFILE'),
      aws_secret_access_key: fc.constant('x'),
      credential_process: fc.constant(given),
    },
    { requiredKeys: [] },
  )
  .chain((all) => fc.subarray(Object.entries(all)))
const profile = fc.oneof(
  settings,
  settings.map((some) => some.filter(([key]) => !/^(credential_source|web)/.test(key))),
  fc.constantFrom(
    ...['a', 'b', 'c'].map((name) => [
      ['role_arn', 'arn:aws:iam::222222222222:role/Deploy'],
      ['source_profile', name],
    ]),
    [
      ['sso_session', 'corp'],
      ['sso_account_id', '1'],
      ['sso_role_name', 'R'],
    ],
  ),
)
const section = (heading: string, some: readonly (readonly string[])[]) =>
  `[${heading}]\n${some.map(([key, value]) => `${key} = ${value}\n`).join('')}`
const files = fc.tuple(fc.array(profile, { minLength: 3, maxLength: 3 }), fc.option(settings)).map(([own, secret]) => ({
  config: session + own.map((some, at) => section(`profile ${names[at]}`, some)).join(''),
  credentials: secret
    ? section(
        'a',
        secret.filter(([key]) => key.startsWith('aws_')),
      )
    : '',
}))

test.runIf(python)('is what boto3 takes, down to the end of each chain, in many generated files', () => {
  const cases = fc.sample(files, { numRuns: 80, seed: 7 })
  const input = cases.map(({ config, credentials }) => [config, credentials, names])
  const answers = askPython(python!, script, input) as readonly (readonly (readonly string[] | null)[])[]
  const seen = new Set<string>()
  for (const [at, { config, credentials }] of cases.entries()) {
    const read = { config: parseDocument(Buffer.from(config)), credentials: parseDocument(Buffer.from(credentials)) }
    const said = names.map((name) => methodsOf(credentialSource(read, name)))
    expect(said, `${config}\n--\n${credentials}`).toEqual(answers[at])
    for (const each of said) seen.add(JSON.stringify(each))
  }
  // Else the files would hold nothing that differs.
  expect(seen.size).toBeGreaterThan(8)
})

test.runIf(cli).each([
  ['keys in the config', `[profile a]\naws_access_key_id = AKIAFILE\naws_secret_access_key = x\n`, '', 'config-file'],
  [
    'keys beside',
    '[profile a]\nregion = r\n',
    '[a]\naws_access_key_id = AKIAFILE\naws_secret_access_key = x\n',
    'shared-credentials-file',
  ],
  ['a command', `[profile a]\ncredential_process = ${given}\n`, '', 'custom-process'],
])('is what “aws configure list” says: %s', async (_, config, credentials, type) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-source-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [first, second] = [path.join(folder, 'config'), path.join(folder, 'credentials')]
  await Promise.all([writeFile(first, config), writeFile(second, credentials)])
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    AWS_CONFIG_FILE: first,
    AWS_SHARED_CREDENTIALS_FILE: second,
  }
  const listed = execFileSync(cli!, ['configure', 'list', '--profile', 'a'], { env, encoding: 'utf8' })
  expect(/access_key +\S+ +(\S+)/.exec(listed)?.[1]).toBe(type)
  const read = { config: parseDocument(Buffer.from(config)), credentials: parseDocument(Buffer.from(credentials)) }
  expect(methodsOf(credentialSource(read, 'a'))).toEqual([type])
})

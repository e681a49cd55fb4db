/** Config files as people have them, with faults in them as people make them. For property tests. */
import fc from 'fast-check'

const url = 'https://d-1234567890.awsapps.com/start'

/** A section as its lines, the header first. */
type Section = readonly string[]

const session = (name: string): Section => [
  `[sso-session ${name}]`,
  `sso_start_url = ${url}`,
  'sso_region = us-east-1',
  'sso_registration_scopes = sso:account:access',
]
const ofSession = (name: string, of: string): Section => [
  `[profile ${name}]`,
  `sso_session = ${of}`,
  'sso_account_id = 012345678901',
  'sso_role_name = ReadOnly',
  'region = us-east-1',
]
const repeating = (name: string, of: string): Section => [
  ...ofSession(name, of),
  `sso_start_url = ${url}`,
  'sso_region = us-east-1',
]
const legacy = (name: string): Section => repeating(name, 'corp').toSpliced(1, 1)
const role = (name: string, of: string): Section => [
  `[profile ${name}]`,
  'role_arn = arn:aws:iam::012345678901:role/x',
  `source_profile = ${of}`,
  'region = eu-west-1',
]
const withBlock = (name: string): Section => [
  ...ofSession(name, 'corp'),
  's3 =',
  '  # faster',
  '  addressing_style = path',
]

const whole: readonly (readonly Section[])[] = [
  [session('corp'), ofSession('a', 'corp'), ofSession('b', 'corp')],
  [ofSession('a', 'corp'), session('corp'), repeating('b', 'corp'), role('c', 'a')],
  [['[default]', 'region = us-east-1', 'output = json'], session('corp'), session('other'), repeating('a', 'other')],
  [session('corp'), withBlock('a'), legacy('b')],
  [legacy('a'), legacy('b'), ['# mine', '[profile c]', 'credential_process = "/opt/x y"', 'region = us-east-1']],
]

type Fault = (line: string) => string

/** Another value for a key. */
const values: Readonly<Record<string, readonly string[]>> = {
  sso_session: ['Corp', 'crop', 'nobody', '', '"corp"'],
  sso_start_url: [`${url}/#/`, `${url}/`, 'http://d-1234567890.awsapps.com/start', 'ftp://x', '', `${url} # portal`],
  sso_region: ['us_east_1', 'US-East-1', 'us-east-1a', 'Ireland', 'eu-west-1', ''],
  region: ['us_east_1', 'US-East-1', 'us-east-1a', 'Ireland', 'aws-global', '', 'us-east-1 ; home'],
  sso_registration_scopes: [
    'sso:account:access codewhisperer:completions',
    'sso:account:access; codewhisperer:completions',
    'sso:account:access ;codewhisperer:completions',
    '"sso:account:access"',
    'SSO:Account:Access',
    'codewhisperer:completions codewhisperer:analysis',
    'codewhisperer:completions,',
    'x y z',
    '',
    'sso:account:access # all',
  ],
  sso_account_id: ['0123-4567-8901', '12345678901', '1.2E+11', ''],
  sso_role_name: ['', 'arn:aws:iam::012345678901:role/ReadOnly'],
  source_profile: ['A', 'nobody', 'c'],
}
const valueFaults = Object.entries(values).flatMap(([key, some]): Fault[] =>
  some.map((each) => (line) => (line.startsWith(`${key} =`) ? `${key} = ${each}` : line)),
)

const onSetting =
  (change: Fault): Fault =>
  (line) =>
    /^\w+ = ./.test(line) ? change(line) : line
const onHeader =
  (change: Fault): Fault =>
  (line) =>
    line.startsWith('[') ? change(line) : line

const formFaults: readonly Fault[] = [
  onSetting((line) => line.replace(' =', ':')),
  onSetting((line) => line.charAt(0).toUpperCase() + line.slice(1)),
  onSetting((line) => `  ${line}`),
  onSetting((line) => `${line} # note`),
  onSetting((line) => `${line}\n${line}`),
  onSetting((line) => `${line}\nstray`),
  onSetting((line) => `${line}\n= no key`),
  onSetting((line) => line.replace('=', '')),
  onHeader((line) => line.replace(' ', '  ')),
  onHeader((line) => `${line} # note`),
  onHeader((line) => `  ${line}`),
  onHeader((line) => line.replace(/ (.*)\]/, ' "$1"]')),
  onHeader((line) => line.replace('profile ', '')),
  onHeader((line) => line.replace('[', '[ ')),
  onHeader((line) => line.toUpperCase()),
  onHeader((line) => `${line}\nregion = us-east-1\n${line}`),
  onHeader((line) => line.replace(']', '')),
  onHeader((line) => `# note\n\n${line}`),
]

/** On all the lines of one section, or on one of them. */
const fault = fc.tuple(
  fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...valueFaults) }, fc.constantFrom(...formFaults)),
  fc.nat(5),
  fc.option(fc.nat(7)),
)

/** From none to four faults. */
export const brokenFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...whole),
    fc.array(fault, { maxLength: 4 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '', '', '\ufeff'),
  )
  .map(([sections, faults, lineBreak, mark]) => {
    const broken = faults.reduce(
      (all, [change, section, line]) =>
        all.map((lines, at) =>
          at === section % all.length
            ? lines.map((each, which) => (line === null || which === line % lines.length ? change(each) : each))
            : lines,
        ),
      sections,
    )
    return (
      mark +
      broken
        .map((lines) => lines.join('\n') + '\n')
        .join('\n')
        .replaceAll('\n', lineBreak)
    )
  })

/** Config files in each of which one thing is wrong that clients see differently, and what they are once it is mended. */

export interface BrokenConfig {
  /** The finding that is there to be mended. */
  readonly id: string
  readonly file: string
  /** Null: a person has to decide. */
  readonly mended: string | null
}

export const corp = `[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`

export const profile = (name: string): string => `${header(`profile ${name}`)}output = json\n`
const header = (text: string): string => `[${text}]\n`

/** botocore refuses these as a whole; the JavaScript SDK does not. */
export const refusedConfigs: readonly BrokenConfig[] = [
  {
    id: 'byte-order-mark file',
    file: `\ufeff[profile a]\nregion = us-east-1\n`,
    mended: `[profile a]\nregion = us-east-1\n`,
  },
  {
    id: 'repeated-section profile:a',
    file: `[profile a]\nregion = us-east-1\n\n${corp}\n# mine\n[profile a] # again\n# said\noutput = json\nregion = us-east-1\n\n# end\n`,
    mended: `[profile a]\nregion = us-east-1\n# again\n# said\noutput = json\n\n${corp}\n# mine\n\n# end\n`,
  },
  {
    id: 'repeated-section profile:a',
    file: `[profile a]\nregion = us-east-1\n[profile a]\nregion = eu-west-1\n`,
    mended: null,
  },
  {
    id: 'repeated-section profile:a',
    file: `[profile a]\n[profile a]\nregion = eu-west-1`,
    mended: `[profile a]\nregion = eu-west-1\n`,
  },
  {
    id: 'repeated-key profile:a region',
    file: `[profile a]\r\nregion = us-east-1\r\noutput = json\r\nregion=us-east-1\r\n`,
    mended: `[profile a]\r\nregion = us-east-1\r\noutput = json\r\n`,
  },
  {
    id: 'repeated-key profile:a region',
    file: `[profile a]\nRegion = us-east-1\nregion = us-east-1\n`,
    mended: `[profile a]\nregion = us-east-1\n`,
  },
  {
    id: 'repeated-key profile:a region',
    file: `[profile a]\nregion = us-east-1\nregion = eu-west-1\n`,
    mended: null,
  },
  {
    id: 'line-before-sections file',
    file: `# mine\nregion = us-east-1\n\nstray\n[profile a]\noutput = json\n`,
    mended: `# mine\n# region = us-east-1\n\n# stray\n[profile a]\noutput = json\n`,
  },
  {
    id: 'stray-line profile:a',
    file: `[profile a]\nregion = us-east-1\n<<<<<<< HEAD\noutput = json\n`,
    mended: `[profile a]\nregion = us-east-1\n# <<<<<<< HEAD\noutput = json\n`,
  },
  {
    id: 'line-without-key profile:a',
    file: `[profile a]\nregion = us-east-1\n= json\n`,
    mended: `[profile a]\nregion = us-east-1\n# = json\n`,
  },
  {
    id: 'nested-line profile:a',
    file: `[profile a]\nregion = us-east-1\ns3 =\n    addressing_style\n    max_queue_size = 5\n`,
    mended: `[profile a]\nregion = us-east-1\ns3 =\n# addressing_style\n    max_queue_size = 5\n`,
  },
  { id: 'open-header profile:a', file: `${profile('a')}[profile b\nregion = us-east-1\n`, mended: null },
]

/** botocore and the JavaScript SDK find different things in these. */
export const contestedConfigs: readonly BrokenConfig[] = [
  ...[
    ['profile  a', '[profile  a]', '[profile a]'],
    ['profile a ', '[profile a ]', '[profile a]'],
    ["profile 'a' ", "[profile 'a' ]", '[profile a]'],
    ['profile a] # see [x', '[profile a] # see [x]', '# see [x]\n[profile a]'],
    ['profile a', '[profile a]; mine', '; mine\n[profile a]'],
    ['profile.a', '[profile.a]', '[profile a]'],
    ['profiles a', '[profiles a]', '[profile a]'],
    ['sso-session  a', '[sso-session  a]', '[sso-session a]'],
  ].map(([name = '', before, after]) => ({
    id: `header-form ${name}`,
    file: `${profile('first')}${before}\noutput = text\n`,
    mended: `${profile('first')}${after}\noutput = text\n`,
  })),
  { id: 'header-form profile  a', file: `${profile('a')}[profile  a]\nregion = us-east-1\n`, mended: null },
  { id: 'header-name profile "x y"', file: `[profile "x y"]\nregion = us-east-1\n`, mended: null },
  {
    id: "header-name sso-session 'x y'",
    file: `${profile('a')}[sso-session 'x y']\nsso_region = us-east-1\n`,
    mended: null,
  },
  { id: 'header-name profile é', file: `[profile é]\nregion = us-east-1\n`, mended: null },
  { id: 'defaults-section DEFAULT', file: `[DEFAULT]\nregion = us-east-1\n${profile('a')}`, mended: null },
  { id: 'file-emptying-name profile __proto__', file: `${profile('a')}${profile('__proto__')}`, mended: null },
  {
    id: 'swallowed-header profile:a output',
    file: `${profile('a')}  [profile b]\n  region = us-east-1\n  s3 =\n    addressing_style = path\n`,
    mended: `${profile('a')}[profile b]\nregion = us-east-1\ns3 =\n  addressing_style = path\n`,
  },
  {
    id: 'continued-value profile:a output',
    file: `${profile('a')}  region = us-east-1\n  # mine\n  sso_session = corp\n${corp}`,
    mended: `${profile('a')}region = us-east-1\n  # mine\nsso_session = corp\n${corp}`,
  },
  { id: 'continued-value profile:a output', file: `${profile('a')}  and = more\n`, mended: null },
  {
    id: 'inline-comment profile:a region',
    file: `[profile a]\n  region = us-east-1   # home\n  output = json\n`,
    mended: `[profile a]\n# home\n  region = us-east-1\n  output = json\n`,
  },
  {
    id: 'inline-comment profile:a sso_account_id',
    file: `[profile a]\r\nsso_account_id = 012345678901 ; prod\r\n`,
    mended: `[profile a]\r\n; prod\r\nsso_account_id = 012345678901\r\n`,
  },
  { id: 'inline-comment profile:a region', file: `[profile a]\nregion = # none\noutput = json\n`, mended: null },
  {
    id: 'inline-comment profile:a credential_process',
    file: `[profile a]\ncredential_process = a ; b\n`,
    mended: null,
  },
  {
    id: 'colon profile:a region',
    file: `[profile a]\nregion: us-east-1\noutput : json\n`,
    mended: `[profile a]\nregion = us-east-1\noutput = json\n`,
  },
  {
    id: 'colon profile:a s3',
    file: `[profile a]\ns3:\n    addressing_style = path\n`,
    mended: `[profile a]\ns3 =\n    addressing_style = path\n`,
  },
  {
    id: 'capital-key profile:a region',
    file: `[profile a]\nRegion = us-east-1\nSSO_Account_ID = 012345678901\n`,
    mended: `[profile a]\nregion = us-east-1\nsso_account_id = 012345678901\n`,
  },
  {
    id: 'default-twice profile:default',
    file: `[profile default]\nregion = us-east-1\n\n[default]\nregion = eu-west-1\n`,
    mended: null,
  },
  {
    id: 'spelled-twice profile:a',
    file: `[profile a]\nregion = us-east-1\n\n[profile "a"]\noutput = json\n# end\n`,
    mended: `[profile a]\nregion = us-east-1\noutput = json\n\n# end\n`,
  },
  {
    id: 'spelled-twice profile:a',
    file: `[profile a]\nregion = us-east-1\noutput = json\n\n[profile "a"]\nregion = eu-west-1\n`,
    mended: null,
  },
]

/** No client finds the section of the header. */
export const unseenConfigs: readonly BrokenConfig[] = [
  {
    id: 'unseen-header Profile a',
    file: `[Profile a]\nregion = us-east-1\n`,
    mended: `[profile a]\nregion = us-east-1\n`,
  },
  {
    id: 'unseen-header  profile a ',
    file: `[ profile a ]\nregion = us-east-1\n`,
    mended: `[profile a]\nregion = us-east-1\n`,
  },
  {
    id: 'unseen-header a',
    file: `[a] # mine\nsso_session = corp\nregion = us-east-1\n`,
    mended: `# mine\n[profile a]\nsso_session = corp\nregion = us-east-1\n`,
  },
  {
    id: 'unseen-header corp',
    file: `[corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n`,
    mended: `[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n`,
  },
  { id: 'unseen-header profile x y', file: `[profile x y]\nregion = us-east-1\n`, mended: null },
]

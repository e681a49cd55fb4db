import { describe, expect, test } from 'vitest'
import { parse } from './program.ts'

const words = (line: string) => line.split(' ').filter((word) => word !== '')

const commands = [
  'session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1 --scopes sso:account:access,x:y',
  'session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1 --dry-run',
  'session list',
  'session show corp',
  'session remove corp',
  'session remove corp --dry-run --anyway',
  'session remove corp --with-profiles',
  'session edit corp',
  'session edit corp --start-url https://d-1.awsapps.com/start --region eu-west-1 --scopes a:b --dry-run --anyway',
  'session find-region corp --dry-run --anyway --yes',
  'session rename corp acme --dry-run --anyway',
  'session rename',
  'login',
  'login corp --use-device-code --no-browser',
  'login --all --use-device-code',
  'login corp --fresh',
  'logout corp',
  'logout --all',
  'accounts',
  'accounts --session corp',
  'profile add dev',
  'profile add dev --session corp --account 111122223333 --role ReadOnlyAccess --region us-east-1 --output json',
  'profile add dev --dry-run',
  'profile list',
  'profile show dev',
  'profile remove dev',
  'profile remove dev --dry-run --anyway',
  'profile edit dev',
  'profile edit dev --session corp --account 111122223333 --role R --region= --output= --dry-run --anyway',
  'profile rename dev prod --dry-run --anyway',
  'profile duplicate dev prod --session corp --account 111122223333 --role R --region us-east-1 --output json',
  'profile duplicate dev prod --dry-run --anyway',
  'undo',
  'undo 1a2b --dry-run --anyway',
  'undo --list',
  'restore --dry-run',
  'doctor',
  'doctor --fix --dry-run --anyway',
  'share',
  'share corp acme --profile dev prod --profile x --link --to setup.txt',
  'import setup.txt --as corp=acme dev=prod --as x=y --dry-run --anyway --yes',
  'import - --yes',
  'whoami dev',
  'whoami --all',
  'switch dev',
  'current',
  'current --explain',
  'use dev --region eu-west-1',
  'use -',
  'follow',
  'hook',
  'console dev --service s3 --region eu-west-1 --print',
  'hook bash',
  'hook install bash --yes',
  'hook remove --yes',
  'exec dev --region eu-west-1 --credentials -- aws s3 ls --json',
  'export dev',
  'credentials dev',
  'credentials dev --process',
  'credentials dev --format env --shell fish',
  'export dev --shell powershell',
  'serve --port 4100 --no-open',
]

describe('a command line', () => {
  test.each(commands)('%s is understood, and with --json before or behind it', (line) => {
    for (const argv of [words(line), ['--json', ...words(line)], [...words(line), '--json']]) {
      expect(parse(argv, 80)).toMatchObject({ ok: true, value: { kind: 'job' } })
    }
  })

  test.each([
    ['sesion list', "Unknown command 'sesion' (Did you mean session?)"],
    ['session lost', "Unknown command 'lost' (Did you mean list?)"],
    ['login --devices', "Unknown option '--devices'."],
    ['login a b', 'Too many arguments'],
    ['session add', "Missing required argument 'name'."],
    ['session add -x', "Unknown option '-x'."],
    ['session add -- -x', 'NAME: A name cannot begin with "-"'],
    ['session add a,b', 'NAME: Use letters, digits and _ - @ + . % : / only'],
    ['session add __proto__', 'NAME: This name empties the whole file'],
    ['session add a --start-url http://d-1.awsapps.com/start', '--start-url: A start URL begins with https://.'],
    ['session add a --start-url nowhere', '--start-url: This is not a web address.'],
    ['session add a --region us-moon-1', '--region: AWS has no region "us-moon-1".'],
    ['session add a --scopes (a)', '--scopes: A scope looks like'],
    ['session add a --start-url', "Option '--start-url <url>' argument missing."],
    ['profile add a;b', 'NAME: Use letters, digits'],
    ['profile add a --account 123', '--account: An account number has 12 digits.'],
    ['profile add a --role a/b', '--role: A permission set has letters'],
    ['profile add a --region nowhere', '--region: AWS has no region "nowhere".'],
    ['profile add a --output xml', '--output: Choose one of json'],
    ['session rename a b,c', 'NAME: Use letters, digits'],
    ['session edit a --region=', '--region: Enter a region'],
    ['session edit a --start-url=', '--start-url: Enter the start URL'],
    ['profile rename a b c', 'Too many arguments'],
    ['profile duplicate a -- -x', 'NAME: A name cannot begin with "-"'],
    ['profile edit a --region nowhere', '--region: AWS has no region "nowhere".'],
    ['profile edit a --account=', '--account: An account number has 12 digits.'],
    ['import x --as corp', '--as: Write OLD=NEW'],
    ['import x --as corp=', '--as: Give the profile a name.'],
    ['import x --as corp=a;b', '--as: Use letters, digits'],
    ['export a --shell tcsh', 'Allowed choices are bash, zsh, fish, powershell, cmd.'],
    ['serve --port 65536', '--port: A port is a number from 0 to 65535.'],
    ['serve --port -1', '--port: A port is a number from 0 to 65535.'],
    ['serve --port 80a', '--port: A port is a number from 0 to 65535.'],
  ])('%s is wrong usage, and says why', (line, message) => {
    const parsed = parse(words(line), 80)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(!parsed.ok && parsed.error.message).toContain(message)
    expect(!parsed.ok && parsed.error.fix).not.toBe('')
  })

  test.each(['', '--json', 'session', 'profile'])('%j lacks a command, and the help says which there are', (line) => {
    const parsed = parse(words(line), 80)
    expect(parsed).toMatchObject({
      ok: true,
      value: { kind: 'no-command', help: expect.stringContaining('Usage: lanyard') },
    })
  })

  test('an unknown option names the help of its own command', () => {
    expect(parse(['session', 'add', 'a', '--colour'], 80)).toMatchObject({
      error: { fix: 'See lanyard session add --help' },
    })
  })
})

describe('help', () => {
  test.each(['', ...new Set(commands.map((line) => line.replace(/ (?:corp|dev|1a2b|setup.txt|bash|-).*/, '')))])(
    '%j shows its usage and an example',
    (command) => {
      const parsed = parse([...words(command), '--help'], 80)
      const text = parsed.ok && parsed.value.kind === 'text' ? parsed.value.text : ''
      expect(text).toContain(`Usage: ${['lanyard', command].join(' ').trim()}`)
      expect(text).toMatch(/(?:Example|First steps):\n {2}.*lanyard /)
      for (const line of text.split('\n').filter((each) => !each.includes('lanyard '))) {
        expect(line.length).toBeLessThanOrEqual(80)
      }
    },
  )

  test('the version stands alone', () => {
    expect(parse(['--version'], 80)).toMatchObject({
      value: { kind: 'text', text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) },
    })
  })
})

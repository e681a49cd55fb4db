/** Values that Doctor says a client refuses are refused by it, and no others; and the keys it knows are botocore's. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closedKeys, refusing, type ClosedKey } from '../../electron/aws/doctor/closed-values.ts'
import { knownKeys } from '../../electron/aws/doctor/rules/keys.ts'
import { askPython, canImport, findAwsClis, findBotocore } from '../../testing/tools.ts'

const python = findBotocore()
const v2Python = canImport('/usr/bin/python3', 'awscli.botocore') ? '/usr/bin/python3' : null
const clis = findAwsClis()

const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\nregion = us-east-1\n'
/** What a key might say: all that it takes, in capitals too, and what few keys do. */
function valuesOf({ names }: ClosedKey): readonly string[] {
  const [first = 'maybe'] = names
  return ['', ...names, first.charAt(0).toUpperCase() + first.slice(1), 'legacy', 'not a value', '0', '2.5', '2000000']
}

const makesClients = `
import importlib, json, os, sys, tempfile
name, settings = json.load(sys.stdin)
session = importlib.import_module(name + '.session')
os.environ['AWS_EC2_METADATA_DISABLED'] = 'true'
refused = []
loader = session.Session().get_component('data_loader')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'config')
    os.environ.update(AWS_CONFIG_FILE=path, AWS_SHARED_CREDENTIALS_FILE=path + '-none')
    for setting in settings:
        with open(path, 'w') as file:
            file.write('[profile a]\\n' + ${JSON.stringify(keys)} + setting + '\\n')
        try:
            asked = session.Session(profile='a')
            asked.register_component('data_loader', loader)
            asked.create_client('sts')
            refused.append(False)
        except Exception:
            refused.append(True)
json.dump(refused, sys.stdout)
`

const byBotocore = closedKeys.filter(({ key }) => !key.startsWith('cli_') && key !== 'output')

describe.runIf(python)('botocore, on which CLI 1 stands', () => {
  test('refuses a value where Doctor says so, and takes the others', () => {
    const cases = byBotocore.flatMap((closed) => valuesOf(closed).map((value) => ({ closed, value })))
    const settings = cases.map(({ closed, value }) => `${closed.key} = ${value}`)
    const refused = askPython(python!, makesClients, ['botocore', settings]) as readonly boolean[]
    for (const [at, { closed, value }] of cases.entries()) {
      const setting = settings[at]
      expect({ setting, refused: refused[at] }).toEqual({
        setting,
        refused: refusing(closed, value).includes('AWS CLI v1'),
      })
    }
  })

  test('has no key that Doctor does not know', () => {
    const script = `
import json, sys
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as own
json.dump([each[0] for each in own.values() if each[0]], sys.stdout)
`
    const own = askPython(python!, script, null) as readonly string[]
    expect(own.length).toBeGreaterThan(25)
    expect(own.filter((key) => !knownKeys.has(key))).toEqual([])
  })
})

describe.runIf(v2Python)("CLI 2's own botocore", () => {
  test('refuses no value but where Doctor says so, and a mode of CLI 1', () => {
    const cases = byBotocore.flatMap((closed) => valuesOf(closed).map((value) => ({ closed, value })))
    const settings = cases.map(({ closed, value }) => `${closed.key} = ${value}`)
    const refused = askPython(v2Python!, makesClients, ['awscli.botocore', settings]) as readonly boolean[]
    for (const [at, { closed, value }] of cases.entries()) {
      // Older ones do not know every key.
      if (refused[at])
        expect({ setting: settings[at], by: refusing(closed, value) }).toMatchObject({
          by: expect.arrayContaining(['AWS CLI v2']),
        })
    }
    expect(settings.filter((setting, at) => refused[at] && setting.endsWith('legacy'))).toContain('retry_mode = legacy')
  })
})

describe.each(clis)('AWS CLI $version', ({ path, major }) => {
  test.each([
    ['retry_mode = legacy', major === 2],
    ['cli_timestamp_format = epoch', true],
    ['cli_timestamp_format = none', major === 2],
    ['cli_timestamp_format =', true],
    ['cli_timestamp_format = iso8601', false],
    ['cli_binary_format = hex', major === 2],
    ['output = table', false],
    ['output = Json', true],
    ['output =', true],
  ])('with %s: refused is %s', async (setting, isRefused) => {
    const home = await mkdtemp(join(tmpdir(), 'lanyard-values-'))
    onTestFinished(() => rm(home, { recursive: true, force: true }))
    await mkdir(join(home, '.aws'))
    await writeFile(join(home, '.aws', 'config'), `[profile a]\n${keys}${setting}\n`)
    const env = {
      PATH: process.env['PATH'],
      HOME: home,
      AWS_PAGER: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
    }
    const words = ['sts', 'get-caller-identity', '--profile', 'a', '--endpoint-url', await openSts()]
    const said = await new Promise<{ readonly isRefused: boolean; readonly errors: string }>((resolve) =>
      execFile(path, words, { env }, (error, _out, errors) => resolve({ isRefused: error !== null, errors })),
    )
    expect(said).toMatchObject({ isRefused })
    const [key, value = ''] = setting.split(' = ')
    const closed = closedKeys.find((each) => each.key === key?.replace(/ =$/, ''))!
    expect(refusing(closed, value).includes(major === 1 ? 'AWS CLI v1' : 'AWS CLI v2')).toBe(isRefused)
  })
})

/** The address of an STS that knows everybody: some values are refused when the answer is printed. */
async function openSts(): Promise<string> {
  const said = '<Arn>arn:aws:iam::111122223333:user/a</Arn><UserId>a</UserId><Account>111122223333</Account>'
  const of = 'GetCallerIdentity'
  const answer = `<${of}Response><${of}Result>${said}</${of}Result></${of}Response>`
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/xml').end(answer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

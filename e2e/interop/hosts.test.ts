/** Where requests go: by Lanyard, by botocore's own rules, and by the table of AWS's hosts (aws-facts.md#hosts). */
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findNetworkRoute } from '../../electron/aws/network-route.ts'
import { clientConfig, networkSettings, type AwsService, type Environment } from '../../electron/aws/endpoints.ts'
import { createClients } from '../../electron/aws/sdk.ts'
import { isSignInHost } from '../../shared/aws-hosts.ts'
import { regions } from '../../shared/regions.ts'
import { listen, stop } from '../../testing/idc/loopback.ts'
import { askPython, findBotocore } from '../../testing/tools.ts'

const services: readonly AwsService[] = ['sso-oidc', 'sso', 'sts']

/** A proxy that notes the hosts it is asked for, and lets nobody through. */
const asked: string[] = []
const trap = createServer((request, response) => {
  asked.push(new URL(request.url ?? '', 'http://direct').host)
  response.writeHead(400).end('{}')
}).on('connect', ({ url = '' }, socket) => {
  asked.push(url.replace(/:443$/, ''))
  socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
})
let trapUrl: string

beforeAll(async () => {
  trapUrl = await listen(trap, 0)
})
afterAll(() => stop(trap))
beforeEach(() => void asked.splice(0))

const sources = (env: Environment) => ({ env, network: networkSettings(null), home: '/nowhere' })

/** What a profile's section says. */
type Section = Readonly<Record<string, string>>

/** The hosts that Lanyard's clients ask in `region`, by service; null where they refuse. */
async function hostsOf(env: Environment, region: string, section: Section = {}): Promise<(string | null)[]> {
  const clients = createClients(await findNetworkRoute(sources({ HTTPS_PROXY: trapUrl, HTTP_PROXY: trapUrl, ...env })))
  const hosts: (string | null)[] = []
  for (const service of services) {
    const config = clientConfig({ env, network: () => networkSettings(section) }, service, { region })
    if (!config.ok) throw new Error(config.error.message)
    asked.splice(0)
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }
    const requests = {
      'sso-oidc': () => clients.registerClient(config.value, { clientName: 'n', scopes: [] }),
      sso: () => clients.listAccounts(config.value, 'token', null),
      sts: () => clients.getCallerIdentity(config.value, credentials),
    }
    await requests[service]().catch(() => undefined)
    hosts.push(asked[0] ?? null)
  }
  return hosts
}

const fips = { AWS_USE_FIPS_ENDPOINT: 'true' }
const dual = { AWS_USE_DUALSTACK_ENDPOINT: 'true' }

const table: readonly (readonly [string, Environment, readonly (string | null)[]])[] = [
  [
    'eu-west-1',
    {},
    ['oidc.eu-west-1.amazonaws.com', 'portal.sso.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com'],
  ],
  [
    'us-east-1',
    fips,
    [
      'oidc-fips.us-east-1.amazonaws.com',
      'portal.sso-fips.us-east-1.amazonaws.com',
      'sts-fips.us-east-1.amazonaws.com',
    ],
  ],
  ['eu-west-1', dual, ['oidc.eu-west-1.api.aws', 'portal.sso.eu-west-1.api.aws', 'sts.eu-west-1.api.aws']],
  [
    'us-east-1',
    { ...fips, ...dual },
    ['oidc-fips.us-east-1.api.aws', 'portal.sso-fips.us-east-1.api.aws', 'sts-fips.us-east-1.api.aws'],
  ],
  [
    'us-gov-west-1',
    {},
    ['oidc.us-gov-west-1.amazonaws.com', 'portal.sso.us-gov-west-1.amazonaws.com', 'sts.us-gov-west-1.amazonaws.com'],
  ],
  [
    'us-gov-east-1',
    fips,
    ['oidc.us-gov-east-1.amazonaws.com', 'portal.sso.us-gov-east-1.amazonaws.com', 'sts.us-gov-east-1.amazonaws.com'],
  ],
  [
    'us-gov-west-1',
    dual,
    ['oidc.us-gov-west-1.api.aws', 'portal.sso.us-gov-west-1.api.aws', 'sts.us-gov-west-1.api.aws'],
  ],
  [
    'cn-north-1',
    {},
    ['oidc.cn-north-1.amazonaws.com.cn', 'portal.sso.cn-north-1.amazonaws.com.cn', 'sts.cn-north-1.amazonaws.com.cn'],
  ],
  [
    'cn-northwest-1',
    dual,
    [
      'oidc.cn-northwest-1.api.amazonwebservices.com.cn',
      'portal.sso.cn-northwest-1.api.amazonwebservices.com.cn',
      'sts.cn-northwest-1.api.amazonwebservices.com.cn',
    ],
  ],
  [
    'eusc-de-east-1',
    {},
    ['oidc.eusc-de-east-1.amazonaws.eu', 'portal.sso.eusc-de-east-1.amazonaws.eu', 'sts.eusc-de-east-1.amazonaws.eu'],
  ],
]

describe('without an override', () => {
  test.for(table)('the hosts of %s with %o are those of the table', async ([region, env, hosts]) => {
    expect(await hostsOf(env, region)).toEqual(hosts)
  })
})

const script = `
import json, os, sys, tempfile
from urllib.parse import urlparse
import botocore.session
operations = {'sso-oidc': ('RegisterClient', {}), 'sso': ('ListAccounts', {}), 'sts': ('GetCallerIdentity', {})}
answers = []
loader = botocore.session.Session().get_component('data_loader')
path = os.path.join(tempfile.mkdtemp(), 'config')
for env, region, section in json.load(sys.stdin):
    for name in [name for name in os.environ if name.startswith('AWS_')]:
        del os.environ[name]
    with open(path, 'w') as file:
        print('[profile p]', *[f'{key} = {value}' for key, value in section.items()], sep=chr(10), file=file)
    os.environ.update(env, AWS_CONFIG_FILE=path, AWS_SHARED_CREDENTIALS_FILE='/nonexistent')
    hosts = []
    session = botocore.session.Session(profile='p')
    session.register_component('data_loader', loader)
    for service, (operation, args) in operations.items():
        try:
            client = session.create_client(service, region_name=region)
            model = client.meta.service_model.operation_model(operation)
            resolved = client._ruleset_resolver.construct_endpoint(model, args, {})
            hosts.append(urlparse(resolved.url).netloc)
        except Exception as error:
            hosts.append(None)
    answers.append(hosts)
json.dump(answers, sys.stdout)
`

const python = findBotocore()

describe.runIf(python)("botocore's own rules", () => {
  const some = ['us-east-1', 'eu-central-1', 'us-gov-west-1', 'us-gov-east-1', 'cn-north-1', 'eusc-de-east-1']
  const override = { AWS_ENDPOINT_URL: 'http://all.example:8001' }
  const ways: readonly Environment[] = [
    {},
    fips,
    dual,
    { ...fips, ...dual },
    { AWS_USE_FIPS_ENDPOINT: 'False', AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' },
    override,
    { ...override, ...fips, ...dual },
    { ...override, AWS_ENDPOINT_URL_SSO_OIDC: 'http://oidc.example:8002', AWS_ENDPOINT_URL_STS: 'http://sts.example' },
    { AWS_ENDPOINT_URL_SSO: 'http://portal.example/base' },
    { ...override, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    { ...override, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True', ...dual },
  ]
  const sections: readonly Section[] = [
    { use_fips_endpoint: 'true' },
    { use_dualstack_endpoint: 'True' },
    { use_fips_endpoint: 'yes', use_dualstack_endpoint: '' },
    { use_fips_endpoint: 'true', use_dualstack_endpoint: 'true' },
  ]
  const settings = sections.flatMap((section) =>
    [{}, { AWS_USE_FIPS_ENDPOINT: '' }].map((env) => [env, section] as const),
  )
  const cases = [
    ...ways.flatMap((env) => some.map((region) => [env, region, {}] as const)),
    ...settings.flatMap(([env, section]) =>
      ['us-east-1', 'us-gov-west-1'].map((region) => [env, region, section] as const),
    ),
  ]

  test('name the same hosts, whatever the environment and the profile say', { timeout: 120_000 }, async () => {
    const theirs = askPython(python ?? '', script, cases) as (string | null)[][]
    for (const [index, [env, region, section]] of cases.entries()) {
      const hosts = await hostsOf(env, region, section)
      expect({ env, region, section, hosts }).toEqual({ env, region, section, hosts: theirs[index] })
    }
  })
})

const suffixScript = `
import json, os, sys
import botocore
with open(os.path.join(os.path.dirname(botocore.__file__), 'data', 'partitions.json')) as file:
    partitions = json.load(file)['partitions']
outputs = {partition['id']: partition['outputs'] for partition in partitions}
json.dump([[outputs[each]['dnsSuffix'], outputs[each]['dualStackDnsSuffix']] for each in json.load(sys.stdin)], sys.stdout)
`

test.runIf(python)('a sign-in is at the hosts of the partition that botocore knows', () => {
  const asked = regions.map(({ partition }) => partition)
  const theirs = askPython(python ?? '', suffixScript, asked) as string[][]
  const suffixes = [...new Set(theirs.flat())]
  for (const [index, { code }] of regions.entries()) {
    const known = suffixes.filter((suffix) => isSignInHost(`oidc.${code}.${suffix}`, code))
    expect({ code, known: known.sort() }).toEqual({ code, known: theirs[index]?.sort() })
  }
})

const proxyScript = `
import json, os, sys
from botocore.utils import get_environ_proxies
from botocore.httpsession import ProxyConfiguration
answers = []
for env, url in json.load(sys.stdin):
    for name in [name for name in os.environ if name.lower().endswith('_proxy')]:
        del os.environ[name]
    os.environ.update(env)
    answers.append(ProxyConfiguration(get_environ_proxies(url)).proxy_url_for(url))
json.dump(answers, sys.stdout)
`

describe.runIf(python && process.platform !== 'win32')('the proxy', () => {
  const bare = () => trapUrl.replace('http://', '')
  const environments = (): readonly Environment[] => [
    { HTTPS_PROXY: trapUrl },
    { https_proxy: trapUrl },
    { https_proxy: '', HTTPS_PROXY: trapUrl },
    { HTTPS_PROXY: bare() },
    { HTTPS_PROXY: `//${bare()}` },
    { HTTP_PROXY: trapUrl },
    { ALL_PROXY: trapUrl },
    ...[
      '*',
      'amazonaws.com',
      '.amazonaws.com',
      'AmazonAWS.com',
      '*.amazonaws.com',
      'oidc.us-moon-1.amazonaws.com',
      'example.com, sso.us-moon-1.amazonaws.com',
      'aws.com',
      '10.0.0.0/8,*',
    ].map((list) => ({ HTTPS_PROXY: trapUrl, NO_PROXY: list })),
    { HTTPS_PROXY: trapUrl, no_proxy: '', NO_PROXY: '*' },
  ]

  test('is used for the hosts that botocore would use it for', { timeout: 120_000 }, async () => {
    const all = environments()
    const urls = ['https://oidc.us-moon-1.amazonaws.com/', 'https://portal.sso.us-moon-1.amazonaws.com/']
    const cases = all.flatMap((env) => urls.map((url) => [env, url] as const))
    const theirs = askPython(python ?? '', proxyScript, cases) as (string | null)[]
    const { sso, oidc } = configs()
    for (const [index, env] of all.entries()) {
      const clients = createClients(await findNetworkRoute(sources(env)), {
        connection: 300,
        answer: 300,
        whole: 20_000,
      })
      const ours: boolean[] = []
      for (const ask of [
        () => clients.registerClient(oidc, { clientName: 'n', scopes: [] }),
        () => clients.listAccounts(sso, 'token', null),
      ]) {
        asked.splice(0)
        await ask().catch(() => undefined)
        ours.push(asked.length > 0)
      }
      const expected = theirs.slice(index * 2, index * 2 + 2).map((proxy) => proxy !== null)
      expect({ env, used: ours }).toEqual({ env, used: expected })
    }
  })
})

/** Of a region that is not there, so that a request that takes no proxy goes nowhere. */
function configs() {
  const [oidc, sso] = (['sso-oidc', 'sso'] as const).map((service) =>
    clientConfig({ env: {} }, service, { region: 'us-moon-1' }),
  )
  if (!oidc?.ok || !sso?.ok) throw new Error('no config')
  return { oidc: oidc.value, sso: sso.value }
}

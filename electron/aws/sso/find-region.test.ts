import { describe, expect, onTestFinished, test } from 'vitest'
import { startDemo } from '../../../testing/idc/demo.ts'
import type { DemoOptions } from '../../../testing/idc/demo.ts'
import { demoStartUrl, partnerStartUrl } from '../../../testing/idc/organization.ts'
import { regions } from '../../../shared/regions.ts'
import type { AwsClients } from '../clients.ts'
import type { Environment } from '../endpoints.ts'
import { problem } from '../../../shared/result.ts'
import { Hindered } from '../no-answer.ts'
import { findRegion } from './find-region.ts'
import { createSsoDeps } from './session.ts'

const clock = { now: Date.now, after: () => () => undefined }
const paths = { home: '/nowhere', ssoCache: '', cliCache: '', state: '' }
const commercial = regions.filter(({ partition }) => partition === 'aws').length

/** The demo organization where AWS's hosts are: behind a proxy. */
async function behindProxy(options: DemoOptions = {}) {
  const demo = await startDemo(options)
  onTestFinished(() => demo.close())
  const env = { HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: demo.caFile }
  return { demo, find: (startUrl: string) => findRegion(createSsoDeps({ clock, env, paths }), startUrl) }
}

type Asked = (region: string, signal: AbortSignal | undefined) => Promise<{ deviceCode?: string }>

/** Services that answer to a device authorization as `answer` does. */
function answering(answer: Asked, env: Environment = {}) {
  const asked: string[] = []
  const clients = {
    registerClient: async ({ region }) => {
      asked.push(region)
      return { clientId: 'id', clientSecret: 'secret' }
    },
    startDeviceAuthorization: ({ region }, _client, _startUrl, signal) => answer(region, signal),
  } as Partial<AwsClients> as AwsClients
  return { deps: { clock, env, clients: async () => clients }, asked }
}

const unknown = Object.assign(new Error('x'), { name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } })
const unreachable = Object.assign(new Error('x'), { code: 'ENOTFOUND' })

describe('among the regions of the demo organization', () => {
  test.for([
    [demoStartUrl, 'us-east-1'],
    [partnerStartUrl, 'eu-west-1'],
    ['https://d-0000000000.awsapps.com/start', null],
  ] as const)('%s is in %s', async ([startUrl, region]) => {
    const { demo, find } = await behindProxy()
    expect(await find(startUrl)).toEqual({ ok: true, value: { region, silent: 0 } })
    expect(demo.requests.count('StartDeviceAuthorization')).toBe(commercial)
    expect(demo.requests.peak).toBeLessThanOrEqual(8)
  })
})

test('a start URL that names its region is not asked about', async () => {
  const { deps, asked } = answering(async () => ({}))
  const startUrl = 'https://ssoins-1.portal.eu-west-1.app.aws'
  expect(await findRegion(deps, startUrl)).toEqual({ ok: true, value: { region: 'eu-west-1', silent: 0 } })
  expect(asked).toEqual([])
})

test.for([
  ['https://start.us-gov-home.awsapps.com/directory/d-1', ['us-gov-east-1', 'us-gov-west-1']],
  ['https://start.home.awsapps.cn/directory/d-1', ['cn-north-1', 'cn-northwest-1']],
  ['https://identitycenter.amazonaws.eu/ssoins-1', ['eusc-de-east-1']],
] as const)('%s is looked for in its own partition', async ([startUrl, asks]) => {
  const { deps, asked } = answering(() => Promise.reject(unknown))
  expect(await findRegion(deps, startUrl)).toEqual({ ok: true, value: { region: null, silent: 0 } })
  expect(asked.sort()).toEqual(asks)
})

test('several that say yes leave the choice to the person', async () => {
  const { deps } = answering(async (region) => {
    if (region.startsWith('us-gov')) return { deviceCode: 'code' }
    throw unknown
  })
  expect(await findRegion(deps, 'https://start.us-gov-home.awsapps.com/directory/d-1')).toMatchObject({
    error: { code: 'ambiguous', message: 'Several regions answer to this start URL: us-gov-east-1, us-gov-west-1.' },
  })
})

test('one that says yes is found although others are silent', async () => {
  const { deps } = answering(async (region) => {
    if (region === 'sa-east-1') return { deviceCode: 'code' }
    throw unreachable
  })
  expect(await findRegion(deps, demoStartUrl)).toEqual({
    ok: true,
    value: { region: 'sa-east-1', silent: commercial - 1 },
  })
})

test('where none answers, the reason is said', async () => {
  const { deps } = answering(() => Promise.reject(unreachable))
  expect(await findRegion(deps, demoStartUrl)).toMatchObject({ ok: false, error: { code: 'offline' } })
})

test('what keeps every request from being sent is no word about a region', async () => {
  const why = problem('misconfigured', 'The proxy is a SOCKS proxy.', { fix: 'Name another.' })
  const { deps } = answering(() => Promise.reject(new Hindered(why)))
  expect(await findRegion(deps, demoStartUrl)).toEqual({ ok: false, error: why })
})

test('a region that hangs is given up after four seconds', async () => {
  const { deps } = answering(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(Object.assign(new Error('x'), { name: 'AbortError' })))
      }),
  )
  const limits: number[] = []
  const after = (ms: number, run: () => void) => {
    limits.push(ms)
    queueMicrotask(() => queueMicrotask(() => setImmediate(run)))
    return () => undefined
  }
  const found = await findRegion({ ...deps, clock: { now: Date.now, after } }, demoStartUrl)
  expect(found).toMatchObject({ ok: false, error: { code: 'offline', message: 'AWS did not answer in time.' } })
  expect(new Set(limits)).toEqual(new Set([4_000]))
})

test('an endpoint override, which would lead all to one host, is said', async () => {
  const { deps, asked } = answering(async () => ({ deviceCode: 'code' }), { AWS_ENDPOINT_URL: 'http://127.0.0.1:8080' })
  expect(await findRegion(deps, demoStartUrl)).toMatchObject({
    error: { code: 'misconfigured', message: expect.stringContaining('127.0.0.1:8080') },
  })
  expect(asked).toEqual([])
})

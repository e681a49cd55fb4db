import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startDemo } from '../../testing/idc/demo.ts'
import { clientConfig, networkSettings, type Environment } from './endpoints.ts'
import { createSsoDeps, withNetwork, type SsoSystem } from './sso/session.ts'
import { getCallerIdentity } from './sts.ts'

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

/** Asks STS, by the name of AWS, through the demo organization's proxy; its certificate is of an authority of its own. */
async function askThroughProxy(
  prepare: (at: { readonly home: string; readonly caFile: string; readonly proxyUrl: string }) => Promise<{
    readonly env?: Environment
    readonly bundle?: string
    readonly systemProxy?: NonNullable<SsoSystem['systemProxy']>
  }>,
) {
  const demo = await startDemo()
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-route-'))
  onTestFinished(async () => {
    await demo.close()
    await rm(home, { recursive: true, force: true })
  })
  const { env, bundle, systemProxy } = await prepare({ home, caFile: demo.caFile, proxyUrl: demo.proxyUrl })
  const paths = { home, ssoCache: '', cliCache: '', state: '' }
  const clock = { now: Date.now, after: () => () => undefined }
  const system = { clock, env: env ?? { HTTPS_PROXY: demo.proxyUrl }, paths, ...(systemProxy ? { systemProxy } : {}) }
  const deps = createSsoDeps(system, () => networkSettings(bundle === undefined ? null : { ca_bundle: bundle }))
  const answer = await getCallerIdentity(deps, keys, 'us-east-1')
  return { answer, asked: demo.requests.count('GetCallerIdentity'), deps, demo }
}

/** STS has been reached: it does not know the made-up keys. */
const reached = { ok: false, error: { code: 'misconfigured', message: expect.stringContaining('us-east-1') } }

describe('whom requests trust', () => {
  test('the bundle that ca_bundle names, the home directory expanded', async () => {
    const { answer, asked } = await askThroughProxy(async ({ home, caFile }) => {
      await copyFile(caFile, path.join(home, 'corp.pem'))
      return { bundle: '~/corp.pem' }
    })
    expect(answer).toMatchObject(reached)
    expect(asked).toBe(1)
  })

  test('AWS_CA_BUNDLE before ca_bundle', async () => {
    const { answer } = await askThroughProxy(async ({ caFile, proxyUrl }) => ({
      env: { HTTPS_PROXY: proxyUrl, AWS_CA_BUNDLE: caFile },
      bundle: '/no/such/file',
    }))
    expect(answer).toMatchObject(reached)
  })

  test('the store of the system, where no bundle is named', async () => {
    const { answer, asked } = await askThroughProxy(async ({ caFile }) => {
      vi.stubEnv('SSL_CERT_FILE', caFile)
      return {}
    })
    vi.unstubAllEnvs()
    expect(answer).toMatchObject(reached)
    expect(asked).toBe(1)
  })

  test.for([
    ['missing', null],
    ['empty', ''],
    ['no PEM', 'certificates go here\n'],
    ['a broken certificate', '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n'],
  ] as const)('nobody with a bundle that is %s: it is named, and nothing is asked', async ([, text]) => {
    const { answer, asked, deps, demo } = await askThroughProxy(async ({ home }) => {
      if (text !== null) await writeFile(path.join(home, 'corp.pem'), text)
      return { bundle: '~/corp.pem' }
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'misconfigured' } })
    expect(answer.ok || answer.error.message).toMatch(/^ca_bundle names .*corp\.pem, which /)
    expect(asked).toBe(0)
    // Mended, it counts without a new start; another profile's bundle is another route.
    const other = withNetwork(deps, networkSettings({ ca_bundle: demo.caFile }))
    expect(await getCallerIdentity(other, keys, 'us-east-1')).toMatchObject(reached)
    await writeFile(path.join(deps.paths.home, 'corp.pem'), await readFile(demo.caFile))
    expect(await getCallerIdentity(deps, keys, 'us-east-1')).toMatchObject(reached)
  })
})

describe('which proxy', () => {
  const nothing = { ok: false, error: { code: 'misconfigured' } }

  test.for([
    ['socks5://127.0.0.1:1080', /SOCKS/],
    ['socks5h://alex:tiger@127.0.0.1:1080', /SOCKS/],
    ['http://DOMAIN\\alex:tiger@127.0.0.1:3128', /no address of a proxy/],
    ['http://alex:ti@ger@127.0.0.1:3128', /no address of a proxy/],
    ['http://alex:ti#ger@127.0.0.1:3128', /no address of a proxy/],
    ['http://', /no address of a proxy/],
  ] as const)('%s cannot be used, and the reason has no password in it', async ([proxy, reason]) => {
    const { answer } = await askThroughProxy(async () => ({ env: { HTTPS_PROXY: proxy } }))
    expect(answer).toMatchObject(nothing)
    expect(answer.ok || answer.error.message).toMatch(reason)
    expect(JSON.stringify(answer)).not.toMatch(/alex|tiger|ti@|ti#/)
  })

  test.for([
    ['407 Proxy Authentication Required', 'misconfigured', 'The proxy wants to know who you are (407).'],
    ['403 Forbidden', 'offline', 'The proxy lets nothing through to AWS (403).'],
    ['502 Bad Gateway', 'offline', 'The proxy could not reach AWS (502).'],
  ] as const)('one that answers %s is told as the proxy, with its status', async ([line, code, message]) => {
    const server = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const { answer } = await askThroughProxy(async () => ({
      env: { HTTPS_PROXY: `http://alex:tiger@127.0.0.1:${port}` },
    }))
    expect(answer).toMatchObject({ ok: false, error: { code, message } })
    expect(JSON.stringify(answer)).not.toMatch(/alex|tiger/)
  })

  test('that of the desktop, where no variable names one', async () => {
    const { answer, asked } = await askThroughProxy(async ({ caFile, proxyUrl }) => ({
      env: { AWS_CA_BUNDLE: caFile },
      systemProxy: async () => `PROXY ${new URL(proxyUrl).host}; DIRECT`,
    }))
    expect(answer).toMatchObject(reached)
    expect(asked).toBe(1)
  })

  test('the variables win over the desktop, an empty one too', async () => {
    const { answer } = await askThroughProxy(async ({ caFile, proxyUrl }) => ({
      env: { AWS_CA_BUNDLE: caFile, HTTPS_PROXY: proxyUrl },
      systemProxy: async () => 'SOCKS5 127.0.0.1:1',
    }))
    expect(answer).toMatchObject(reached)
  })

  test('a SOCKS proxy of the desktop is told, not passed over', async () => {
    const { answer } = await askThroughProxy(async () => ({ env: {}, systemProxy: async () => 'SOCKS5 127.0.0.1:1' }))
    expect(answer).toMatchObject(nothing)
    expect(answer.ok || answer.error.message).toMatch(/SOCKS/)
  })
})

describe('FIPS and dual stack', () => {
  const both = { use_fips_endpoint: 'True', use_dualstack_endpoint: 'true' }

  test.for([
    ['the section says so', {}, both, 'sts', {}, [true, true]],
    [
      'the variables win over it',
      { AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: '' },
      both,
      'sts',
      {},
      [false, false],
    ],
    ['what is not "true" is off', {}, { use_fips_endpoint: 'yes' }, 'sso', {}, [false, false]],
    [
      'a dual-stack portal has its sign-in there',
      {},
      {},
      'sso-oidc',
      { startUrl: 'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws' },
      [false, true],
    ],
    [
      'and nothing else',
      {},
      {},
      'sso',
      { startUrl: 'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws' },
      [false, false],
    ],
    [
      'a portal of old has not',
      {},
      {},
      'sso-oidc',
      { startUrl: 'https://d-1234567890.awsapps.com/start' },
      [false, false],
    ],
  ] as const)('%s', ([, env, section, service, more, [fips, dual]]) => {
    const directions = { env, network: () => networkSettings(section) }
    expect(clientConfig(directions, service, { region: 'us-east-1', ...more })).toMatchObject({
      ok: true,
      value: { useFipsEndpoint: fips, useDualstackEndpoint: dual },
    })
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startDemo } from '../../testing/idc/demo.ts'
import type { Demo } from '../../testing/idc/demo.ts'
import type { AwsClients } from './clients.ts'
import { clientConfig } from './endpoints.ts'
import type { AwsService, ClientConfig, Environment } from './endpoints.ts'
import { createClients } from './sdk.ts'
import { createSsoDeps } from './sso/session.ts'
import { getCallerIdentity } from './sts.ts'
import { routeFor } from './network-route.testing.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

function configOf(env: Environment, service: AwsService, region = 'us-east-1'): ClientConfig {
  const config = clientConfig({ env }, service, { region })
  if (!config.ok) throw new Error(config.error.message)
  return config.value
}

/** A server that notes what it is asked, and as a proxy lets no one through. */
async function listening(): Promise<{ readonly url: string; readonly seen: Set<string> }> {
  const seen = new Set<string>()
  const server = createServer((request, response) => {
    seen.add(`${request.method} ${request.url}`)
    response.end('{}')
  })
  server.on('connect', (request, socket) => {
    seen.add(`CONNECT ${request.url}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  return { url: await started(server), seen }
}

async function started(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

async function folder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'lanyard-sdk-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  return home
}

/** Every operation, once; each may fail. */
async function askAll(clients: AwsClients, env: Environment): Promise<void> {
  const [sso, oidc, sts] = [configOf(env, 'sso'), configOf(env, 'sso-oidc'), configOf(env, 'sts')]
  const client = { clientId: 'client', clientSecret: 'secret' }
  await Promise.allSettled([
    clients.registerClient(oidc, { clientName: 'n', scopes: [] }),
    clients.startDeviceAuthorization(oidc, client, 'https://d-1.awsapps.com/start'),
    clients.createToken(oidc, client, { grantType: 'refresh_token', refreshToken: 'r' }),
    clients.listAccounts(sso, 'token', null),
    clients.listAccountRoles(sso, 'token', '111111111111', null),
    clients.getRoleCredentials(sso, 'token', { accountId: '111111111111', roleName: 'r' }),
    clients.logout(sso, 'token'),
    clients.getCallerIdentity(sts, credentials),
  ])
}

const awsHosts = ['oidc.us-east-1.amazonaws.com', 'portal.sso.us-east-1.amazonaws.com', 'sts.us-east-1.amazonaws.com']

describe("the user's own files and environment", () => {
  test('cannot lead a client away, whatever profile is active', async () => {
    const [trap, proxy, home] = [await listening(), await listening(), await folder()]
    const lines = ['region = eu-north-1', `endpoint_url = ${trap.url}`, 'services = s', 'use_fips_endpoint = true']
    const traps = ['sso', 'sso_oidc', 'sts'].flatMap((service) => [`${service} =`, `  endpoint_url = ${trap.url}`])
    const text = ['[default]', ...lines, '[profile p]', ...lines, '[services s]', ...traps, ''].join('\n')
    await writeFile(join(home, 'config'), text)
    vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'))
    vi.stubEnv('AWS_PROFILE', 'p')
    vi.stubEnv('AWS_ENDPOINT_URL', trap.url)
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', trap.url)
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', trap.url)
    onTestFinished(() => void vi.unstubAllEnvs())
    const env = { HTTPS_PROXY: proxy.url }
    await askAll(createClients(routeFor(env)), env)
    expect([...trap.seen]).toEqual([])
    expect([...proxy.seen].sort()).toEqual(awsHosts.map((host) => `CONNECT ${host}:443`))
  })

  test.skipIf(process.platform === 'win32')('are not even opened', async () => {
    const [proxy, home] = [await listening(), await folder()]
    // Whoever reads a named pipe waits for ever.
    execFileSync('mkfifo', [join(home, 'pipe')])
    vi.stubEnv('AWS_CONFIG_FILE', join(home, 'pipe'))
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'pipe'))
    onTestFinished(() => void vi.unstubAllEnvs())
    const env = { HTTPS_PROXY: proxy.url }
    await askAll(createClients(routeFor(env)), env)
    expect([...proxy.seen].sort()).toEqual(awsHosts.map((host) => `CONNECT ${host}:443`))
  })

  test('an override leads all of them', async () => {
    const wanted = await listening()
    const env = { AWS_ENDPOINT_URL: wanted.url }
    await askAll(createClients(routeFor(env)), env)
    expect(wanted.seen.size).toBe(8)
  })
})

describe('the authorize page and the API of a region', () => {
  test.for([
    ['us-east-1', {}, 'https://oidc.us-east-1.amazonaws.com'],
    ['eu-central-1', {}, 'https://oidc.eu-central-1.amazonaws.com'],
    ['us-gov-west-1', {}, 'https://oidc.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', {}, 'https://oidc.cn-north-1.amazonaws.com.cn'],
    ['us-east-1', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'https://oidc-fips.us-east-1.amazonaws.com'],
    ['us-east-1', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'https://oidc.us-east-1.api.aws'],
    ['us-east-1', { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:8080/path/' }, 'http://127.0.0.1:8080'],
  ] as const)('%s %o', ([region, env, origin]) => {
    expect(createClients(routeFor(env)).oidcOrigin(configOf(env, 'sso-oidc', region))).toBe(origin)
  })
})

describe('patience', () => {
  test('a service that never answers is given up', async () => {
    const demo = await startDemo()
    onTestFinished(() => demo.close())
    const env = { AWS_ENDPOINT_URL: demo.url }
    const clients = createClients(routeFor(env), { connection: 500, answer: 100, whole: 5000 })
    demo.faults.add({ operation: 'ListAccounts', kind: 'hang', times: 3 })
    const asked = clients.listAccounts(configOf(env, 'sso'), 'token', null)
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(demo.requests.count('ListAccounts')).toBe(3)
  })

  test('an answer that stops half way is given up', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-length': '100' }).write('{"acc'))
    const env = { AWS_ENDPOINT_URL: await started(server) }
    const clients = createClients(routeFor(env), { connection: 500, answer: 100, whole: 5000 })
    await expect(clients.listAccounts(configOf(env, 'sso'), 'token', null)).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  })

  test('ends at once when it is aborted', async () => {
    const demo = await startDemo()
    onTestFinished(() => demo.close())
    demo.faults.add({ operation: 'ListAccounts', kind: 'hang' })
    const env = { AWS_ENDPOINT_URL: demo.url }
    const controller = new AbortController()
    const asked = createClients(routeFor(env)).listAccounts(configOf(env, 'sso'), 'token', null, controller.signal)
    while (demo.requests.count('ListAccounts') === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    controller.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('the proxy that the AWS CLI would use', () => {
  async function ask(changes: (demo: Demo) => Environment) {
    const demo = await startDemo()
    onTestFinished(() => demo.close())
    const env = { HTTPS_PROXY: demo.proxyUrl, ...changes(demo) }
    const clock = { now: Date.now, after: () => () => undefined }
    const paths = { home: '/nowhere', ssoCache: '', cliCache: '', state: '' }
    return getCallerIdentity(createSsoDeps({ clock, env, paths }), credentials, 'us-east-1')
  }

  test('is used, and trusted by AWS_CA_BUNDLE', async () => {
    const answer = await ask(({ caFile }) => ({ AWS_CA_BUNDLE: caFile }))
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'misconfigured', message: expect.stringContaining('us-east-1') },
    })
  })

  test('is trusted by REQUESTS_CA_BUNDLE where the other is not set', async () => {
    const answer = await ask(({ caFile }) => ({ AWS_CA_BUNDLE: '', REQUESTS_CA_BUNDLE: caFile }))
    expect(answer).toMatchObject({ ok: false, error: { code: 'misconfigured' } })
  })

  test('is not trusted where nobody names its authority', async () => {
    expect(await ask(() => ({}))).toMatchObject({
      ok: false,
      error: { code: 'offline', message: expect.stringMatching(/is not trusted \(\w+\)\.$/) },
    })
  })
})

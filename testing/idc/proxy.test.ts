import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Demo } from './demo.ts'
import { startDemo } from './demo.ts'
import { demoStartUrl, partnerStartUrl } from './organization.ts'
import { credentialsFor, deviceClient, pkceClient, register, send, signedHeaders, signIn } from './client.testing.ts'

let demo: Demo

beforeAll(async () => {
  demo = await startDemo({ settings: { autoApprove: true } })
})
afterAll(() => demo.close())

/** Asks the proxy for a tunnel. */
function tunnel(authority: string): Promise<{ readonly status: number | undefined; readonly socket: Duplex }> {
  const { port } = new URL(demo.proxyUrl)
  const asked = request({ port, method: 'CONNECT', path: authority }).end()
  return new Promise((resolve, reject) => {
    asked.once('connect', ({ statusCode }, socket) => resolve({ status: statusCode, socket })).once('error', reject)
  })
}

interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request to one of AWS's hosts as a client behind the proxy sends it, certificate checked. */
async function over(host: string, location: string, { method = 'GET', headers = {}, body }: Ask = {}) {
  const { socket } = await tunnel(`${host}:443`)
  const secure = connect({ socket, servername: host, ca: await readFile(demo.caFile, 'utf8') })
  await once(secure, 'secureConnect')
  const createConnection = () => secure
  const asked = request({ createConnection, method, path: location, headers: { host, ...headers } })
  asked.end(body)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject)
  })
  const answer = { status: response.statusCode, text: await text(response) }
  secure.destroy()
  return answer
}

describe('the proxy', () => {
  test.each([
    'example.com:443',
    '169.254.169.254:443',
    'oidc.us-east-1.amazonaws.com:80',
    'oidc.us-east-1.amazonaws.com.example.com:443',
    's3.us-east-1.amazonaws.com:443',
    'awsapps.com:443',
    '127.0.0.1:443',
  ])('refuses a tunnel to %s', async (authority) => {
    const { status, socket } = await tunnel(authority)
    expect(status).toBe(403)
    socket.destroy()
  })

  test('refuses anything but tunnels', async () => {
    expect((await send(demo.proxyUrl)).status).toBe(403)
  })

  test('answers with a certificate of its own authority for the host that was asked', async () => {
    const { text } = await over('d-9067demo01.awsapps.com', '/start')
    expect(text).toContain('AWS access portal')
    const authority = new X509Certificate(await readFile(demo.caFile))
    expect(authority.ca).toBe(true)
    expect(authority.verify(authority.publicKey)).toBe(true)
  })

  test.runIf(process.platform !== 'win32')('keeps its authority in a private file and folder', async () => {
    expect((await stat(demo.caFile)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(demo.caFile))).mode & 0o777).toBe(0o700)
  })

  test('can break a connection inside a tunnel', async () => {
    demo.faults.add({ operation: 'ListAccounts', kind: 'reset' })
    await expect(over('portal.sso.us-east-1.amazonaws.com', '/assignment/accounts')).rejects.toThrow(
      /hang up|ECONNRESET/,
    )
    expect((await over('portal.sso.us-east-1.amazonaws.com', '/assignment/accounts')).status).toBe(401)
  })

  test('gives each host its own operations and no control', async () => {
    expect((await over('oidc.us-east-1.amazonaws.com', '/assignment/accounts')).status).toBe(404)
    expect((await over('portal.sso.us-east-1.amazonaws.com', '/authorize')).status).toBe(404)
    expect((await over('sts.amazonaws.com', '/start')).status).toBe(404)
    expect((await over('portal.sso.us-east-1.amazonaws.com', '/_demo')).status).toBe(404)
    const otherHost = { headers: { host: 'sts.amazonaws.com' } }
    expect((await over('oidc.us-east-1.amazonaws.com', '/authorize', otherHost)).status).toBe(421)
  })
})

describe('the region in the host name', () => {
  test('must be the one of the start URL', async () => {
    const ask = async (region: string, startUrl: string) => {
      const host = `oidc.${region}.amazonaws.com`
      const registered = await over(host, '/client/register', { method: 'POST', body: JSON.stringify(deviceClient) })
      const body = JSON.stringify({ ...JSON.parse(registered.text), startUrl })
      return (await over(host, '/device_authorization', { method: 'POST', body })).text
    }
    expect(await ask('us-east-1', demoStartUrl)).toContain('userCode')
    expect(await ask('eu-west-1', partnerStartUrl)).toContain('userCode')
    expect(await ask('eu-west-1', demoStartUrl)).toContain('"error":"invalid_request"')
  })

  test('must be the one that a client registered in', async () => {
    const registered = await over('oidc.us-east-1.amazonaws.com', '/client/register', {
      method: 'POST',
      body: JSON.stringify(deviceClient),
    })
    const body = JSON.stringify({ ...JSON.parse(registered.text), startUrl: demoStartUrl })
    const elsewhere = await over('oidc.eu-west-1.amazonaws.com', '/device_authorization', { method: 'POST', body })
    expect([elsewhere.status, JSON.parse(elsewhere.text).error]).toEqual([401, 'invalid_client'])
  })

  test('of an authorization says "Invalid client provided" when it is the wrong one', async () => {
    const { clientId } = await register(demo, pkceClient)
    const answer = await over('oidc.eu-west-1.amazonaws.com', `/authorize?client_id=${clientId}`)
    expect([answer.status, answer.text]).toEqual([
      400,
      '{"error":"invalid_request","error_description":"Invalid client provided"}',
    ])
  })

  test('must be the one of the token at the portal', async () => {
    const { accessToken } = await signIn(demo)
    const headers = { 'x-amz-sso_bearer_token': accessToken }
    const ask = async (region: string) =>
      (await over(`portal.sso.${region}.amazonaws.com`, '/assignment/accounts', { headers })).status
    expect([await ask('us-east-1'), await ask('eu-west-1')]).toEqual([200, 401])
  })

  test('must be the one that a request to STS is signed for', async () => {
    const { accessToken } = await signIn(demo)
    const keys = await credentialsFor(demo, accessToken, 'AdministratorAccess')
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    const ask = async (host: string, region: string) => {
      const headers = signedHeaders(keys, region, { host }, body)
      return (await over(host, '/', { method: 'POST', headers, body })).status
    }
    expect(await ask('sts.eu-west-1.amazonaws.com', 'eu-west-1')).toBe(200)
    expect(await ask('sts.eu-west-1.amazonaws.com', 'us-east-1')).toBe(403)
    expect(await ask('sts.amazonaws.com', 'us-east-1')).toBe(200)
  })
})

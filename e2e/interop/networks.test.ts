/**
 * Networks as organizations have them, between Lanyard and the demo organization, each beside the real AWS CLI: both ask
 * the same hosts, with the same files.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { findAwsClis } from '../../testing/tools.ts'
import { openDesk, opened, put, type Desk } from '../cli/lanyard.ts'
import { run } from './shared-home.ts'

const clis = findAwsClis()

interface Network {
  readonly startUrl?: string
  /** What stands in `[default]` and in the profile. */
  readonly settings?: (desk: Desk) => string
  /** What only the environment can say. */
  readonly env?: (desk: Desk) => Readonly<Record<string, string>>
  /** What the AWS CLI needs to be told in place of `env`. */
  readonly cliEnv?: (desk: Desk) => Readonly<Record<string, string>>
  readonly hosts: readonly string[]
}

const usual = ['oidc.us-east-1.amazonaws.com', 'portal.sso.us-east-1.amazonaws.com', 'sts.us-east-1.amazonaws.com']
const bundle = ({ demo }: Desk) => `ca_bundle = ${demo.caFile}\n`
/** The AWS CLI reads no store of the system. */
const named = ({ demo }: Desk) => ({ AWS_CA_BUNDLE: demo.caFile })

const networks: Readonly<Record<string, Network>> = {
  'that inspects TLS, with ca_bundle': { settings: bundle, hosts: usual },
  'that inspects TLS, with ca_bundle below ~': { settings: () => 'ca_bundle = ~/certs/ca.pem\n', hosts: usual },
  'that inspects TLS, with AWS_CA_BUNDLE': { env: named, hosts: usual },
  "that inspects TLS, with the system's store": {
    env: ({ demo }) => ({ SSL_CERT_FILE: demo.caFile }),
    cliEnv: named,
    hosts: usual,
  },
  "that inspects TLS, with the system's folder of certificates": {
    env: ({ home }) => ({ SSL_CERT_DIR: path.join(home, 'certs') }),
    cliEnv: named,
    hosts: usual,
  },
  'of FIPS endpoints': {
    settings: (desk) => `${bundle(desk)}use_fips_endpoint = true\n`,
    hosts: [
      'oidc-fips.us-east-1.amazonaws.com',
      'portal.sso-fips.us-east-1.amazonaws.com',
      'sts-fips.us-east-1.amazonaws.com',
    ],
  },
  'of dual-stack endpoints': {
    settings: (desk) => `${bundle(desk)}use_dualstack_endpoint = true\n`,
    hosts: ['oidc.us-east-1.api.aws', 'portal.sso.us-east-1.api.aws', 'sts.us-east-1.api.aws'],
  },
  'with a start URL of its own': { startUrl: 'https://sso.example.com/sso', settings: bundle, hosts: usual },
}

/** A lifetime of tokens, in seconds, by which each use renews one: so all three services are asked. */
const dueToRenew = 600

/** A home in the network, where nothing but the proxy leads to the organization. */
async function openNetwork(
  { startUrl = demoStartUrl, settings = () => '', env = () => ({}) }: Network,
  accessTokenSeconds: number,
) {
  const desk = await openDesk({ settings: { accessTokenSeconds } })
  const own = settings(desk)
  await put(
    desk,
    '.aws/config',
    `[default]\n${own}[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n` +
      `sso_registration_scopes = sso:account:access\n[profile prod]\nsso_session = corp\n` +
      `sso_account_id = 637423191929\nsso_role_name = AdministratorAccess\nregion = us-east-1\n${own}`,
  )
  await mkdir(path.join(desk.home, 'certs'))
  await copyFile(desk.demo.caFile, path.join(desk.home, 'certs/ca.pem'))
  return { desk, inside: { ...outside(desk), ...env(desk), BROWSER: await browserBehindProxy(desk) } }
}

const outside = ({ demo }: Desk) => ({ HTTPS_PROXY: demo.proxyUrl, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })

/** Trusts the network, as the person's browser does; Lanyard has nothing of that. */
async function browserBehindProxy({ demo, home }: Desk): Promise<string> {
  const file = path.join(home, 'browser.sh')
  const trusts = `NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS='${demo.caFile}'`
  const words = ['browser.mjs', 'opened'].map((name) => `'${path.join(home, name)}'`).join(' ')
  await writeFile(file, `#!/bin/sh\n${trusts} exec '${process.execPath}' ${words} "$@"\n`, { mode: 0o755 })
  return file
}

/** The hosts that were asked since the last time, each once. */
const hostsOf = ({ demo }: Desk) => [...new Set(demo.proxyHosts.splice(0))].sort()

describe.runIf(process.platform !== 'win32').each(Object.entries(networks))('in a network %s', (_, network) => {
  test.each(clis)('Lanyard and the AWS CLI $version ask the same hosts', async ({ path: aws }) => {
    const { desk, inside } = await openNetwork(network, dueToRenew)
    expect(await desk.run('login corp', inside)).toMatchObject({ code: 0 })
    expect(await opened(desk)).toHaveLength(1)
    const [oidc = ''] = network.hosts
    const own = network.startUrl ? ['sso.example.com'] : []
    expect(hostsOf(desk)).toEqual([oidc, ...own].sort())
    const cliEnv = { ...outside(desk), ...(network.cliEnv ?? network.env)?.(desk) }
    const theirs = await run(desk, aws, ['sts', 'get-caller-identity', '--profile', 'prod'], cliEnv)
    expect(theirs).toMatchObject({ code: 0, stdout: expect.stringContaining('637423191929') })
    expect(hostsOf(desk)).toEqual([...network.hosts].sort())
    const ours = await desk.run('whoami prod', inside)
    expect(ours).toMatchObject({ code: 0, stdout: expect.stringContaining('637423191929') })
    expect(hostsOf(desk)).toEqual([...network.hosts].sort())
  })
})

describe.runIf(process.platform !== 'win32').each([
  [407, /^The proxy wants to know who you are \(407\)\.$/m],
  [403, /^The proxy lets nothing through to AWS \(403\)\.$/m],
  [502, /^The proxy could not reach AWS \(502\)\.$/m],
])('where the proxy answers %i', (status, words) => {
  test.each(clis)('Lanyard says so, and asks the hosts that the AWS CLI $version asks', async ({ path: aws }) => {
    const { desk, inside } = await openNetwork({ settings: bundle, hosts: usual }, 3600)
    expect(await desk.run('login corp', inside)).toMatchObject({ code: 0 })
    desk.demo.settings.proxyRefusal = status
    hostsOf(desk)
    expect(await run(desk, aws, ['sts', 'get-caller-identity', '--profile', 'prod'], outside(desk))).not.toMatchObject({
      code: 0,
    })
    const asked = hostsOf(desk)
    expect(await desk.run('whoami prod', inside)).toMatchObject({ code: 1, stderr: expect.stringMatching(words) })
    expect(hostsOf(desk)).toEqual(asked)
    const login = await desk.run('login corp --fresh', inside)
    expect(login).toMatchObject({ code: 1, stderr: expect.stringMatching(words) })
  })
})

import { describe, expect, onTestFinished, test } from 'vitest'
import { startDemo } from '../../../testing/idc/demo.ts'
import { demoStartUrl } from '../../../testing/idc/organization.ts'
import { networkSettings } from '../endpoints.ts'
import { routeFor } from '../network-route.testing.ts'
import { findInstance, portalPage } from './instance.ts'
import { createSsoDeps } from './session.ts'

/** The demo organization where its hosts are: behind a proxy, with certificates of their own. */
async function behindProxy() {
  const demo = await startDemo()
  onTestFinished(() => demo.close())
  const clock = { now: Date.now, after: () => () => undefined }
  const paths = { home: '/nowhere', ssoCache: '', cliCache: '', state: '' }
  const deps = createSsoDeps({ clock, env: { HTTPS_PROXY: demo.proxyUrl }, paths }, () =>
    networkSettings({ ca_bundle: demo.caFile }),
  )
  const lookUp = (startUrl: string) => findInstance(deps, { startUrl, region: 'eu-west-1' })
  return { demo, deps, lookUp }
}

const place = { startUrl: 'https://sso.example.com/sso', region: 'eu-west-1' }
const here = { ok: true, value: { startUrl: demoStartUrl, region: 'eu-west-1' } }

describe("an organization's own address", () => {
  test('leads to the instance, without the slash at its end', async () => {
    const { lookUp, demo } = await behindProxy()
    expect(await lookUp('https://sso.example.com/sso')).toEqual(here)
    expect(demo.requests.count('Vanity')).toBe(1)
  })

  test('is asked by GET where it knows no HEAD', async () => {
    const { lookUp, demo } = await behindProxy()
    expect(await lookUp('https://sso.example.com/old-sso')).toEqual(here)
    expect(demo.requests.count('Vanity')).toBe(2)
  })

  test.for([
    ['https://sso.example.com/elsewhere', /leads to login\.example\.net, which is none of AWS's hosts/],
    ['https://sso.example.com/plain', /not https/],
    ['https://sso.example.com/page', /answered 200/],
    ['https://sso.example.com/none', /answered 404/],
  ] as const)('%s leads nowhere, with the reason', async ([startUrl, reason]) => {
    const { lookUp } = await behindProxy()
    const found = await lookUp(startUrl)
    expect(found).toMatchObject({ ok: false, error: { code: 'misconfigured', field: 'startUrl' } })
    expect(found.ok || found.error.message).toMatch(reason)
  })

  test('that cannot be reached is a matter of the network', async () => {
    const { deps, demo } = await behindProxy()
    await demo.close()
    const found = await findInstance(
      { ...deps, route: async () => routeFor({}) },
      { ...place, startUrl: demo.url.replace('http:', 'https:') },
    )
    expect(found).toMatchObject({
      ok: false,
      error: { code: 'offline', message: '127.0.0.1 cannot be reached (ECONNREFUSED).' },
    })
  })
})

test.for([
  demoStartUrl,
  'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
  'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws',
  'https://start.us-gov-home.awsapps.com/directory/d-1234567890',
])("AWS's own address is never asked: %s", async (startUrl) => {
  const { lookUp, demo } = await behindProxy()
  expect(await lookUp(startUrl)).toEqual({ ok: true, value: { startUrl, region: 'eu-west-1' } })
  expect(demo.requests.entries).toEqual([])
})

test.for([
  ['https://d-1234567890.awsapps.com/start/#/', 'https://d-1234567890.awsapps.com/start'],
  [
    'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws/',
    'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws',
  ],
  ['https://identitycenter.amazonaws.com/ssoins-1234567890abcdef', null],
  ['https://login.example.net/', null],
] as const)('the portal page of %s', ([startUrl, page]) => {
  const found = portalPage(startUrl)
  expect(found.ok ? found.value : null).toBe(page)
  if (!found.ok) expect(found.error.message).toMatch(/leads to no access portal: it is/)
})

import { describe, expect, test } from 'vitest'
import type { Session } from '../../../../shared/state.ts'
import { startDemo } from '../../../../testing/idc/demo.ts'
import { openRoom } from '../../sso/sign-in.testing.ts'
import { testClock } from '../../../system/clock.testing.ts'
import { createSsoDeps, type SsoDeps } from '../../sso/session.ts'
import { findBy, told } from '../doctor.testing.ts'
import type { AskTime } from '../rule.ts'
import { clockRules, timeAsker } from './clock.ts'

const minute = 60_000
const regions = ['us-east-1']
const clockTroubles = (sso: SsoDeps, regions: readonly string[], askTime: AskTime) =>
  findBy(clockRules, { sso, sessions: regions.map((region) => ({ region }) as Session), probes: { askTime } })
const nowhere = { home: '/nowhere', ssoCache: '/nowhere', cliCache: '/nowhere', state: '/nowhere' }

describe('against an organization whose clock is off', () => {
  test.for<[string, number, readonly object[]]>([
    ['by half a minute is no trouble', -30_000, []],
    [
      'by two minutes is a warning',
      -2.5 * minute,
      [['warning clock-off: v1 v2 js', expect.stringMatching(/is 2 min ahead of 127\.0\.0\.1:\d+\.$/)]],
    ],
    [
      'by more than five is an error',
      125.5 * minute,
      [['error clock-off: v1 v2 | js', expect.stringMatching(/is 2 h 5 min behind 127\.0\.0\.1:\d+\.$/)]],
    ],
  ])('%s', async ([, offset, found]) => {
    const { deps } = await openRoom({ settings: { clockOffsetSeconds: offset / 1000 } })
    const troubles = await clockTroubles(deps, regions, timeAsker(deps))
    expect(troubles.map((each) => [told(each), each.title])).toEqual(found)
  })

  test('is seen through the proxy, with its certificates, by the name of AWS', async () => {
    const { demo } = await openRoom({ settings: { clockOffsetSeconds: 600 } })
    const env = { HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: demo.caFile }
    const deps = createSsoDeps({ clock: testClock(Date.now()), paths: nowhere, env })
    const [trouble] = await clockTroubles(deps, regions, timeAsker(deps))
    expect(trouble?.title).toMatch(/is (9|10) min behind AWS \(oidc\.us-east-1\.amazonaws\.com\)\.$/)
  })
})

describe('nothing is found', () => {
  test('where nobody answers', async () => {
    const demo = await startDemo()
    await demo.close()
    const env = { AWS_ENDPOINT_URL: demo.url }
    const deps = createSsoDeps({ clock: testClock(Date.now()), paths: nowhere, env })
    expect(await clockTroubles(deps, regions, timeAsker(deps))).toEqual([])
  })

  test('where the answer does not come within 4 seconds', async () => {
    const { deps, clock } = await openRoom()
    const hanging = (_origin: string, signal: AbortSignal) =>
      new Promise<number>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    const found = clockTroubles(deps, regions, hanging)
    expect(await clock.nextTimer()).toBe(4_000)
    clock.advance(4_000)
    expect(await found).toEqual([])
  })

  test('without a session: AWS is not asked', async () => {
    const { deps } = await openRoom()
    const never = () => Promise.reject(new Error('asked'))
    expect(await clockTroubles(deps, [], never)).toEqual([])
  })
})

test('two regions at most are asked, each once, and the clock that is further off counts', async () => {
  const clock = testClock(Date.now())
  const deps = createSsoDeps({ clock, paths: nowhere, env: {} })
  const asked: string[] = []
  const ask = (origin: string) => {
    asked.push(origin)
    return Promise.resolve(clock.now() + (origin.includes('eu-west-1') ? 20 : 2) * minute)
  }
  const [trouble] = await clockTroubles(deps, ['us-east-1', 'eu-west-1', 'us-east-1', 'eu-north-1'], ask)
  expect(asked).toEqual(['https://oidc.us-east-1.amazonaws.com', 'https://oidc.eu-west-1.amazonaws.com'])
  expect(trouble?.title).toBe('The clock of this machine is 20 min behind AWS (oidc.eu-west-1.amazonaws.com).')
})

test('a certificate that is not valid at this time tells that the clock is off', async () => {
  const deps = createSsoDeps({ clock: testClock(Date.now()), paths: nowhere, env: {} })
  const refused = () => Promise.reject(Object.assign(new Error('not yet'), { code: 'CERT_NOT_YET_VALID' }))
  expect((await clockTroubles(deps, regions, refused)).map(told)).toEqual(['error clock-off: v1 v2 js'])
})

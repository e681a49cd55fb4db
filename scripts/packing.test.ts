import { expect, test } from 'vitest'
import { feedConfiguration, lacks } from './packing.mjs'

const all = { mac: true, win: true }

test('without a feed the configuration stays as it is', () => {
  expect(feedConfiguration({})).toEqual({})
  expect(feedConfiguration({ LANYARD_RELEASE_FEED: '' })).toEqual({})
})

test.each(['http://releases.example.com', 'releases.example.com', 'file:///releases'])('%s is no feed', (feed) => {
  expect(() => feedConfiguration({ LANYARD_RELEASE_FEED: feed })).toThrow('not an https address')
})

test('what the environment does not configure is said for the platforms that are packed', () => {
  expect(lacks({}, { mac: false, win: false })).toEqual(['No updates, since LANYARD_RELEASE_FEED is not set.'])
  expect(lacks({}, all)).toEqual([
    expect.stringMatching(/^macOS: not signed/),
    expect.stringMatching(/^macOS: not notarized, .* APPLE_ID \+ APPLE_APP_SPECIFIC_PASSWORD \+ APPLE_TEAM_ID, or /),
    expect.stringMatching(/^Windows: not signed/),
    expect.stringMatching(/^No updates/),
  ])
})

test('a notarization that is half configured is none', () => {
  const env = { CSC_LINK: 'a', LANYARD_RELEASE_FEED: 'https://releases.example.com', APPLE_API_KEY: 'a' }
  expect(lacks(env, all)).toEqual([expect.stringMatching(/^macOS: not notarized/)])
  expect(lacks({ ...env, APPLE_API_KEY_ID: 'b', APPLE_API_ISSUER: 'c' }, all)).toEqual([])
})

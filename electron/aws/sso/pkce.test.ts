import { expect, test } from 'vitest'
import { authorizeUrl, challengeOf, createPkce } from './pkce.ts'

test('computes the challenge of RFC 7636, appendix B', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

test('makes a verifier of 64 allowed characters, its challenge and a state, new each time', () => {
  const [one, two] = [createPkce(), createPkce()]
  expect(one.verifier).toMatch(/^[A-Za-z0-9._~-]{64}$/)
  expect(one.challenge).toBe(challengeOf(one.verifier))
  expect(one.state).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  expect(new Set([one.verifier, two.verifier, one.state, two.state]).size).toBe(4)
})

test("builds the AWS CLI's authorize address, names and order included", () => {
  const url = authorizeUrl('https://oidc.us-east-1.amazonaws.com', {
    clientId: 'client',
    redirectUri: 'http://127.0.0.1:40123/oauth/callback',
    state: 'f3c9',
    scopes: ['sso:account:access', 'a b'],
    challenge: 'E9Melhoa2Owv',
  })
  expect(url).toBe(
    'https://oidc.us-east-1.amazonaws.com/authorize?response_type=code&client_id=client' +
      '&redirect_uri=http%3A%2F%2F127.0.0.1%3A40123%2Foauth%2Fcallback&state=f3c9&code_challenge_method=S256' +
      '&scopes=sso%3Aaccount%3Aaccess%20a%20b&code_challenge=E9Melhoa2Owv',
  )
})

test('a client id from the network stays one value', () => {
  const query = { redirectUri: 'r', state: 's', scopes: [], challenge: 'c' }
  const url = authorizeUrl('https://oidc', { ...query, clientId: "a&state=x#!'()*" })
  expect(url).toContain('client_id=a%26state%3Dx%23%21%27%28%29%2A&')
  expect(new URL(url).searchParams.get('client_id')).toBe("a&state=x#!'()*")
})

/** Proof Key for Code Exchange (RFC 7636), and the address where the person signs in, as the AWS CLI makes them. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** The redirect that is registered. Identity Center lets any port follow (RFC 8252, 7.3). */
export const registeredRedirectUri = 'http://127.0.0.1/oauth/callback'

export interface Pkce {
  readonly verifier: string
  readonly challenge: string
  readonly state: string
}

/** A fresh verifier of 64 characters, its S256 challenge and a state. */
export function createPkce(): Pkce {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier, challenge: challengeOf(verifier), state: randomUUID() }
}

/** base64url(SHA-256(verifier)), without padding. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url')
}

/**
 * The authorize address. Names and order are the AWS CLI's (aws-facts.md#sign-in), `scopes` in the plural among them.
 */
export function authorizeUrl(
  origin: string,
  query: {
    readonly clientId: string
    readonly redirectUri: string
    readonly state: string
    readonly scopes: readonly string[]
    readonly challenge: string
  },
): string {
  const pairs = [
    ['response_type', 'code'],
    ['client_id', query.clientId],
    ['redirect_uri', query.redirectUri],
    ['state', query.state],
    ['code_challenge_method', 'S256'],
    ['scopes', query.scopes.join(' ')],
    ['code_challenge', query.challenge],
  ] as const
  return `${origin}/authorize?${pairs.map(([name, value]) => `${name}=${percentEncode(value)}`).join('&')}`
}

/** RFC 3986: what botocore leaves as it is, and no more. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

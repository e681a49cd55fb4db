/** Requests and answers as plain data, and the error shapes of the three APIs (aws-facts.md#portal, #oidc). */
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface DemoRequest {
  readonly method: string
  readonly path: string
  /** The query as it was sent, without `?`. */
  readonly search: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Scheme, host and port that the client believes to talk to. */
  readonly origin: string
  /** The region in the host name; null where an endpoint override hides it. */
  readonly region: string | null
}

export interface DemoResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): DemoResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

export function redirect(location: string): DemoResponse {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

/** Tells a refusal apart from what was looked up. */
export function isDemoResponse(value: object): value is DemoResponse {
  return 'status' in value && 'headers' in value && 'body' in value
}

/** A JSON object, or null for anything else. */
export function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

const oidcErrors = {
  access_denied: 'AccessDeniedException',
  authorization_pending: 'AuthorizationPendingException',
  expired_token: 'ExpiredTokenException',
  invalid_client: 'InvalidClientException',
  invalid_client_metadata: 'InvalidClientMetadataException',
  invalid_grant: 'InvalidGrantException',
  invalid_redirect_uri: 'InvalidRedirectUriException',
  invalid_request: 'InvalidRequestException',
  invalid_scope: 'InvalidScopeException',
  server_error: 'InternalServerException',
  slow_down: 'SlowDownException',
  unauthorized_client: 'UnauthorizedClientException',
  unsupported_grant_type: 'UnsupportedGrantTypeException',
} as const

type OidcError = keyof typeof oidcErrors

export function oidcError(error: OidcError, description: string): DemoResponse {
  return oidcException(oidcErrors[error], error, description, error === 'invalid_client' ? 401 : 400)
}

/** The shape of every OIDC error: the name stands in a header, with a suffix that clients must cut off. */
export function oidcException(name: string, error: string, description: string, status: number): DemoResponse {
  return json({ error, error_description: description }, status, {
    'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`,
  })
}

/** The shape of every portal error: the name stands in the body. */
export function portalError(name: string, message: string, status: number): DemoResponse {
  return json({ message, __type: `com.amazonaws.switchboard.portal#${name}` }, status)
}

export function stsError(code: string, message: string, status: number): DemoResponse {
  const type = status < 500 ? 'Sender' : 'Receiver'
  return xml(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <Error>\n    <Type>${type}</Type>\n` +
      `    <Code>${escapeMarkup(code)}</Code>\n    <Message>${escapeMarkup(message)}</Message>\n  </Error>\n` +
      `  <RequestId>${randomUUID()}</RequestId>\n</ErrorResponse>\n`,
    status,
  )
}

export function xml(body: string, status = 200): DemoResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML and XML, in content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}

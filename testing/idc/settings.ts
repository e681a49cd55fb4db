/** What can be set on a running demo organization: lifetimes, pace and how willing it is. */

/** Every field may be assigned at any time; it holds from the next request on. */
export interface DemoSettings {
  /** Lifetime of an access token that can be renewed, in seconds. Never longer than the session has left. */
  accessTokenSeconds: number
  /** Lifetime of a sign-in: refresh tokens end with it, and so do tokens that cannot be renewed. */
  sessionSeconds: number
  registrationSeconds: number
  /** Lifetime of role credentials. */
  credentialSeconds: number
  authorizationCodeSeconds: number
  deviceCodeSeconds: number
  /** The pace that clients are told to poll at. */
  deviceIntervalSeconds: number
  /** Entries of a page when the client does not send `max_result`. */
  pageSize: number
  /** Wait before each answer of an API, in milliseconds. */
  latencyMs: number
  /** Portal requests per second before 429 TooManyRequests; 0 refuses all, null is no limit. */
  requestsPerSecond: number | null
  /** `Retry-After` of a 429; null leaves the header out. */
  retryAfterSeconds: number | null
  /** Authorize and device requests are allowed at once, by the first user, without a page. */
  autoApprove: boolean
  /** The status with which the proxy refuses every tunnel; null lets them through. */
  proxyRefusal: number | null
  /** How far the organization's clock is off. */
  clockOffsetSeconds: number
}

export function defaultSettings(): DemoSettings {
  return {
    accessTokenSeconds: 3600,
    sessionSeconds: 8 * 3600,
    registrationSeconds: 90 * 86_400,
    credentialSeconds: 3600,
    authorizationCodeSeconds: 300,
    deviceCodeSeconds: 600,
    deviceIntervalSeconds: 1,
    pageSize: 20,
    latencyMs: 0,
    requestsPerSecond: null,
    retryAfterSeconds: null,
    autoApprove: false,
    proxyRefusal: null,
    clockOffsetSeconds: 0,
  }
}

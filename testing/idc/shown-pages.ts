/** The pages that were shown and wait for an answer: each is answered once, by the nonce of its form. */
import type { Client, DeviceAuthorization } from './grants.ts'
import type { Instance, User } from './organization.ts'

/** An authorization request that has been checked (RFC 6749 4.1.1 with RFC 7636). */
export interface CodeRequest {
  readonly kind: 'code'
  readonly client: Client
  readonly instance: Instance
  readonly redirectUri: string
  readonly state: string
  readonly scopes: readonly string[]
  readonly challenge: string
}

interface DeviceRequest {
  readonly kind: 'device'
  readonly client: Client
  readonly instance: Instance
  readonly scopes: readonly string[]
  readonly device: DeviceAuthorization
}

export type Subject = CodeRequest | DeviceRequest

/** A page that was shown and may be answered once. */
export interface Shown<T> {
  readonly about: T
  readonly expiresAt: number
}

/** The pages that were shown, by the nonce of their form. */
export interface ShownPages {
  readonly code: Map<string, Shown<null>>
  readonly signIn: Map<string, Shown<Subject>>
  readonly allow: Map<string, Shown<{ readonly subject: Subject; readonly user: User }>>
}

export function createShownPages(): ShownPages {
  return { code: new Map(), signIn: new Map(), allow: new Map() }
}

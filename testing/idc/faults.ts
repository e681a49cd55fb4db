/** Trouble on request: errors, resets, hangs and nonsense for the next requests of an operation, and a rate limit. */
import type { DemoSettings } from './settings.ts'

/** What goes wrong, for the next `times` requests (1 without it) of `operation` (`*` is any of the APIs'). */
export type Fault = { readonly operation: string; readonly times?: number } & (
  | {
      readonly kind: 'error'
      readonly status: number
      /** The exception's name, or STS's code: `InternalServerException`, `Throttling`, … */
      readonly error: string
      readonly message?: string
      readonly retryAfterSeconds?: number
    }
  /** The connection breaks without an answer. */
  | { readonly kind: 'reset' }
  /** No answer until the client or the organization closes the connection. */
  | { readonly kind: 'hang' }
  /** 200 with half a JSON document. */
  | { readonly kind: 'bad-json' }
  /** The very answer, as a proxy, a filter or the sign-in page of a network would give it. */
  | { readonly kind: 'page'; readonly status: number; readonly contentType: string; readonly body: string }
  /** 200, and a byte now and then, without an end. */
  | { readonly kind: 'drip' }
  /** 200 with a body of so many bytes. */
  | { readonly kind: 'flood'; readonly bytes: number }
)

export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** The oldest fault that meets the operation, counted down. */
  take(operation: string): Fault | null
}

export function createFaults(): Faults {
  let pending: { readonly fault: Fault; left: number }[] = []
  return {
    add: (fault) => {
      pending.push({ fault, left: fault.times ?? 1 })
    },
    clear: () => {
      pending = []
    },
    take: (operation) => {
      const met = pending.find(({ fault }) => fault.operation === operation || fault.operation === '*')
      if (met === undefined) return null
      met.left -= 1
      if (met.left <= 0) pending = pending.filter((one) => one !== met)
      return met.fault
    },
  }
}

/**
 * A function that tells whether one more request fits: a bucket of one second's requests that fills at their rate.
 * The limit is read from the settings each time.
 */
export function createRateLimit(settings: DemoSettings, now: () => number): () => boolean {
  let tokens = Number.POSITIVE_INFINITY
  let filledAt = now()
  return () => {
    const { requestsPerSecond } = settings
    if (requestsPerSecond === null) {
      tokens = Number.POSITIVE_INFINITY
      return true
    }
    tokens = Math.min(requestsPerSecond, tokens + ((now() - filledAt) / 1000) * requestsPerSecond)
    filledAt = now()
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

/**
 * The secrets of the browser face. A link carries a one-time one, which the page trades for the one that lasts as long
 * as the server does. Cookies would not do: 127.0.0.1 shares them between ports.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../system/ports.ts'

export interface Secrets {
  /** A secret that works once, for two minutes. `onEnd` is called when it has been used or is too old. */
  issue(onEnd?: () => void): string
  /** The lasting secret in exchange for a live one-time secret, or for itself; null for anything else. */
  redeem(given: string): string | null
  /** Ends every one-time secret. */
  end(): void
}

const lifetime = 2 * 60_000
/** Links that may wait at once; the oldest gives way. */
const mostLinks = 16

interface OneTime {
  readonly digest: Buffer
  readonly end: () => void
}

export function createSecrets(clock: Clock): Secrets {
  const lasting = newSecret()
  const lastingDigest = digestOf(lasting)
  const live = new Set<OneTime>()

  function issue(onEnd: () => void = () => undefined): string {
    const secret = newSecret()
    const cancel = clock.after(lifetime, () => oneTime.end())
    const oneTime: OneTime = {
      digest: digestOf(secret),
      end: () => {
        cancel()
        if (live.delete(oneTime)) onEnd()
      },
    }
    live.add(oneTime)
    for (const oldest of [...live].slice(0, -mostLinks)) oldest.end()
    return secret
  }

  return {
    issue,
    redeem(given) {
      const digest = digestOf(given)
      // Every secret is compared, in constant time, so that the time taken tells nothing.
      const used = [...live].filter((oneTime) => timingSafeEqual(oneTime.digest, digest))
      const known = timingSafeEqual(lastingDigest, digest)
      for (const oneTime of used) oneTime.end()
      return known || used.length > 0 ? lasting : null
    },
    end: () => {
      for (const oneTime of live) oneTime.end()
    },
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

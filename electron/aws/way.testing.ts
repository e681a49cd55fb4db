/** A way to servers on loopback, for tests of the clients themselves. */
import type { Environment } from './endpoints.ts'
import { trustSystem } from './trust.ts'
import type { Way } from './way.ts'

export function wayFor(env: Environment): Way {
  return { env, trust: trustSystem(), hindrance: null }
}

/** A route to servers on loopback, for tests of the clients themselves. */
import type { Environment } from './endpoints.ts'
import { trustSystem } from './trust.ts'
import type { NetworkRoute } from './network-route.ts'

export function routeFor(env: Environment): NetworkRoute {
  return { env, trust: trustSystem(), hindrance: null }
}

/** Which addresses the desktop hands to the system's browser. */
import { endpointOverrides } from '../aws/endpoints.ts'
import type { System } from '../system/ports.ts'

/** https; and http where an endpoint override leads to that very host, on loopback. */
export function mayOpen(url: string, env: System['env']): boolean {
  const parsed = URL.parse(url)
  if (!parsed || parsed.username !== '' || parsed.password !== '') return false
  if (parsed.protocol === 'https:') return true
  const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(parsed.hostname)
  return parsed.protocol === 'http:' && loopback && endpointOverrides(env).some((each) => each.host === parsed.host)
}

/** What time a server has, by the `Date` of its answer. */
import http from 'node:http'
import https from 'node:https'
import type { Way } from './endpoints.ts'

/**
 * Asks the server at `origin` for its page's headers, and nothing else, on the way that all requests take. Resolves to
 * its time in ms since the epoch, in whole seconds, whatever else it answers; null where it says none.
 * Rejects with Node's errors when it cannot be reached, and when the signal aborts.
 */
export function askServerTime({ env, authorities }: Way, origin: string, signal: AbortSignal): Promise<number | null> {
  const secure = new URL(origin).protocol === 'https:'
  const agent = secure
    ? new https.Agent({ proxyEnv: env, ...(authorities === null ? {} : { ca: [...authorities] }) })
    : new http.Agent({ proxyEnv: env })
  return new Promise<number | null>((resolve, reject) => {
    const request = (secure ? https : http).request(origin, { method: 'HEAD', agent, signal })
    request.once('error', reject)
    request.once('response', (response) => {
      response.resume()
      const time = Date.parse(response.headers.date ?? '')
      resolve(Number.isNaN(time) ? null : time)
    })
    request.end()
  }).finally(() => agent.destroy())
}

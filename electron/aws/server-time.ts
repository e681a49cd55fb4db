/** What time a server has, by the `Date` of its answer. */
import http from 'node:http'
import https from 'node:https'
import type { Way } from './way.ts'

/**
 * Asks the server at `origin` for its page's headers, and nothing else, on the way that all requests take. Resolves to
 * its time in ms since the epoch, in whole seconds, whatever else it answers; null where it says none.
 * Rejects with Node's errors when it cannot be reached, and when the signal aborts.
 */
export function askServerTime({ env, trust }: Way, origin: string, signal: AbortSignal): Promise<number | null> {
  if (new URL(origin).protocol !== 'https:') return head(http, new http.Agent({ proxyEnv: env }), origin, signal)
  const agent = new https.Agent({ proxyEnv: env })
  return trust.connect(agent, () => head(https, agent, origin, signal))
}

function head(
  { request: start }: Pick<typeof https, 'request'>,
  agent: http.Agent,
  origin: string,
  signal: AbortSignal,
): Promise<number | null> {
  return new Promise<number | null>((resolve, reject) => {
    const request = start(origin, { method: 'HEAD', agent, signal })
    request.once('error', reject)
    request.once('response', (response) => {
      response.resume()
      const time = Date.parse(response.headers.date ?? '')
      resolve(Number.isNaN(time) ? null : time)
    })
    request.end()
  }).finally(() => agent.destroy())
}

/** What the headers of a page tell, without its text. */
import http from 'node:http'
import https from 'node:https'
import type { NetworkRoute } from './network-route.ts'

export interface Headers {
  readonly status: number
  readonly location: string | null
  /** What time the server has, in ms since the epoch, in whole seconds; null where it says none. */
  readonly time: number | null
}

/**
 * Asks for the page at `address` by the route that all requests take, follows nothing and reads nothing of it. Whatever the
 * status, it is an answer. Rejects with Node's errors when the server cannot be reached, and when the signal aborts.
 */
export function askHeaders(
  { env, trust }: NetworkRoute,
  address: string,
  signal: AbortSignal,
  method: 'HEAD' | 'GET' = 'HEAD',
): Promise<Headers> {
  const options = { method, signal }
  if (!address.startsWith('https:')) return ask(http, address, { ...options, agent: new http.Agent({ proxyEnv: env }) })
  const agent = new https.Agent({ proxyEnv: env })
  return trust.connect(agent, () => ask(https, address, { ...options, agent }))
}

type Options = { readonly method: string; readonly signal: AbortSignal; readonly agent: http.Agent }

function ask({ request: start }: Pick<typeof https, 'request'>, address: string, options: Options): Promise<Headers> {
  return new Promise<Headers>((resolve, reject) => {
    const request = start(address, options)
    request.once('error', reject)
    request.once('response', (response) => {
      const { statusCode = 0, headers } = response
      const time = Date.parse(headers.date ?? '')
      response.destroy()
      resolve({ status: statusCode, location: headers.location ?? null, time: Number.isNaN(time) ? null : time })
    })
    request.end()
  }).finally(() => options.agent.destroy())
}

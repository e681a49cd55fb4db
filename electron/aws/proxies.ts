/** The proxy of this machine, read from the environment as botocore does, in the words of Node's agents. */
import type { Environment } from './endpoints.ts'

/**
 * The variables for `proxyEnv`: lower case comes first, and when empty turns the proxy off; a proxy may lack its scheme;
 * and a name of `no_proxy` also holds for what is below it. Node would take each of these for something else.
 */
export function proxyVariables(env: Environment): Environment {
  const valueOf = (name: string) => env[name] ?? env[name.toUpperCase()] ?? ''
  const found = {
    http_proxy: withScheme(valueOf('http_proxy')),
    https_proxy: withScheme(valueOf('https_proxy')),
    no_proxy: exceptions(valueOf('no_proxy')),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''))
}

function withScheme(proxy: string): string {
  if (proxy === '' || /^https?:/.test(proxy)) return proxy
  return proxy.startsWith('//') ? `http:${proxy}` : `http://${proxy}`
}

/** A star is for all hosts, and only when it stands alone. To Node a name is that host; with a dot, all below it as well. */
function exceptions(list: string): string {
  if (list === '*') return list
  const names = list.split(',').map((name) => name.trim().replace(/^\.+/, ''))
  return names.flatMap((name) => (name === '' ? [] : name.includes(':') ? [`.${name}`, name] : [`.${name}`])).join(',')
}

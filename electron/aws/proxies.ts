/** The proxy of this machine, read from the environment as botocore does, in the words of Node's agents. */
import { problem, type Problem } from '../../shared/result.ts'
import type { Environment } from './endpoints.ts'

/**
 * The variables for `proxyEnv`: lower case comes first, and when empty turns the proxy off; a proxy may lack its scheme;
 * and a name of `no_proxy` also holds for what is below it. Node would take each of these for something else.
 */
export function proxyVariables(env: Environment): Environment {
  const found = {
    http_proxy: withScheme(variable(env, 'http_proxy')),
    https_proxy: withScheme(variable(env, 'https_proxy')),
    no_proxy: exceptions(variable(env, 'no_proxy')),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''))
}

/**
 * Why the proxy for https cannot be used, in words without a password that may stand in it: `misconfigured`, or null where
 * it can, or there is none.
 */
export function unusableProxy(env: Environment): Problem | null {
  const proxy = withScheme(variable(env, 'https_proxy'))
  if (proxy === '') return null
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(proxy)?.[1]?.toLowerCase() ?? ''
  if (scheme.startsWith('socks')) {
    return problem('misconfigured', 'The proxy is a SOCKS proxy, which AWS clients cannot use.', {
      fix: 'Name an http proxy in HTTPS_PROXY, or remove the SOCKS proxy, then start Lanyard again.',
    })
  }
  const [, place = ''] = /^https?:\/\/(.*)$/i.exec(proxy) ?? []
  const isPlain = !/[\\#?\s]/.test(place) && place.split('@').length <= 2 && URL.canParse(proxy)
  return isPlain ? null : problem('misconfigured', 'HTTPS_PROXY is no address of a proxy.', { fix: proxyFix })
}

const proxyFix =
  'Correct HTTPS_PROXY (in its user name and password \\ is %5C, # is %23, / is %2F and @ is %40), then start Lanyard again.'

/** Lower case comes first. */
function variable(env: Environment, name: string): string {
  return env[name] ?? env[name.toUpperCase()] ?? ''
}

function withScheme(proxy: string): string {
  if (proxy === '' || /^(?:https?|socks\w*):/i.test(proxy)) return proxy
  return proxy.startsWith('//') ? `http:${proxy}` : `http://${proxy}`
}

/** A star is for all hosts, and only when it stands alone. To Node a name is that host; with a dot, all below it as well. */
function exceptions(list: string): string {
  if (list === '*') return list
  const names = list.split(',').map((name) => name.trim().replace(/^\.+/, ''))
  return names.flatMap((name) => (name === '' ? [] : name.includes(':') ? [`.${name}`, name] : [`.${name}`])).join(',')
}

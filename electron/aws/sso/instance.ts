/**
 * Which Identity Center a start URL leads to. AWS's own addresses are it themselves; an organization's own address (AWS CLI
 * from 2.35.13 on) is asked, and redirects to one of AWS's (aws-facts.md#sign-in, #hosts).
 */
import { isAwsHost, portalUrl, regionOfStartUrl } from '../../../shared/aws-hosts.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { askHeaders, type Headers } from '../headers.ts'
import { addressProblem } from './problems.ts'
import type { Instance, SsoDeps, SsoSession } from './session.ts'

/** How long, in ms, the organization's host may take: the AWS CLI's own limit. */
const limit = 10_000

/**
 * The instance of `session`. AWS's hosts are never asked; another is asked each time, since an organization may move. Problems:
 * `misconfigured` where it leads to none of AWS's hosts, and those of the network (`offline`, `clock-off`, …).
 */
export async function findInstance(
  deps: SsoDeps,
  session: Pick<SsoSession, 'startUrl' | 'region'>,
): Promise<Result<Instance>> {
  const { startUrl, region } = session
  const url = URL.parse(startUrl)
  if (url?.protocol !== 'https:' || isAwsHost(url.hostname)) return ok({ startUrl, region })
  const target = await follow(deps, url)
  if (!target.ok) return target
  return ok({ startUrl: target.value, region: regionOfStartUrl(target.value) ?? region })
}

/** The page of the portal at an instance's address. Problem: `misconfigured`, where AWS has no page there. */
export function portalPage(startUrl: string): Result<string> {
  const { hostname = '' } = URL.parse(startUrl) ?? {}
  const isIssuer = hostname.startsWith('identitycenter.')
  if (!isIssuer && isAwsHost(hostname)) return ok(portalUrl(startUrl))
  const why = isIssuer ? 'it is an issuer, and has no page' : 'it is none of the addresses of AWS'
  return fail('misconfigured', `${startUrl} leads to no access portal: ${why}.`, {
    fix: 'Edit the session: its start URL can be the address of your access portal.',
  })
}

async function follow(deps: SsoDeps, url: URL): Promise<Result<string>> {
  const asked = await ask(deps, url)
  if (!asked.ok) return asked
  const { status, location } = asked.value
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== null
  if (!isRedirect) return leadsNowhere(url, `it answered ${status}, and no way to IAM Identity Center`)
  const target = URL.parse(location, url.href)
  if (target?.protocol !== 'https:') return leadsNowhere(url, 'it leads to an address that is not https')
  if (!isAwsHost(target.hostname)) return leadsNowhere(url, `it leads to ${target.host}, which is none of AWS's hosts`)
  return ok(portalUrl(`https://${target.host}${target.pathname}`))
}

/** HEAD, and GET where the host does not know HEAD. */
async function ask(deps: SsoDeps, url: URL): Promise<Result<Headers>> {
  const controller = new AbortController()
  const stop = deps.clock.after(limit, () => controller.abort())
  try {
    const route = await deps.route()
    if (route.hindrance) return { ok: false, error: route.hindrance }
    const head = await askHeaders(route, url.href, controller.signal)
    return ok([405, 501].includes(head.status) ? await askHeaders(route, url.href, controller.signal, 'GET') : head)
  } catch (error) {
    return { ok: false, error: addressProblem(error, { now: deps.clock.now(), asked: url.hostname, leadFix }) }
  } finally {
    stop()
  }
}

function leadsNowhere({ host }: URL, why: string) {
  return fail('misconfigured', `${host} does not lead to your access portal: ${why}.`, {
    fix: leadFix,
    field: 'startUrl',
  })
}

const leadFix = 'Check the start URL, or use the address of the access portal itself (https://….awsapps.com/start).'

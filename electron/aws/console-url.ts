/** Links into the access portal (aws-facts.md#links). They hold no credentials: the browser is, or gets, signed in. */
import { partitionOfRegion, portalUrl } from '../../shared/aws-hosts.ts'
import type { Partition } from '../../shared/regions.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** The console of an account, in a permission set, through the portal. Without a permission set the portal asks. */
export function consoleUrl({ startUrl, accountId, roleName, destination = null }: ConsoleLink): string {
  const role = roleName === null ? '' : `&role_name=${encodeURIComponent(roleName)}`
  const page = destination === null ? '' : `&destination=${encodeURIComponent(destination)}`
  return `${portalUrl(startUrl)}/#/console?account_id=${encodeURIComponent(accountId)}${role}${page}`
}

/** Where the console is, as far as that is known; in the commercial partition below each region. */
const consoles: Partial<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
}

/** A page of the console: that of the service `page` in `region`, or the one at the address `page`. Problem: `invalid-input`. */
export function consolePage(page: string, region: string): Result<string> {
  const url = page.includes('://') ? URL.parse(page) : null
  if (url) {
    const isConsole = Object.values(consoles).some((host) => url.host === host || url.host.endsWith(`.${host}`))
    if (url.protocol === 'https:' && url.username === '' && isConsole) return ok(url.href)
    return fail('invalid-input', `${url.host} is not the AWS console.`, {
      fix: 'Give a page whose address begins with https:// and the console.',
    })
  }
  if (!/^[a-z0-9-]+$/.test(page)) return fail('invalid-input', 'That is no service of the AWS console.')
  if (!/^[a-z0-9-]+$/.test(region)) return fail('invalid-input', 'The region is not the name of an AWS region.')
  const partition = partitionOfRegion(region)
  const host = consoles[partition]
  if (!host)
    return fail('invalid-input', `Where the console of ${region} is, Lanyard does not know.`, {
      fix: 'Leave the service out: the portal leads there.',
    })
  return ok(`https://${partition === 'aws' ? `${region}.` : ''}${host}/${page}/home?region=${region}`)
}

export interface ConsoleLink {
  readonly startUrl: string
  readonly accountId: string
  readonly roleName: string | null
  /** A page of the console; left out, or null: its start. */
  readonly destination?: string | null
}

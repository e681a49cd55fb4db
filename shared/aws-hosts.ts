/** The hosts at which AWS itself lets people sign in to IAM Identity Center (aws-facts.md 3 and 5), and what they tell. */
import { findRegion, type Partition } from './regions.ts'

/** By the AWS CLI's list. */
const hosts: readonly string[] = [
  'identitycenter.amazonaws.com',
  'identitycenter.amazonaws.com.cn',
  'identitycenter.amazonaws.eu',
  'identitycenter.us-gov.amazonaws.com',
]

const domains: readonly string[] = [
  'app.aws',
  'portal.amazonaws.com',
  'portal.amazonaws.com.cn',
  'app.amazonwebservices.com.cn',
  'portal.amazonaws.eu',
  'api.amazonwebservices.eu',
  'awsapps.com',
  'awsapps.cn',
]

/** Whether AWS owns `host`, as a URL's `host` is written. False for an organization's own address, or anybody else's. */
export function isAwsHost(host: string): boolean {
  return hosts.includes(host) || domains.some((domain) => host.endsWith(`.${domain}`))
}

/** The region that a start URL itself names; null for those that name none. */
export function regionOfStartUrl(startUrl: string): string | null {
  const host = hostOf(startUrl)
  for (const shape of shapes) {
    const region = shape.exec(host)?.groups?.['region']
    if (region !== undefined) return region
  }
  return null
}

/** Where the region of a start URL is to be looked for. An organization's own address may be anywhere: `aws` is likeliest. */
export function partitionOfStartUrl(startUrl: string): Partition {
  const named = findRegion(regionOfStartUrl(startUrl) ?? '')
  if (named) return named.partition
  const host = hostOf(startUrl)
  if (host.endsWith('.us-gov-home.awsapps.com') || host === 'identitycenter.us-gov.amazonaws.com') return 'aws-us-gov'
  if (isAwsHost(host) && host.endsWith('.cn')) return 'aws-cn'
  if (isAwsHost(host) && host.endsWith('.eu')) return 'aws-eusc'
  return 'aws'
}

/** The access portal's own page: the start URL as the config has it, without a trailing `/`, `#` or `#/`. */
export function portalUrl(startUrl: string): string {
  return startUrl.replace(/[/#]+$/, '')
}

const region = '(?<region>[a-z]{2,4}(?:-[a-z]+)+-\\d+)'
const shapes = [
  `\\.portal\\.${region}\\.(?:app\\.aws|app\\.amazonwebservices\\.com\\.cn|api\\.amazonwebservices\\.eu)$`,
  `\\.${region}\\.portal\\.amazonaws\\.(?:com|com\\.cn|eu)$`,
  `^start\\.${region}\\.(?:us-gov-home\\.awsapps\\.com|home\\.awsapps\\.cn)$`,
].map((shape) => new RegExp(shape))

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? ''
}

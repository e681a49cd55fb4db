/**
 * The hosts at which AWS itself lets people sign in to IAM Identity Center (aws-facts.md#hosts), and what they tell.
 */
import { findRegion, type Partition } from './regions.ts'

interface Hosts {
  /** Addresses of the portal, to the letter, and domains below which AWS gives them out: the AWS CLI's list. */
  readonly portals: readonly string[]
  readonly below: readonly string[]
  /** What follows a region in the host of a service, by itself and by dual stack: botocore's `partitions.json`. */
  readonly services: readonly [dns: string, dualStack: string]
}

/** The narrower domain stands first. */
const byPartition: Readonly<Record<Partition, Hosts>> = {
  'aws-us-gov': {
    portals: ['identitycenter.us-gov.amazonaws.com'],
    below: ['us-gov-home.awsapps.com'],
    services: ['amazonaws.com', 'api.aws'],
  },
  aws: {
    portals: ['identitycenter.amazonaws.com'],
    below: ['awsapps.com', 'app.aws', 'portal.amazonaws.com'],
    services: ['amazonaws.com', 'api.aws'],
  },
  'aws-cn': {
    portals: ['identitycenter.amazonaws.com.cn'],
    below: ['awsapps.cn', 'app.amazonwebservices.com.cn', 'portal.amazonaws.com.cn'],
    services: ['amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  },
  'aws-eusc': {
    portals: ['identitycenter.amazonaws.eu'],
    below: ['api.amazonwebservices.eu', 'portal.amazonaws.eu'],
    services: ['amazonaws.eu', 'api.amazonwebservices.eu'],
  },
  'aws-iso': { portals: [], below: [], services: ['c2s.ic.gov', 'api.aws.ic.gov'] },
  'aws-iso-b': { portals: [], below: [], services: ['sc2s.sgov.gov', 'api.aws.scloud'] },
  'aws-iso-e': { portals: [], below: [], services: ['cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'] },
  'aws-iso-f': { portals: [], below: [], services: ['csp.hci.ic.gov', 'api.aws.hci.ic.gov'] },
}

const partitions = Object.keys(byPartition) as Partition[]

/**
 * The partition in which `host`, as a URL's `host` is written, is an address where AWS signs people in: that of the
 * region in it, or else of its domain. Null for an organization's own address, or anybody else's.
 */
export function partitionOfHost(host: string): Partition | null {
  const owner = partitions.find(
    (each) =>
      byPartition[each].portals.includes(host) || byPartition[each].below.some((domain) => host.endsWith(`.${domain}`)),
  )
  return owner === undefined ? null : (findRegion(regionOfHost(host) ?? '')?.partition ?? owner)
}

export function isAwsHost(host: string): boolean {
  return partitionOfHost(host) !== null
}

/** Whether `host` is the one in `region` at which a sign-in is authorized, or the code of a device is typed in. */
export function isSignInHost(host: string, region: string): boolean {
  return byPartition[partitionOfRegion(region)].services.some((domain) =>
    ['oidc', 'oidc-fips', 'device.sso', 'device.sso-fips'].some((service) => host === `${service}.${region}.${domain}`),
  )
}

/** The region that a start URL itself names; null for those that name none. */
export function regionOfStartUrl(startUrl: string): string | null {
  return regionOfHost(hostOf(startUrl))
}

/** Where the region of a start URL is to be looked for. An organization's own address may be anywhere: `aws` is likeliest. */
export function partitionOfStartUrl(startUrl: string): Partition {
  return partitionOfHost(hostOf(startUrl)) ?? 'aws'
}

/** A region newer than Lanyard is most likely one of the commercial partition. */
export function partitionOfRegion(region: string): Partition {
  return findRegion(region)?.partition ?? 'aws'
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

function regionOfHost(host: string): string | null {
  for (const shape of shapes) {
    const region = shape.exec(host)?.groups?.['region']
    if (region !== undefined) return region
  }
  return null
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? ''
}

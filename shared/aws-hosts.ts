/** The hosts at which AWS itself lets people sign in to IAM Identity Center, by the AWS CLI's list (aws-facts.md 3). */

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

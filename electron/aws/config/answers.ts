/**
 * Whether AWS's clients agree on who a profile is, and where they ask (aws-facts.md#precedence, #overrides). Lanyard takes
 * IAM Identity Center, as the AWS CLI does, and asks AWS itself.
 */
import { headingOf } from './document/heading.ts'
import { settingsOf, type Document } from './document/document.ts'

/** The value of a key; null where there is none, or a block. */
export type Get = (key: string) => string | null

/** A host that is asked in AWS's place, and for what. */
export interface Redirect {
  readonly service: 'sso' | 'sso_oidc' | 'sts' | null
  readonly host: string
}

const services = ['sso', 'sso_oidc', 'sts'] as const

/** Whether the keys for a permission set are there, whatever else is. */
export function namesPermissionSet(get: Get): boolean {
  return Boolean((get('sso_session') || get('sso_start_url')) && get('sso_account_id') && get('sso_role_name'))
}

/** Whether the AWS CLI signs in for it: to assume a role comes first. */
export function signsIn(get: Get): boolean {
  return !get('role_arn') && namesPermissionSet(get)
}

/** A process that is not Lanyard's own, which would answer the same. */
export function otherProcess(get: Get, name: string): string | null {
  const command = get('credential_process') || null
  const isOwn = command !== null && /\blanyard\b.*\bcredentials\b/.test(command) && command.includes(name)
  return isOwn ? null : command
}

/** Where clients that heed the config send what is for the portal, OIDC and STS; what leads to AWS's own hosts is none. */
export function redirectsOf(config: Document, get: Get): readonly Redirect[] {
  if (get('ignore_configured_endpoint_urls')?.toLowerCase() === 'true') return []
  const blocks = servicesOf(config, get('services'))
  const own = services.flatMap((service) => {
    const block = blocks?.get(service)
    return redirectTo(service, block instanceof Map ? block.get('endpoint_url') : undefined)
  })
  return [...own, ...redirectTo(null, get('endpoint_url') ?? undefined)]
}

function servicesOf(config: Document, name: string | null) {
  const section = name
    ? config.sections.findLast(({ header }) => {
        const heading = headingOf(header)
        return heading?.kind === 'services' && heading.name === name
      })
    : undefined
  return section && settingsOf(config, section)
}

function redirectTo(service: Redirect['service'], address: string | undefined): readonly Redirect[] {
  const host = URL.parse(address ?? '')?.host ?? ''
  return host === '' || /\.(?:amazonaws\.(?:com|com\.cn|eu)|api\.aws)$/.test(host) ? [] : [{ service, host }]
}

/** What others make of a profile that signs in, in a sentence beside who it is; null where all agree. */
export function otherAnswer(config: Document, get: Get, name: string): string | null {
  if (!signsIn(get)) return null
  const said: string[] = []
  if (get('aws_access_key_id') && get('aws_secret_access_key')) said.push('JavaScript takes its access keys instead.')
  else if (otherProcess(get, name) !== null) said.push('JavaScript runs its credential_process instead.')
  const [redirect] = redirectsOf(config, get)
  if (redirect) said.push(`The AWS CLI asks ${redirect.host} instead of AWS.`)
  return said.length > 0 ? said.join(' ') : null
}

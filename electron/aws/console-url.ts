/** Links into the access portal (aws-facts.md#links). They hold no credentials: the browser is, or gets, signed in. */
import { portalUrl } from '../../shared/aws-hosts.ts'

/** The console of an account, in a permission set, through the portal. Without a permission set the portal asks. */
export function consoleUrl({ startUrl, accountId, roleName }: ConsoleLink): string {
  const role = roleName === null ? '' : `&role_name=${encodeURIComponent(roleName)}`
  return `${portalUrl(startUrl)}/#/console?account_id=${encodeURIComponent(accountId)}${role}`
}

export interface ConsoleLink {
  readonly startUrl: string
  readonly accountId: string
  readonly roleName: string | null
}

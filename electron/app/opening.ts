/** Showing a page to the person. */
import type { Input, Opened } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { settingsOfSession } from '../../shared/state.ts'
import { profileSettings } from '../aws/config/profiles.ts'
import { consolePage, consoleUrl } from '../aws/console-url.ts'
import type { Context } from './context.ts'
import { portalOf } from './instance.ts'

/**
 * Opens `url`, a page of `session`, or leaves it to the page to offer. A start URL written by hand may be anything: no
 * link is made of that.
 */
export async function openAddress(context: Context, session: string | null, url: string): Promise<Result<Opened>> {
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'https:' && protocol !== 'http:') {
    return fail('misconfigured', 'The start URL is not a web address.', { fix: 'Correct it in the config file.' })
  }
  return ok({ url, opened: await showPage(context, session, url) })
}

/** Opens the AWS console as the profile has it, account and role, at its start or at a page. */
export async function openConsole(
  context: Context,
  { profile: name, service, region, open = true }: Input<'profile.openConsole'>,
): Promise<Result<Opened>> {
  const profile = context.store.get().profiles.find((each) => each.name === name)
  if (!profile) return fail('not-found', `There is no profile ${name}.`)
  const session = context.store.get().sessions.find((each) => each.name === profile.session)
  const startUrl =
    session?.startUrl ??
    profileSettings(context.documents.config, context.documents.credentials, name)?.['sso_start_url']
  if (!startUrl || profile.accountId === null) {
    return fail('unsupported-profile', `${name} does not use IAM Identity Center, so it has no console link.`, {
      fix: 'Open the console by hand.',
    })
  }
  const wantsPage = service !== undefined || region !== undefined
  const page = wantsPage
    ? consolePage(service ?? 'console', region ?? profile.region ?? session?.region ?? '')
    : ok(null)
  if (!page.ok) return page
  const portal = await portalOf(context, { startUrl, region: session?.region ?? '' })
  if (!portal.ok) return portal
  const { accountId, roleName } = profile
  const url = consoleUrl({ startUrl: portal.value, accountId, roleName, destination: page.value })
  if (!open) return ok({ url, opened: false })
  return openAddress(context, profile.session, url)
}

/** Shows `url` in the browser that the person chose for `session`. False: not there, and nowhere else. */
export async function showPage(context: Context, session: string | null, url: string): Promise<boolean> {
  const chosen = session === null ? null : settingsOfSession(context.store.get().settings, session).browser
  return context.system.browser.open(url, chosen)
}

/** Where a sign-in happens: the region that knows a start URL, the browsers of this machine, the page to ask for access. */
import type { BrowserInfo, FoundRegion, Opened } from '../../shared/contract.ts'
import { checkStartUrl } from '../../shared/names.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { settingsOfSession } from '../../shared/state.ts'
import { findRegion as askRegions } from '../aws/sso/find-region.ts'
import { findInstance } from '../aws/sso/instance.ts'
import type { Context } from './context.ts'
import { openAddress } from './opening.ts'

/** The region that the start URL names, or the one that knows it: see `aws/sso/find-region.ts`. */
export async function findRegion(context: Context, startUrl: string): Promise<Result<FoundRegion>> {
  const refused = checkStartUrl(startUrl)
  if (refused !== null) return fail('invalid-input', refused, { field: 'startUrl' })
  const instance = await findInstance(context.sso, { startUrl, region: '' })
  return instance.ok ? askRegions(context.sso, instance.value.startUrl) : instance
}

/** Those that the person can choose from for a session. */
export async function listBrowsers(context: Context): Promise<Result<readonly BrowserInfo[]>> {
  return ok(await context.system.browser.list())
}

/** The session's own page for asking; `not-found` where none is set. */
export async function openRequest(context: Context, session: string): Promise<Result<Opened>> {
  const url = settingsOfSession(context.store.get().settings, session).requestUrl
  if (!url) return fail('not-found', `${session} has no page for asking for access.`, { fix: 'Set one in Settings.' })
  return openAddress(context, session, url)
}

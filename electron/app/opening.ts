/** Showing a page to the person. */
import type { Opened } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { settingsOfSession } from '../../shared/state.ts'
import type { Context } from './context.ts'

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

/** Shows `url` in the browser that the person chose for `session`. False: not there, and nowhere else. */
export async function showPage(context: Context, session: string | null, url: string): Promise<boolean> {
  const chosen = session === null ? null : settingsOfSession(context.store.get().settings, session).browser
  return context.system.browser.open(url, chosen)
}

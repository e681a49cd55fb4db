/** Showing a page to the person. */
import type { Opened } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Context } from './context.ts'

/** Opens `url`, or leaves it to the page to offer. A start URL written by hand may be anything: no link is made of that. */
export async function openAddress(context: Context, url: string): Promise<Result<Opened>> {
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'https:' && protocol !== 'http:') {
    return fail('misconfigured', 'The start URL is not a web address.', { fix: 'Correct it in the config file.' })
  }
  return ok({ url, opened: await context.system.browser.open(url) })
}

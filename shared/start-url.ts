/** Start URLs as people have them at hand, and as the AWS CLI writes them (aws-facts.md#hosts). */
import { isAwsHost } from './aws-hosts.ts'

/**
 * What a person means who typed or pasted `text`: the page of a portal with whatever its address bar holds behind it, a
 * host without `https://` or `/start`, or the ID of a directory alone. What is none of these stays as it is, without
 * space around it: `checkStartUrl` says what is wrong with it.
 */
export function tidyStartUrl(text: string): string {
  const typed = unquoted(text.trim())
  const signInPage = /^https:\/\/[\w-]+\.signin\.aws(?:\.amazon\.com)?\/platform\/(d-[0-9a-z]{10})\//i.exec(typed)?.[1]
  if (signInPage !== undefined) return `https://${signInPage.toLowerCase()}.awsapps.com/start`
  if (/^d-[0-9a-z]{10}$/i.test(typed)) return `https://${typed.toLowerCase()}.awsapps.com/start`
  // Programs read a space, a backslash or a letter that is not ASCII in different ways: that is to be seen, not mended.
  if (!/^[\x21-\x5b\x5d-\x7e]+$/.test(typed)) return typed
  const isBare = /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(typed)
  const url = URL.parse(isBare ? `https://${typed}` : typed)
  // Another scheme, a port or a password is for the person to see.
  if (url?.protocol !== 'https:' || !/^[\w.-]+$/.test(url.hostname)) return typed
  if (url.port !== '' || url.username !== '' || url.password !== '') return typed
  if (!isAwsHost(url.hostname)) return withoutTail(isBare ? `https://${typed}` : typed)
  return `https://${url.hostname}${hasOnlyStartPage(url.hostname) ? '/start' : withoutTail(url.pathname)}`
}

/** Out of the signs that mail programs and documents put around an address. */
function unquoted(text: string): string {
  const inner = /^<(.*)>$|^"(.*)"$|^'(.*)'$|^\((.*)\)$/s
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined)
  return inner === undefined ? text : unquoted(inner.trim())
}

/** The address without a fragment, which no server ever sees, and without a slash at its end. */
function withoutTail(address: string): string {
  return address.replace(/#.*$/s, '').replace(/\/+$/, '')
}

/**
 * A directory's own host, or one that the organization has named: whatever page of it was open, sign-in is at `/start`.
 * GovCloud and China have a path for each directory.
 */
function hasOnlyStartPage(host: string): boolean {
  return /^[\w-]+\.awsapps\.com$/.test(host)
}

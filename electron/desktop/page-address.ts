/** Where the window's page lives: on a scheme of its own, so that it is nobody's file and nobody's site. */

export const pageScheme = 'app'
const pageHost = 'lanyard'
export const pageAddress = `${pageScheme}://${pageHost}/`

/** Whether `url` is the page's. Protocol and host are compared, since the origin of such an address is `null`. */
export function isPageAddress(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && parsed.protocol === `${pageScheme}:` && parsed.host === pageHost
}

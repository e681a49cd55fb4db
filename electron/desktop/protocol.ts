/** The window's page, served from the build's own folder on the page's own scheme. */
import { protocol } from 'electron'
import { readStaticFile, staticHeaders } from '../system/static-files.ts'
import { isPageAddress, pageScheme } from './page-address.ts'

/** Before Electron is ready: makes the scheme one that a page can be loaded from as from a secure site. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the files under `root` (absolute) to the window, and answers 404 to all else. */
export function servePage(root: string): void {
  protocol.handle(pageScheme, async (request) => {
    const isOurs = request.method === 'GET' && isPageAddress(request.url)
    const file = isOurs ? await readStaticFile(root, new URL(request.url).pathname) : null
    if (!file) return new Response(null, { status: 404 })
    return new Response(file.bytes, { headers: staticHeaders(file.contentType, null) })
  })
}

/** The page's own files (`out/renderer`) and the headers they travel with: the same in the desktop and in a browser. */
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { errorCode } from './files.ts'

export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

/** What a build makes. Nothing else is served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Plain segments only: no dot first, no percent sign, no backslash, no drive or stream that Windows would see. */
const plainPath = /^(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/

/**
 * The file that `pathname` (a URL's, beginning with `/`; `/` itself is `index.html`) names under the folder `root`.
 * Null for whatever is not a file of a known kind that really lies there, links followed. Throws what Node throws for a
 * file that is there and cannot be read.
 */
export async function readStaticFile(root: string, pathname: string): Promise<StaticFile | null> {
  const path = pathname === '/' ? '/index.html' : pathname
  const contentType = contentTypes[extname(path)]
  if (!plainPath.test(path) || contentType === undefined) return null
  try {
    const folder = await realpath(root)
    const file = await realpath(join(folder, path))
    if (!file.startsWith(folder + sep)) return null
    return { bytes: await readFile(file), contentType }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(errorCode(error) ?? '')) return null
    throw error
  }
}

/**
 * The page's Content-Security-Policy. `socket` is the one address it may connect to (`ws://127.0.0.1:4100`);
 * null allows none, which is the desktop, where messages do not travel by network.
 */
export function contentSecurityPolicy(socket: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src ${socket ?? "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers for every answer with one of these files. `socket` as in `contentSecurityPolicy`. */
export function staticHeaders(contentType: string, socket: string | null): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy(socket),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  }
}

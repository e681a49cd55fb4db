/** Whether a config file has suddenly lost most of itself: cut by a crash, emptied, or written over by mistake. */
import { fail } from '../../../../shared/result.ts'
import { documentBytes, type Document } from '../document/document.ts'

export interface Extent {
  /** Bytes. */
  readonly size: number
  readonly sections: number
}

/** Smaller files than this are rewritten by hand from time to time. */
const least: Extent = { size: 500, sections: 4 }

/** Lines that begin with a bracket are headers, but for a few in odd places: near enough for what halves count. */
export function extentOf(document: Document): Extent {
  const { text } = document
  let sections = text.startsWith('[') ? 1 : 0
  for (let at = text.indexOf('\n['); at !== -1; at = text.indexOf('\n[', at + 1)) sections += 1
  return { size: documentBytes(document).length, sections }
}

/** True where less than half is left, of the bytes and of the sections. */
export function hasShrunk(known: Extent, now: Extent): boolean {
  if (known.size < least.size || known.sections < least.sections) return false
  return now.size * 2 < known.size && now.sections * 2 < known.sections
}

/** `config-shrunk`, with the figures. `known` is from `at`, in ms since the epoch. */
export function refuseShrunk(
  path: string,
  known: Extent & { readonly at: number },
  now: Extent,
): ReturnType<typeof fail> {
  const at = new Date(known.at).toISOString().slice(0, 16).replace('T', ' ')
  const has = now.sections === 0 ? 'none' : now.sections
  const message = `${path} has lost most of itself. It had ${known.sections} sections at ${at} UTC and has ${has} now.`
  return fail('config-shrunk', message, { remedy: { kind: 'restore-config' } })
}

/** What the rules about the token cache share. */
import { plainText } from '../../sso/failure.ts'
import { removeFiles, type CacheContent, type CacheFile } from './cache.ts'

export interface TokenRoom {
  readonly folder: string
  readonly files: readonly CacheFile[]
  /** False while the config cannot be read whole: then nobody knows which sessions there are. */
  readonly knowsSessions: boolean
  /** ms */
  readonly now: number
  /** A path as the person would name it. */
  readonly shown: (path: string) => string
}

/** Removes `files`, each only if it is still as it was found. `after` says what follows. */
export function removal(
  room: TokenRoom,
  files: readonly string[],
  isStill: (now: CacheContent) => boolean,
  after = '',
) {
  const what = files.length === 1 ? room.shown(files[0]!) : `these ${files.length} files of ${room.shown(room.folder)}`
  return { label: `Remove ${what}${after === '' ? '' : `. ${after}`}`, run: () => removeFiles(files, isStill) }
}

export function hostOf(startUrl: string): string {
  return plainText(URL.parse(startUrl)?.host ?? startUrl)
}

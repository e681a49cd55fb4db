/** What the rules about the token cache look at, and what they share. */
import { listProfiles, profileSettings } from '../../config/profiles.ts'
import { plainText } from '../../sso/failure.ts'
import type { Machine } from '../rule.ts'
import type { FileMend } from '../trouble.ts'
import { readCache, removeFiles, type CacheContent, type TokenRoom, type Source } from './cache.ts'

/** Only the rules about the token cache look at it. */
export type WithTokens = Pick<Machine, 'tokens'>

export async function readTokens(
  machine: Pick<Machine, 'system' | 'files' | 'sessions' | 'shown'>,
): Promise<TokenRoom> {
  const { system, files, shown } = machine
  const folder = system.paths.ssoCache
  const cached = await readCache(folder, sourcesOf(machine))
  const knowsSessions = files.config.exists && files.config.findings.length === 0
  return { folder, files: cached, knowsSessions, now: system.clock.now(), shown }
}

/** The sessions, and the legacy profiles, each start URL once. */
function sourcesOf({ files: { config, credentials }, sessions }: Pick<Machine, 'files' | 'sessions'>) {
  const legacy = listProfiles(config, credentials).flatMap(({ name, kind }): Source[] => {
    const settings = kind === 'legacy-sso' ? profileSettings(config, credentials, name) : null
    const startUrl = settings?.['sso_start_url'] ?? ''
    return startUrl === '' ? [] : [{ name: null, startUrl, region: settings?.['sso_region'] ?? '' }]
  })
  return [...sessions, ...new Map(legacy.map((source) => [source.startUrl, source])).values()]
}

/** Removes `files`, each only if it is still as it was found. `after` says what follows. */
export function removal(
  room: TokenRoom,
  files: readonly string[],
  isStill: (now: CacheContent) => boolean,
  after = '',
): FileMend {
  const what = files.length === 1 ? room.shown(files[0]!) : `these ${files.length} files of ${room.shown(room.folder)}`
  const label = `Remove ${what}${after === '' ? '' : `. ${after}`}`
  return { kind: 'files', label, run: () => removeFiles(files, isStill) }
}

export function hostOf(startUrl: string): string {
  return plainText(URL.parse(startUrl)?.host ?? startUrl)
}

/** What Lanyard's own writes left when they were killed: a token or role keys may be in it, and no client ever looks. */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { errorCode, findLeftovers, readOwn } from '../../../system/files.ts'
import type { Machine, MachineRule } from '../rule.ts'
import { everyone, type Found } from '../trouble.ts'

export const halfWrittenRules: readonly MachineRule[] = [halfWritten]

/** Files of the caches. Others may call theirs so: what is in it has to be ours as well. */
const ours = /^[\da-f]{40}\.json$/

/** How a token, a registration and role credentials begin; a probe of the cache holds zeros. */
const beginnings = ['{"startUrl": "', '{"clientId": "', '{"ProviderType": "sso", "Credentials": {"AccessKeyId": "']

async function halfWritten({ system: { paths }, shown }: Pick<Machine, 'system' | 'shown'>): Promise<Found> {
  const files = await leftoversOf(paths)
  if (files.length === 0) return null
  return {
    rule: 'half-written',
    severity: 'warning',
    title:
      files.length === 1
        ? 'A file is left of a write of Lanyard that was killed.'
        : `${files.length} files are left of writes of Lanyard that were killed.`,
    effects: [[everyone, 'They do not look at it. A token or keys may be in it, and work until they end.']],
    places: files.map(shown),
    advice: 'Remove what is left. Signing out of the session ends its token, too.',
    mend: {
      kind: 'files',
      label: files.length === 1 ? `Remove ${shown(files[0]!)}` : `Remove these ${files.length} files`,
      run: () => removeAll(paths),
    },
  }
}

async function isOurs(file: string): Promise<boolean> {
  const text = (await readOwn(file).catch(() => null))?.toString('latin1') ?? null
  if (text === null) return false
  const isBegun = beginnings.some((beginning) => text.startsWith(beginning) || beginning.startsWith(text))
  return isBegun || /^\0+$/.test(text)
}

async function leftoversOf({ ssoCache, cliCache, config, credentials }: Machine['system']['paths']) {
  const cached = (await Promise.all([ssoCache, cliCache].map((folder) => findLeftovers(folder)))).flat()
  const named = cached.filter(({ of }) => ours.test(path.basename(of)))
  const own = await Promise.all(named.map((leftover) => isOurs(leftover.path)))
  const folders = [...new Set([config, credentials].map((file) => path.dirname(file)))]
  const beside = (await Promise.all(folders.map((folder) => findLeftovers(folder)))).flat()
  return [...named.filter((_, at) => own[at]), ...beside.filter(({ of }) => of === config || of === credentials)].map(
    (leftover) => leftover.path,
  )
}

async function removeAll(paths: Machine['system']['paths']): Promise<Result<null>> {
  try {
    for (const file of await leftoversOf(paths)) await rm(file, { force: true })
    return ok(null)
  } catch (error) {
    return fail('config-unwritable', `The file cannot be removed (${errorCode(error) ?? 'unknown error'}).`)
  }
}

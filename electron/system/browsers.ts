/** The browsers of this machine and their profiles, and how one of them is told to show a page. */
import { constants } from 'node:fs'
import { access, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserInfo } from '../../shared/contract.ts'
import { hasUnseen } from '../../shared/unseen.ts'
import { browserCandidates, type Candidate, type UserEnvironment } from './browser-places.ts'
import { parseObject, recordOf } from './unknown-json.ts'

type Profiles = BrowserInfo['profiles']

export interface Browser extends BrowserInfo {
  readonly family: Candidate['family']
  /** Absolute path. */
  readonly program: string
}

/** Those that are installed, in the order of the table in `browser-places.ts`. Reads a few small files of theirs. */
export async function findBrowsers(environment: UserEnvironment): Promise<readonly Browser[]> {
  const found = await Promise.all(browserCandidates(environment).map(installed))
  return found.filter((browser) => browser !== null)
}

/**
 * The words that show `url` in a profile (null: the browser's own choice), as a tab where that profile is open already.
 * Null for a profile that is not there: Firefox would ask which, and Chromium make one.
 */
export function pageWords(
  { family, profiles }: Browser,
  profile: string | null,
  url: string,
): readonly string[] | null {
  if (profile === null) return [url]
  if (profiles.every(({ id }) => id !== profile)) return null
  return family === 'firefox' ? ['-P', profile, url] : [`--profile-directory=${profile}`, url]
}

async function installed({ id, name, family, programs, folders }: Candidate): Promise<Browser | null> {
  const program = await first(programs, isOwnProgram)
  if (program === null) return null
  const [file, read] =
    family === 'firefox' ? (['profiles.ini', firefoxProfiles] as const) : (['Local State', chromiumProfiles] as const)
  const source = await first(
    folders.map((folder) => path.join(folder, file)),
    canRead,
  )
  const profiles = source === null ? [] : await readFile(source, 'utf8').then(read, () => [])
  return { id, name, family, program, profiles }
}

/**
 * The profiles of Firefox's `profiles.ini`. The parser would end a value at `;` and `#`, which in this file are text.
 */
export async function firefoxProfiles(text: string): Promise<Profiles> {
  const { parse } = await import('ini')
  const sections = Object.entries(parse(text.replaceAll(/[\\;#]/g, '\\$&')))
  return sections.flatMap(([section, fields]) => {
    const name: unknown = /^Profile\d+$/.test(section) ? recordOf(fields)['Name'] : undefined
    // The parser also takes some words for values of their own.
    const text = typeof name === 'boolean' ? String(name) : name
    // A word after -P that begins with - is to Firefox an option.
    return isUsable(text) && !text.startsWith('-') ? [{ id: text, name: text }] : []
  })
}

/** The profiles of the `Local State` of Chromium and its kin: their folders, and the names that people gave them. */
export function chromiumProfiles(text: string): Profiles {
  return Object.entries(recordOf(recordOf(parseObject(text)?.['profile'])['info_cache'])).flatMap(([id, info]) => {
    const name = recordOf(info)['name']
    return isUsable(id) && !/[/\\]/.test(id) ? [{ id, name: isUsable(name) ? name : id }] : []
  })
}

/** What can be a word of a command, and be shown. */
function isUsable(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text.length <= 256 && !hasUnseen(text)
}

/** False also for a script that only leads on to the browser's snap, which is found as itself. */
async function isOwnProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
      const head = buffer.toString('latin1', 0, bytesRead)
      return file.startsWith('/snap/') || !(head.startsWith('#!') && head.includes('/snap/bin/'))
    } finally {
      await handle.close()
    }
  } catch {
    return false
  }
}

function canRead(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
}

async function first(files: readonly string[], is: (file: string) => Promise<boolean>): Promise<string | null> {
  for (const file of files) if (await is(file)) return file
  return null
}

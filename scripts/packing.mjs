/** What goes into the packages, and what the environment says about them. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { noticesName, reached } from './bundles.mjs'
import { root } from './tool.mjs'

/** What of package.json means something to Electron, or to whoever asks a package what it is. */
const fields = ['name', 'version', 'description', 'license', 'author', 'type', 'main']

/**
 * Lays out what runs in a package, and nothing else: what `main.js` reaches (the command line and its server need Node,
 * which a fuse takes from a package), the preload, the page, and a package.json without dependencies.
 * @param {string} folder emptied first
 */
export function layOut(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'out/main'), { recursive: true })
  for (const name of ['package.json', ...reached(join(root, 'out/main'), 'main.js')]) {
    cpSync(join(root, 'out/main', name), join(folder, 'out/main', name))
  }
  cpSync(join(root, 'out/preload'), join(folder, 'out/preload'), { recursive: true })
  cpSync(join(root, 'out/renderer'), join(folder, 'out/renderer'), {
    recursive: true,
    filter: (source) => basename(source) !== noticesName,
  })
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const kept = Object.fromEntries(fields.map((name) => [name, about[name]]))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`)
}

/**
 * Where packages look for updates: only where a release feed is configured do they hold an `app-update.yml`.
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('electron-builder').Configuration} on top of electron-builder.yml
 * @throws {Error} when LANYARD_RELEASE_FEED is not an https address
 */
export function feedConfiguration({ LANYARD_RELEASE_FEED: feed }) {
  if (!feed) return {}
  if (!URL.canParse(feed) || new URL(feed).protocol !== 'https:') {
    throw new Error('LANYARD_RELEASE_FEED is not an https address.')
  }
  return { publish: [{ provider: 'generic', url: feed }] }
}

/** As electron-builder reads them. */
const notarizations = [
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_KEYCHAIN_PROFILE'],
]

/**
 * What packages will lack, since the environment does not configure it.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ mac: boolean, win: boolean }} platforms
 * @returns {string[]} sentences
 */
export function lacks(env, { mac, win }) {
  const sentences = []
  if (mac && !env['CSC_LINK'] && !env['CSC_NAME']) {
    sentences.push(
      'macOS: not signed unless the keychain holds a Developer ID, since CSC_LINK and CSC_NAME are not set.',
    )
  }
  if (mac && !notarizations.some((names) => names.every((name) => env[name]))) {
    const ways = notarizations.map((names) => names.join(' + ')).join(', or ')
    sentences.push(`macOS: not notarized, since the environment does not set ${ways}.`)
  }
  if (win && !env['WIN_CSC_LINK'] && !env['CSC_LINK']) {
    sentences.push('Windows: not signed, since neither WIN_CSC_LINK nor CSC_LINK is set.')
  }
  if (!env['LANYARD_RELEASE_FEED']) sentences.push('No updates, since LANYARD_RELEASE_FEED is not set.')
  return sentences
}

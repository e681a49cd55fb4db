import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { hasReleaseFeed, offerUpdate } from './updates.ts'
import type { Updater } from './updates.ts'

/** Offers an update (null: there is none; undefined: there can be none); the person answers each question as given. What happened, in order. */
async function offer(
  version: string | null | undefined,
  answers: readonly boolean[],
  trouble = false,
): Promise<readonly string[]> {
  const happened: string[] = []
  const left = [...answers]
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    logger: console,
    checkForUpdates() {
      happened.push(
        `look, ${updater.autoDownload ? 'fetch' : 'ask'}, ${updater.autoInstallOnAppQuit ? 'install' : 'ask'}`,
      )
      if (version === undefined) return Promise.resolve(null)
      return Promise.resolve({ isUpdateAvailable: version !== null, updateInfo: { version: version ?? '1.0.0' } })
    },
    downloadUpdate() {
      happened.push('fetch')
      return trouble ? Promise.reject(new Error('https://me:secret@feed')) : Promise.resolve([])
    },
    quitAndInstall: () => void happened.push('install'),
  }
  await offerUpdate({
    load: () => Promise.resolve(updater),
    confirm(question, button) {
      happened.push(`${question} [${button}]`)
      return Promise.resolve(left.shift() ?? false)
    },
    tell: ({ title }) => void happened.push(title),
  })
  return happened
}

const looked = 'look, ask, ask'
const available = 'Lanyard 2.0.0 is available. [Download]'
const ready = 'Lanyard 2.0.0 is ready to be installed. [Restart and install]'

test('an update is fetched and installed when the person agrees to each', async () => {
  expect(await offer('2.0.0', [true, true])).toEqual([looked, available, 'fetch', ready, 'install'])
})

test('nothing is fetched or installed without asking', async () => {
  expect(await offer('2.0.0', [])).toEqual([looked, available])
  expect(await offer('2.0.0', [true])).toEqual([looked, available, 'fetch', ready])
})

test('that there is none is said, and so is that it could not be had', async () => {
  expect(await offer(null, [])).toEqual([looked, 'Lanyard is up to date'])
  expect(await offer(undefined, [])).toEqual([looked, 'This Lanyard does not update itself'])
  expect(await offer('2.0.0', [true], true)).toEqual([looked, available, 'fetch', 'The update could not be had'])
})

test('there is a feed where a package was made with one', async () => {
  const resources = await mkdtemp(path.join(os.tmpdir(), 'lanyard-resources-'))
  expect(hasReleaseFeed(undefined)).toBe(false)
  expect(hasReleaseFeed(resources)).toBe(false)
  await writeFile(path.join(resources, 'app-update.yml'), '')
  expect(hasReleaseFeed(resources)).toBe(true)
})

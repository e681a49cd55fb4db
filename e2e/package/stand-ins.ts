/** What packing needs and a machine may lack: a folder that looks like Electron's runtime, and fpm. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What marks the fuses in Electron's executable (`@electron/fuses`, constants.ts). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Version 1, eight fuses, as Electron delivers them. */
const wire = [1, 8, ...Buffer.from('10110001')]

/** A folder as Electron's archive for Linux holds it, with an executable that has only the fuses. */
export async function layRuntime(folder: string): Promise<void> {
  const files = {
    electron: Buffer.concat([Buffer.alloc(64), Buffer.from(sentinel), Buffer.from(wire), Buffer.alloc(64)]),
    'chrome-sandbox': '',
    LICENSE: '',
    'LICENSES.chromium.html': '',
    'locales/de.pak': '',
    'locales/en-GB.pak': '',
    'locales/en-US.pak': '',
    version: '45.4.1',
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
}

/** What fpm was asked for. */
export interface FpmCall {
  readonly args: readonly string[]
  /** The contents of the files that exist only as long as it runs, by their place in the package or their option. */
  readonly texts: Readonly<Record<string, string>>
}

/** A program that makes empty packages, and notes beside each (`.json`) how it was called. */
export const fpm = path.join(import.meta.dirname, 'fpm.cjs')

export async function readFpmCall(artifact: string): Promise<FpmCall> {
  return JSON.parse(await readFile(`${artifact}.json`, 'utf8')) as FpmCall
}

/** The values of an option that may be given several times. */
export function valuesOf({ args }: FpmCall, option: string): readonly string[] {
  return args.filter((_, index) => args[index - 1] === option)
}

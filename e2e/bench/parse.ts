/** Reading a config file: Lanyard's document, the `ini` package, and `parseIni` of the AWS SDK for JavaScript. */
import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import ini from 'ini'
import { parseDocument } from '../../electron/aws/config/document/document.ts'
import { configText } from './config-file.ts'
import { medians } from './rounds.ts'

export interface ParseTimes {
  readonly profiles: number
  /** Medians in ms. */
  readonly lanyard: number
  readonly ini: number
  readonly parseIni: number
}

/** Each contender gets the bytes of the file, and finds the profiles in them. */
export async function timeParsing(profiles: number): Promise<ParseTimes> {
  const parseIni = await loadParseIni()
  const bytes = Buffer.from(configText(profiles))
  const contenders = {
    lanyard: () => parseDocument(bytes).profiles(),
    ini: () => ini.parse(bytes.toString('utf8')),
    parseIni: () => parseIni(bytes.toString('utf8')),
  }
  return { profiles, ...(await medians(contenders, profiles > 1000 ? 30 : 300)) }
}

/** The SDK does not export it; its ES modules leave the endings of file names out, as bundlers allow. */
async function loadParseIni(): Promise<(text: string) => unknown> {
  const fromClient = createRequire(createRequire(import.meta.url).resolve('@aws-sdk/client-sts'))
  const config = fromClient.resolve('@smithy/core/config')
  const folder = path.resolve(path.dirname(config), '../../../dist-es/submodules/config')
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(/^\.{1,2}\/[^.]+$/.test(specifier) ? `${specifier}.js` : specifier, context),
  })
  try {
    const { parseIni } = await import(pathToFileURL(path.join(folder, 'shared-ini-file-loader/parseIni.js')).href)
    return parseIni
  } finally {
    hooks.deregister()
  }
}

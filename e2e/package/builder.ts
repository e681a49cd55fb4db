/** electron-builder's own parts, typed as far as the tests use them. */
import { createRequire } from 'node:module'

const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const fromLibrary = createRequire(fromBuilder.resolve('app-builder-lib'))

export type Configuration = Readonly<Record<string, unknown>>

interface Configurations {
  getConfig(projectDir: string, configPath: null, overrides: null): Promise<Configuration>
  validateConfiguration(configuration: Configuration, debugLogger: { readonly isEnabled: false }): Promise<void>
}

interface Asar {
  extractAll(archive: string, folder: string): void
}

interface Fuses {
  /** By the fuse's number: 48 off, 49 on. */
  getCurrentFuseWire(executable: string): Promise<Readonly<Record<string, number | string>>>
  readonly FuseV1Options: Readonly<Record<number, string>>
}

export const { getConfig, validateConfiguration } = fromLibrary(
  'app-builder-lib/out/util/config/config.js',
) as Configurations
export const asar = fromLibrary('@electron/asar') as Asar
export const fuses = fromLibrary('@electron/fuses') as Fuses

import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'

interface BuilderConfig {
  getConfig(project: string, file: string | null, options: object | null): Promise<Record<string, unknown>>
  validateConfiguration(config: object, log: { isEnabled: boolean }): Promise<void>
}

/** electron-builder's own reader and schema, which its command line runs first. */
const builder = createRequire(import.meta.resolve('electron-builder'))
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config.js') as BuilderConfig

const project = path.resolve(import.meta.dirname, '..')
const quiet = { isEnabled: false }

test('electron-builder accepts the configuration', async () => {
  const config = await getConfig(project, null, null)
  await expect(validateConfiguration(config, quiet)).resolves.toBeUndefined()
  await expect(validateConfiguration({ ...config, nodeModules: false }, quiet)).rejects.toThrow('nodeModules')
})

test('the packages hold the build alone', async () => {
  const { files } = await getConfig(project, null, null)
  expect(files).toEqual([{ filter: ['out/**', '!out/.built-from', 'package.json', '!node_modules/**'] }])
})

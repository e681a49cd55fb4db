/**
 * Runs the built main in this process, with the stand-in for `electron`, and answers the commands of the parent.
 * Arguments: the main's path, and options as JSON.
 */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { commands } from './commands.ts'
import { life, recordedApp } from './lifecycle.ts'
import { record } from './windows.ts'

interface BootOptions {
  readonly args: readonly string[]
  readonly lockTaken: boolean
  readonly packaged: boolean
  readonly resources?: string
}

export interface Question {
  readonly id: number
  readonly name: keyof typeof commands
  readonly args: readonly unknown[]
}

const [, , main = '', given = ''] = process.argv
const options = JSON.parse(given) as BootOptions
const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
record.report = (message) => process.send?.(message)
life.lockTaken = options.lockTaken
life.packaged = options.packaged
if (options.resources !== undefined) Object.assign(process, { resourcesPath: options.resources })
process.argv = [process.execPath, '.', ...options.args]
process.on('message', (question: Question) => void answer(question))
process.once('disconnect', () => process.exit(1))

await import(pathToFileURL(main).href)
// Only now, as in Electron: a main that awaits this while it is being imported waits for ever (electron#40719).
life.ready = true
recordedApp.becomingReady.resolve()
process.send?.({ booted: true })

async function answer({ id, name, args }: Question): Promise<void> {
  try {
    process.send?.({ id, value: await Reflect.apply(commands[name], undefined, args) })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

/** Entry of the command line: `lanyard …`. What every short command needs is one file (electron.vite.config.ts). */
import { join } from 'node:path'
import { runCompiled } from './system/compiled.ts'

const compiled = runCompiled(join(import.meta.dirname, 'everyday.js'))
void import('./cli/start.ts').then(({ start }) => start(compiled))

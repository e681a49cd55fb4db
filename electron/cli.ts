/** Entry of the command line: `lanyard …`. Small, since all that it does not load itself is compiled once for all runs. */
import { keepCompiled } from './system/compile-cache.ts'

keepCompiled()
void import('./cli/start.ts')

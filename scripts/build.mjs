/** `npm run build`: brings `out/` up to date. */
import { buildIfStale } from './fresh-build.mjs'

if (!(await buildIfStale())) process.exitCode = 1

/** `npm start`: Lanyard on your own `~/.aws`. `npm start -- --browser` opens the browser face wherever it runs. */
import { buildIfStale } from './fresh-build.mjs'
import { launch, passOn } from './launch.mjs'

if (await buildIfStale()) {
  passOn(await launch({ browser: process.argv.includes('--browser'), env: process.env }))
} else {
  process.exitCode = 1
}

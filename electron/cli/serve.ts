/** lanyard serve: the browser face, started from the command line. */
import { pathToFileURL } from 'node:url'
import { openPage } from '../system/browser.ts'
import { log, openLog } from '../system/log.ts'
import { startServing } from '../serve/run.ts'
import type { Job } from './world.ts'

export interface ServeOptions {
  readonly port?: number
  /** False with `--no-open`. */
  readonly open: boolean
}

/** Stays until the command is interrupted. */
export function serve({ port = 0, open }: ServeOptions): Job {
  return async ({ system, print, stdin, atEnd }) => {
    openLog(system, 'serve')
    const serving = await startServing({
      system,
      port,
      open,
      openFile: (file) => openPage(system.env, system.platform, pathToFileURL(file).href),
      input: stdin,
      tell: { link: (url) => print.answer({ url }, () => [url]), note: print.note },
    })
    if (!serving.ok) return serving
    log.info(`Serves on port ${serving.value.port}`)
    atEnd(async () => {
      await serving.value.stop()
      log.end()
    })
    return new Promise(() => {})
  }
}

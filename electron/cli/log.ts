/** lanyard log: what all faces have noted, for whoever looks for a fault. */
import { fail, ok } from '../../shared/result.ts'
import { watchFiles } from '../aws/config/disk/watch.ts'
import { followLog, logFiles, readLog } from '../system/log-file.ts'
import { displayPath } from '../system/paths.ts'
import type { Job } from './world.ts'

export interface LogOptions {
  readonly follow?: boolean
  readonly path?: boolean
}

/** In ms: what Node can wait for. Watching alone does not keep a process from ending. */
const longestTimer = 2 ** 31 - 1

/** With `follow` it stays until the command is interrupted. */
export function showLog({ follow = false, path = false }: LogOptions): Job {
  return async ({ print, system: { paths }, atEnd }) => {
    const { newer } = logFiles(paths.state)
    if (path && follow)
      return fail('invalid-input', '--path and --follow do not go together.', { fix: 'Leave one out.' })
    if (path) {
      print.answer({ path: newer }, () => [newer])
      return ok(null)
    }
    const show = (text: string) => {
      const lines = text.split('\n').filter((line) => line !== '')
      if (lines.length > 0 || !follow) print.answer({ path: newer, lines }, () => lines)
      return lines.length
    }
    if (!follow) {
      const count = show(await readLog(paths.state))
      if (count === 0) print.note(`Nothing has been noted yet in ${displayPath(newer, paths.home)}.`)
      return ok(null)
    }
    const more = followLog(paths.state)
    // Watched first: what is written while the log is read is read again.
    const stop = watchFiles([newer], async () => void show(await more()))
    const staying = setInterval(() => undefined, longestTimer)
    atEnd(async () => {
      stop()
      clearInterval(staying)
    })
    show(await more())
    return new Promise(() => {})
  }
}

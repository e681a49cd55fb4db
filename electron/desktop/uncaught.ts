/** What nobody foresaw and no operation caught. It is no reason for the whole program to end, but it is not lost. */
import { dialog } from 'electron'
import { fixes } from '../../shared/result.ts'
import { log } from '../system/log.ts'

/** Into the log; the first error is shown to the person, as Electron would do with each. */
export function catchUncaught(): void {
  let isShown = false
  process.on('uncaughtException', (error) => {
    const report = log.error('Lanyard met an error', error)
    if (isShown) return
    isShown = true
    dialog.showErrorBox(
      'Lanyard met an error',
      `It may not work as it should until it is started again (report ${report}). ${fixes.internal}`,
    )
  })
  process.on('unhandledRejection', (reason) => void log.error('A promise failed that nobody waited for', reason))
}

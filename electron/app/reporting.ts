/** The log's own operations: an error of the page is written into it, and a person copies what they can send. */
import os from 'node:os'
import type { Copied, Output } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { log } from '../system/log.ts'
import { runningFaces } from '../system/log-faces.ts'
import { readLog } from '../system/log-file.ts'
import { redact } from '../system/redact.ts'
import type { Context } from './context.ts'

/** Errors of the page in a minute; a page that fails again and again would push everything else out of the log. */
const mostInAMinute = 10

export async function recordPageError(
  context: Context,
  message: string,
  stack: string,
): Promise<Result<Output<'log.record'>>> {
  const now = context.system.clock.now()
  const recent = context.pageErrors.filter((at) => at > now - 60_000 && at <= now)
  if (recent.length >= mostInAMinute) {
    return fail('rate-limited', 'The window has reported too many errors.', { fix: 'Load it again.' })
  }
  context.pageErrors = [...recent, now]
  return ok({ report: log.error(`The window broke: ${message}`, stack === '' ? undefined : stack) })
}

const lastLines = 100

/** The text that a person sends with what they did. */
export async function copyReport(context: Context): Promise<Result<Copied>> {
  const { system, store } = context
  const { host } = store.get()
  const text = await readLog(system.paths.state)
  const { node, electron } = process.versions
  const running = runningFaces(text).map(
    ({ face, version, pid, since }) => `  ${face} (Lanyard ${version}, process ${pid}) since ${since}`,
  )
  const report = [
    `Lanyard ${system.version}, ${new Date(system.clock.now()).toISOString()}`,
    `${system.platform} ${os.arch()} ${os.release()}, Node ${node}${electron === undefined ? '' : `, Electron ${electron}`}`,
    ...(running.length === 0 ? [] : ['Running, as far as the log tells:', ...running]),
    `The last ${lastLines} lines of ${host.log}:`,
    '',
    ...text.trimEnd().split('\n').slice(-lastLines),
    '',
  ].join('\n')
  const shown = redact(report)
  return ok({ text: shown, copied: await system.clipboard.write(shown) })
}

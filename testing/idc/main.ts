/**
 * The demo organization as a command: `node testing/idc/main.ts [--port N] [--accounts N] [--roles N] [--token-seconds N]
 * [--session-seconds N] [--latency MS] [--rate N] [--auto-approve] [--with-parent]`.
 * Prints one line of JSON, `{url, proxyUrl, caFile}`, and stays until SIGTERM or SIGINT; `--with-parent`: until stdin closes.
 */
import { parseArgs } from 'node:util'
import { startDemo } from './demo.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    accounts: { type: 'string' },
    roles: { type: 'string' },
    'token-seconds': { type: 'string' },
    'session-seconds': { type: 'string' },
    latency: { type: 'string' },
    rate: { type: 'string' },
    'auto-approve': { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
  },
})

/** `{ [name]: number }`, or nothing where the flag was not given. */
function number<N extends string>(name: N, text: string | undefined): Partial<Record<N, number>> {
  if (text === undefined) return {}
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`Not a number: ${text}`)
  const given: Partial<Record<N, number>> = {}
  given[name] = value
  return given
}

const demo = await startDemo({
  ...number('port', values.port),
  size: { ...number('accounts', values.accounts), ...number('permissionSets', values.roles) },
  settings: {
    ...number('accessTokenSeconds', values['token-seconds']),
    ...number('sessionSeconds', values['session-seconds']),
    ...number('latencyMs', values.latency),
    ...number('requestsPerSecond', values.rate),
    autoApprove: values['auto-approve'],
  },
})
process.stdout.write(`${JSON.stringify({ url: demo.url, proxyUrl: demo.proxyUrl, caFile: demo.caFile })}\n`)

const end = (): void => {
  void demo.close().then(() => process.exit(0))
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
if (values['with-parent']) process.stdin.resume().once('end', end).once('close', end)

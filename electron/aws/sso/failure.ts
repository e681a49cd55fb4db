/** An error that a client of the SDK threw, reduced to the few facts that `problems.ts` puts into words. */
import type { Problem } from '../../../shared/result.ts'
import { replaceUnseen } from '../../../shared/unseen.ts'
import { recordOf, stringOf } from '../../system/unknown-json.ts'
import { Hindered, StrangeAnswer, type Strangeness } from '../no-answer.ts'

export interface Failure {
  /** The service's name for it (`UnauthorizedException`), or JavaScript's. */
  readonly name: string
  readonly status: number | null
  /** Node's code (`ECONNREFUSED`). */
  readonly code: string | null
  readonly host: string | null
  readonly aborted: boolean
  readonly network: 'timeout' | 'unreachable' | 'certificate' | 'certificate-date' | 'proxy' | null
  /** What is wrong with the answer itself (`transport.ts`). */
  readonly strangeness: Strangeness | null
  /** What kept the request from being sent at all. */
  readonly hindrance: Problem | null
  /** AWS's own time (ms) by the answer's `Date`. */
  readonly serverTime: number | null
  /** The service's sentence: plain, short, without anything that looks like a secret. Node's own may hold a proxy's password. */
  readonly text: string
}

/** Whether the other side's certificate was signed by nobody who is trusted. */
export function isUntrusted(error: unknown): boolean {
  return readFailure(error).network === 'certificate'
}

export function readFailure(error: unknown): Failure {
  const fields = recordOf(error)
  const metadata = recordOf(fields['$metadata'])
  const status = typeof metadata['httpStatusCode'] === 'number' ? metadata['httpStatusCode'] : null
  const name = stringOf(fields['name']) ?? 'Error'
  const cause = causeOf(error)
  const code = stringOf(cause['code'])
  return {
    name,
    // A proxy that refuses a tunnel says so with a status of its own.
    status: status ?? (typeof cause['statusCode'] === 'number' ? cause['statusCode'] : null),
    code,
    host: stringOf(cause['hostname']) ?? stringOf(cause['address']),
    aborted: name === 'AbortError',
    network: status !== null && status >= 300 ? null : networkKind(name, code),
    // What is no HTTP at all cannot be from AWS.
    strangeness: error instanceof StrangeAnswer ? error.strangeness : code?.startsWith('HPE_') ? 'not-aws' : null,
    hindrance: error instanceof Hindered ? error.problem : null,
    serverTime: dateOf(recordOf(recordOf(fields['$response'])['headers'])['date']),
    text:
      status === null
        ? (code ?? name)
        : plainText(stringOf(fields['error_description']) ?? stringOf(fields['message']) ?? name),
  }
}

/**
 * Text of others made harmless: no unseen characters, no run that could be a token, at most 200 characters.
 */
export function plainText(text: string): string {
  return replaceUnseen(text.slice(0, 2000), ' ')
    .replaceAll(/\S{40,}/gu, '…')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 200)
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
])

function networkKind(name: string, code: string | null): Failure['network'] {
  // The SDK calls a connection that broke a timeout too.
  if (code !== null && unreachable.has(code)) return 'unreachable'
  if (name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return 'timeout'
  if (code === null) return null
  if (code === 'ERR_PROXY_INVALID_CONFIG' || code === 'ERR_PROXY_TUNNEL') return 'proxy'
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'certificate-date'
  if (/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(code)) {
    return 'certificate'
  }
  return null
}

/** The error, or what caused it, that has Node's code; several attempts to connect come as one AggregateError. */
function causeOf(error: unknown, depth = 0): Readonly<Record<string, unknown>> {
  const fields = recordOf(error)
  if (depth > 5 || (typeof fields['code'] === 'string' && !Array.isArray(fields['errors']))) return fields
  const inner = Array.isArray(fields['errors']) ? fields['errors'][0] : fields['cause']
  return inner === undefined ? fields : causeOf(inner, depth + 1)
}

function dateOf(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

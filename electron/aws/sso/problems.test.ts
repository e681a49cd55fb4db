import { Agent } from 'node:https'
import { describe, expect, test } from 'vitest'
import { StrangeAnswer } from '../no-answer.ts'
import { plainText, readFailure } from './failure.ts'
import { callbackProblem, oidcProblem, portalProblem, stsProblem } from './problems.ts'
import type { OidcStep } from './problems.ts'
import type { SsoSession } from './session.ts'

const session: SsoSession = { name: 'corp', startUrl: 'https://d-1.awsapps.com/start', region: 'us-east-1', scopes: [] }
const now = Date.UTC(2026, 10, 22, 17)

/** An error as the SDK throws it. */
function thrown(name: string, status: number | null, more: Record<string, unknown> = {}): Error {
  const $metadata = status === null ? {} : { httpStatusCode: status }
  return Object.assign(new Error('Something'), { name, $metadata, ...more })
}

const nodeError = (code: string, more: Record<string, unknown> = {}) =>
  Object.assign(new Error(code), { code, ...more })

describe('every error of the OIDC service has its words', () => {
  test.for([
    ['AccessDeniedException', 'code', 'sign-in-refused'],
    ['ExpiredTokenException', 'poll', 'sign-in-timeout'],
    ['InvalidClientException', 'device', 'sign-in-refused'],
    ['AccessDeniedException', 'register', 'aws-unavailable'],
    ['InvalidClientMetadataException', 'register', 'wrong-region'],
    ['InvalidGrantException', 'code', 'sign-in-refused'],
    ['InvalidGrantException', 'device', 'wrong-region'],
    ['InvalidRedirectUriException', 'register', 'sign-in-refused'],
    ['InvalidRequestException', 'device', 'wrong-region'],
    ['InvalidScopeException', 'register', 'invalid-input'],
    ['SlowDownException', 'refresh', 'rate-limited'],
    ['UnauthorizedClientException', 'code', 'sign-in-refused'],
    ['UnsupportedGrantTypeException', 'code', 'aws-unavailable'],
    ['SomethingNewException', 'code', 'aws-unavailable'],
  ] as const)('%s at %s is %s', ([name, step, code]) => {
    expect(oidcProblem(thrown(name, 400), { session, step, now }).code).toBe(code)
  })

  test('an error of the server is not the person’s', () => {
    const problem = oidcProblem(thrown('InternalServerException', 500), { session, step: 'code', now })
    expect(problem).toMatchObject({ code: 'aws-unavailable', remedy: { kind: 'retry' } })
  })
})

describe('the portal says something of a person by the name of an error alone', () => {
  test.for([
    ['UnknownError', 401, 'aws-unavailable'],
    ['UnauthorizedException', 400, 'sign-in-needed'],
    ['UnknownError', 403, 'aws-unavailable'],
    ['ForbiddenException', 400, 'not-assigned'],
    ['UnknownError', 404, 'aws-unavailable'],
    ['UnknownError', 400, 'aws-unavailable'],
  ] as const)('%s with %i is %s', ([name, status, code]) => {
    expect(portalProblem(thrown(name, status), { session, now }).code).toBe(code)
  })
})

test.for([
  ['access_denied', 'sign-in-refused'],
  ['invalid_request', 'wrong-region'],
  ['invalid_scope', 'invalid-input'],
  ['unauthorized_client', 'sign-in-refused'],
  ['server_error', 'aws-unavailable'],
  ['__proto__', 'aws-unavailable'],
] as const)('the callback error %s is %s', ([error, code]) => {
  expect(callbackProblem(error, '', session).code).toBe(code)
})

describe('the network', () => {
  const words = (error: Error, step: OidcStep = 'register') => {
    const { code, message } = oidcProblem(error, { session, step, now })
    return [code, message]
  }

  test.for([
    [nodeError('ECONNREFUSED', { address: '10.0.0.1' }), 'offline', '10.0.0.1 cannot be reached (ECONNREFUSED).'],
    [nodeError('ECONNRESET'), 'offline', 'AWS cannot be reached (ECONNRESET).'],
    [nodeError('ETIMEDOUT'), 'offline', 'AWS did not answer in time.'],
    [thrown('TimeoutError', null), 'offline', 'AWS did not answer in time.'],
    [
      nodeError('SELF_SIGNED_CERT_IN_CHAIN'),
      'offline',
      'The connection to AWS is not trusted (SELF_SIGNED_CERT_IN_CHAIN).',
    ],
    [nodeError('CERT_NOT_YET_VALID'), 'clock-off', "The certificate of AWS is not valid at this machine's time."],
    [new StrangeAnswer('not-aws', 'h', 200), 'offline', 'h answered with something that is not from AWS.'],
    [new StrangeAnswer('not-aws', 'h', 403), 'offline', 'h answered with 403 and something that is not from AWS.'],
    [new StrangeAnswer('status', 'h', 503), 'aws-unavailable', 'h answered with an error of its own (503).'],
    [nodeError('HPE_INVALID_CONSTANT'), 'offline', 'AWS answered with something that is not from AWS.'],
    [
      Object.assign(new AggregateError([nodeError('EHOSTUNREACH', { address: '::1' })]), { code: 'EHOSTUNREACH' }),
      'offline',
      '::1 cannot be reached (EHOSTUNREACH).',
    ],
    [new Error('wrapped', { cause: nodeError('EPIPE') }), 'offline', 'AWS cannot be reached (EPIPE).'],
  ] as const)('%s', ([error, code, message]) => {
    expect(words(error)).toEqual([code, message])
  })

  test('a proxy that is no address is told of without what stands in it', () => {
    const env = { https_proxy: 'http://alex:tiger#lily@proxy:3128' }
    const refused = (() => {
      try {
        return new Agent({ proxyEnv: env })
      } catch (error) {
        return error
      }
    })()
    const problem = oidcProblem(refused, { session, step: 'register', now })
    expect(problem.code).toBe('misconfigured')
    expect(JSON.stringify(problem)).not.toMatch(/alex|tiger|lily/)
  })

  test('the words of an error that is not AWS’s are not passed on', () => {
    const problem = oidcProblem(new Error('http://alex:pw@proxy'), { session, step: 'register', now })
    expect(problem).toMatchObject({ code: 'internal', message: 'AWS did not accept the request: Error' })
  })

  test('a proxy without a name says nothing of the region', () => {
    const error = nodeError('ENOTFOUND', { hostname: 'proxy.corp.example' })
    const { fix } = oidcProblem(error, { session, step: 'register', now })
    expect(fix).not.toContain('region')
    expect(stsProblem(error, { now, region: 'us-east-1' })).toMatchObject({ code: 'offline' })
  })

  test('a host without a name asks about the region too', () => {
    const error = nodeError('ENOTFOUND', { hostname: 'oidc.us-east-1.amazonaws.com' })
    expect(oidcProblem(error, { session, step: 'register', now })).toMatchObject({
      code: 'offline',
      message: 'oidc.us-east-1.amazonaws.com cannot be reached (ENOTFOUND).',
      fix: expect.stringContaining('us-east-1 is the region of corp'),
    })
    expect(stsProblem(error, { now, region: 'us-east-1' })).toMatchObject({ code: 'misconfigured' })
  })
})

describe('the portal', () => {
  const words = (error: Error) => portalProblem(error, { session, now })

  test('401 needs a sign-in', () => {
    expect(words(thrown('UnauthorizedException', 401))).toMatchObject({
      code: 'sign-in-needed',
      remedy: { kind: 'sign-in', session: 'corp' },
    })
  })

  test('403 and 404 name what is not assigned', () => {
    const role = { accountId: '111111111111', roleName: 'ReadOnly' }
    expect(portalProblem(thrown('ForbiddenException', 403), { session, now, role })).toMatchObject({
      code: 'not-assigned',
      message: 'ReadOnly in 111111111111 is not assigned to you now.',
    })
    expect(words(thrown('ResourceNotFoundException', 404))).toMatchObject({ code: 'not-assigned' })
  })

  test('a clock that is off comes before the sign-in that it causes', () => {
    const at = (ms: number) => ({ $response: { headers: { date: new Date(now + ms).toUTCString() } } })
    expect(words(thrown('UnauthorizedException', 401, at(-3 * 3_600_000)))).toMatchObject({
      code: 'clock-off',
      message: 'The clock of this machine is 3 h ahead of AWS.',
    })
    expect(words(thrown('UnauthorizedException', 401, at(60_000)))).toMatchObject({ code: 'sign-in-needed' })
    expect(words(thrown('InternalServerException', 500, at(3_600_000)))).toMatchObject({ code: 'aws-unavailable' })
  })

  test('a date that is none is no clock', () => {
    const error = thrown('UnauthorizedException', 401, { $response: { headers: { date: 'now' } } })
    expect(words(error)).toMatchObject({ code: 'sign-in-needed' })
  })
})

describe('text from the network', () => {
  test('becomes one short plain line', () => {
    expect(plainText('a\u001b[31mb\r\nc\u0000\u202ed\u2028e   f')).toBe('a [31mb c d e f')
    expect(plainText('word '.repeat(1000)).length).toBeLessThanOrEqual(200)
  })

  test('loses what could be a token', () => {
    const token = `aoa${'x'.repeat(60)}`
    const error = thrown('SomethingException', 400, { error_description: `Token ${token} is bad` })
    expect(readFailure(error).text).toBe('Token … is bad')
    expect(JSON.stringify(oidcProblem(error, { session, step: 'code', now }))).not.toContain('xxx')
  })

  test.for([null, undefined, 'text', 7, {}, { message: 7 }, []])('an error of any form is read (%s)', (error) => {
    expect(readFailure(error)).toMatchObject({ status: null, network: null })
  })
})

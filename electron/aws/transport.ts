/**
 * What carries a request to AWS and its answer back. An answer is held against the form that AWS's services answer in
 * before the SDK reads any meaning out of it: between Lanyard and AWS there are proxies, filters and sign-in pages of
 * networks, and what one of them says is not AWS's word.
 */
import http from 'node:http'
import https from 'node:https'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { Hindered, StrangeAnswer, type Strangeness } from './no-answer.ts'
import { recordOf, stringOf } from '../system/unknown-json.ts'
import type { NetworkRoute } from './network-route.ts'

/** How long to wait, in ms: for a connection, for an answer to begin or to go on, and for all attempts together. */
export interface Limits {
  readonly connection: number
  readonly answer: number
  readonly whole: number
}

/** No real answer is larger, in bytes: a page of 100 accounts has about 20 kB. */
const largest = 8 * 1024 * 1024

type Handler = Pick<NodeHttpHandler, 'handle'>
type Request = Parameters<NodeHttpHandler['handle']>[0]
type Response = Awaited<ReturnType<NodeHttpHandler['handle']>>['response']

/** A handler for clients of the SDK, by the route that is given. */
export function createTransport({ env, trust, hindrance }: NetworkRoute, limits: Limits): Handler {
  if (hindrance) return { handle: () => Promise.reject(new Hindered(hindrance)) }
  const httpsAgent = new https.Agent({ keepAlive: true, proxyEnv: env })
  const inner = new NodeHttpHandler({
    connectionTimeout: limits.connection,
    requestTimeout: limits.answer,
    socketTimeout: limits.answer,
    throwOnRequestTimeout: true,
    httpAgent: new http.Agent({ keepAlive: true, proxyEnv: env }),
    httpsAgent,
  })
  return {
    async handle(request, options) {
      const { response } = await trust.connect(httpsAgent, () => inner.handle(request, options))
      const body = await readWhole(response, request.hostname)
      response.body = checked(request, response, body)
      return { response }
    },
  }
}

async function readWhole({ body, statusCode }: Response, hostname: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    // Leaving the loop ends the connection.
    if (size > largest) throw new StrangeAnswer('too-large', hostname, statusCode)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body for the SDK to read. Throws StrangeAnswer for one that means nothing. */
function checked({ path, hostname }: Request, { statusCode, headers }: Response, body: Buffer): Buffer {
  const strange = (strangeness: Strangeness) => new StrangeAnswer(strangeness, hostname, statusCode)
  const text = body.toString('utf8')
  if (statusCode >= 200 && statusCode < 300) {
    // An endpoint override may have a path of its own before the operation's.
    const operation = Object.keys(meaning).find((end) => path.endsWith(end))
    const meant = operation === undefined ? stsAnswer : (meaning[operation] ?? stsAnswer)
    const verdict = meant(text)
    if (verdict !== 'answer') throw strange(verdict)
    return body
  }
  // Only what the service itself named says anything about a person's access.
  if (isNamed(text, headers)) return body
  const saysEnough = statusCode === 429 || statusCode >= 500
  throw strange(saysEnough ? 'status' : 'not-aws')
}

type Meaning = (text: string) => 'answer' | 'no-answer' | 'not-aws'

/** What a good answer of each operation holds at least (aws-facts.md#portal, #oidc), by its path. */
const meaning: Readonly<Record<string, Meaning>> = {
  '/client/register': json((answer) => has(answer, 'clientId', 'clientSecret')),
  '/device_authorization': json((answer) => has(answer, 'deviceCode', 'userCode', 'verificationUri')),
  '/token': json((answer) => has(answer, 'accessToken')),
  '/assignment/accounts': json((answer) => isList(answer['accountList'], 'accountId', /^\d{12}$/)),
  '/assignment/roles': json((answer) => isList(answer['roleList'], 'roleName', /\S/)),
  '/federation/credentials': json((answer) =>
    has(recordOf(answer['roleCredentials']), 'accessKeyId', 'secretAccessKey', 'sessionToken'),
  ),
  // Logout answers with nothing.
  '/logout': (text) => (text.trim() === '' ? 'answer' : json(() => true)(text)),
}

const stsAnswer: Meaning = (text) => {
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<GetCallerIdentityResponse[\s>]/.test(text)) return 'not-aws'
  return /<Arn>[^<]+<\/Arn>/.test(text) && /<Account>[^<]+<\/Account>/.test(text) ? 'answer' : 'no-answer'
}

function json(isWhole: (answer: Readonly<Record<string, unknown>>) => boolean): Meaning {
  return (text) => {
    const value = parsed(text)
    if (value === undefined) return 'not-aws'
    return isWhole(recordOf(value)) ? 'answer' : 'no-answer'
  }
}

function has(answer: Readonly<Record<string, unknown>>, ...fields: readonly string[]): boolean {
  return fields.every((field) => stringOf(answer[field]) !== null)
}

function isList(list: unknown, field: string, form: RegExp): boolean {
  return Array.isArray(list) && list.every((each) => form.test(stringOf(recordOf(each)[field]) ?? ''))
}

/** Whether an error has the name of an exception, where AWS's services put it. */
function isNamed(text: string, headers: Response['headers']): boolean {
  // STS answers in XML.
  if (/^\s*(?:<\?xml[^>]*>\s*)?<ErrorResponse[\s>]/.test(text)) return /<Code>\s*\w[\w.]*\s*<\/Code>/.test(text)
  const value = parsed(text)
  if (typeof value !== 'object' || value === null) return false
  return stringOf(headers['x-amzn-errortype']) !== null || stringOf(recordOf(value)['__type']) !== null
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

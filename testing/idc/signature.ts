/** AWS Signature Version 4, checked on the receiving side. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { DemoRequest } from './wire.ts'

export interface Authorization {
  readonly accessKeyId: string
  /** `20261122/us-east-1/sts/aws4_request` */
  readonly scope: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const shape =
  /^AWS4-HMAC-SHA256 Credential=(?<key>\w+)\/(?<scope>\d{8}\/[\w-]+\/[\w-]+\/aws4_request), ?SignedHeaders=(?<headers>[\w;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/

/** The parts of an `Authorization` header, or null where it has another shape. */
export function parseAuthorization(header: string): Authorization | null {
  const { key, scope, headers, signature } = shape.exec(header)?.groups ?? {}
  if (key === undefined || scope === undefined || headers === undefined || signature === undefined) return null
  return { accessKeyId: key, scope, signedHeaders: headers.split(';'), signature }
}

/** Whether `secretAccessKey` signed this very request. */
export function isSignedBy(secretAccessKey: string, given: Authorization, request: DemoRequest): boolean {
  const header = (name: string): string => [request.headers[name] ?? ''].flat().join(',').trim().replaceAll(/ +/g, ' ')
  const canonical = [
    request.method,
    request.path,
    request.search.split('&').sort().join('&'),
    ...given.signedHeaders.map((name) => `${name}:${header(name)}`),
    '',
    given.signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', header('x-amz-date'), given.scope, sha256(canonical)].join('\n')
  if (!given.signedHeaders.includes('host') || !given.signedHeaders.includes('x-amz-date')) return false
  const key = given.scope.split('/').reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secretAccessKey}`)
  return timingSafeEqual(hmac(key, text), Buffer.from(given.signature, 'hex'))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** A certificate authority that lives as long as the demo, and its certificates for the hosts of AWS (RFC 5280). */
import type { KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { createSecureContext } from 'node:tls'
import {
  bitString,
  booleanTrue,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  utcTime,
  utf8String,
} from './der.ts'

export interface CertificateAuthority {
  /** Its own certificate, in PEM. The key never leaves the process. */
  readonly certificate: string
  /** What a TLS server needs to be `host`; the same for the same host. */
  contextFor(host: string): SecureContext
}

/** Certificates are valid from the day before `now` (the machine's own clock, in milliseconds) for a month. */
export function createCertificateAuthority(now: number): CertificateAuthority {
  const issuer = { name: 'Lanyard demo organization', ...newKeys() }
  const period = { from: now - day, to: now + 30 * day }
  const contexts = new Map<string, SecureContext>()
  const makeContext = (host: string): SecureContext => {
    const keys = newKeys()
    const extensions = [
      extension('2.5.29.15', bitString(Buffer.of(0x80), 7), true), // key usage: digitalSignature
      extension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))), // extended: serverAuth
      extension('2.5.29.17', sequence(tagged(2, Buffer.from(host, 'ascii'), true))), // subjectAltName: dNSName
    ]
    const cert = certify({ subject: { name: host, ...keys }, issuer, period, extensions })
    return createSecureContext({ cert, key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) })
  }
  const extensions = [
    extension('2.5.29.19', sequence(booleanTrue()), true), // basicConstraints: cA
    extension('2.5.29.15', bitString(Buffer.of(0x04), 2), true), // key usage: keyCertSign
  ]
  return {
    certificate: certify({ subject: issuer, issuer, period, extensions }),
    contextFor: (host) => {
      const context = contexts.get(host) ?? makeContext(host)
      contexts.set(host, context)
      return context
    },
  }
}

const day = 86_400_000

interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

interface Party extends Keys {
  readonly name: string
}

interface Certificate {
  readonly subject: Party
  readonly issuer: Party
  readonly period: { readonly from: number; readonly to: number }
  readonly extensions: readonly Buffer[]
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

/** A version 3 certificate in PEM, signed with ECDSA and SHA-256. */
function certify({ subject, issuer, period, extensions }: Certificate): string {
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'))
  const content = sequence(
    tagged(0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    distinguishedName(issuer.name),
    sequence(utcTime(period.from), utcTime(period.to)),
    distinguishedName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      3,
      sequence(
        ...extensions,
        extension('2.5.29.14', octetString(keyIdentifier(subject))),
        extension('2.5.29.35', sequence(tagged(0, keyIdentifier(issuer), true))),
      ),
    ),
  )
  const der = sequence(content, algorithm, bitString(sign('sha256', content, issuer.privateKey)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))))
}

function extension(identifier: string, value: Buffer, critical = false): Buffer {
  const flag = critical ? [booleanTrue()] : []
  return sequence(objectIdentifier(identifier), ...flag, octetString(value))
}

/** Only has to be the same for the same key. */
function keyIdentifier({ publicKey }: Keys): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20)
}

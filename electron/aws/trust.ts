/** Whom connections to AWS trust: the bundle that is named, else what Node trusts, and the system's own store after it. */
import { readFile } from 'node:fs/promises'
import type https from 'node:https'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { isUntrusted } from './sso/failure.ts'

/** How connections are made that have to be trusted. */
export interface Trust {
  /**
   * Runs `ask`, whose connections `agent` makes. Where nothing else is named and the host is not trusted, it is asked once
   * more with the authorities of the system: networks that inspect traffic put theirs there. Nothing has been sent then.
   */
  connect<T>(agent: https.Agent, ask: () => Promise<T>): Promise<T>
}

/** Only the authorities of `pem` are trusted, as the AWS CLI has it. */
function trustOnly(pem: string): Trust {
  let context: SecureContext | null = null
  return {
    connect: (agent, ask) => {
      agent.options.secureContext = context ??= createSecureContext({ ca: pem })
      return ask()
    },
  }
}

/** What Node trusts. The system's store takes about 150 ms to read, and is read only where it is missed. */
export function trustSystem(): Trust {
  let context: SecureContext | null = null
  return {
    async connect(agent, ask) {
      if (context) agent.options.secureContext = context
      try {
        return await ask()
      } catch (error) {
        if (context !== null || !isUntrusted(error)) throw error
        context = createSecureContext({ ca: [...getCACertificates('default'), ...getCACertificates('system')] })
        agent.options.secureContext = context
        return await ask()
      }
    },
  }
}

/** The bundle at `path`. Throws Node's errors, and where it begins with no certificate that can be read. */
export async function readBundle(path: string): Promise<Trust> {
  const { X509Certificate } = await import('node:crypto')
  const pem = await readFile(path, 'utf8')
  const [first] = /-----BEGIN (TRUSTED )?CERTIFICATE-----[^-]*-----END \1?CERTIFICATE-----/.exec(pem) ?? []
  // TLS passes over what it cannot read, and then trusts nobody.
  if (first === undefined || new X509Certificate(first).raw.length === 0) throw new Error('no certificate')
  return trustOnly(pem)
}

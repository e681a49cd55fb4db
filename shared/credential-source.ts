/** Where a profile's credentials come from, as botocore decides it (aws-facts.md#precedence). No secret is in it. */

export type CredentialSource =
  /** A permission set, by a session or by a start URL of the profile's own. */
  | { readonly kind: 'session'; readonly session: string; readonly accountId: string; readonly roleName: string }
  | { readonly kind: 'legacy-sso'; readonly startUrl: string; readonly accountId: string; readonly roleName: string }
  /** A role that is assumed with the credentials of another source: those of `profile`, where it names one. */
  | (Role & {
      readonly kind: 'role'
      readonly externalId: string | null
      readonly mfaSerial: string | null
      /** Seconds. */
      readonly duration: number | null
      readonly roleSessionName: string | null
      readonly profile: string | null
      readonly source: CredentialSource
    })
  | (Role & { readonly kind: 'web-identity'; readonly tokenFile: string })
  /** `aws login`: a sign-in to the console. */
  | { readonly kind: 'login'; readonly loginSession: string }
  /** `keyId` is the end of it. */
  | {
      readonly kind: 'keys'
      readonly file: 'config' | 'credentials'
      readonly keyId: string
      readonly temporary: boolean
    }
  | { readonly kind: 'process' | 'environment' | 'container' | 'instance' }
  /** The profile says nothing: clients go on to the container and the instance that they run on. */
  | { readonly kind: 'nothing' }
  /** botocore refuses it, for a reason that is a sentence. */
  | { readonly kind: 'broken'; readonly reason: string }

interface Role {
  readonly roleArn: string
  /** Of the ARN; null where it is none. */
  readonly accountId: string | null
  readonly roleName: string
}

/** Account and role that one works as; null where nobody can know without asking. */
export function workingAs(
  source: CredentialSource,
): { readonly accountId: string | null; readonly roleName: string } | null {
  return 'roleName' in source ? source : null
}

/** Why botocore refuses it, or what it stands on; null where it does not. */
export function brokenReason(source: CredentialSource): string | null {
  if (source.kind === 'broken') return source.reason
  return source.kind === 'role' ? brokenReason(source.source) : null
}

/** The kind in a word or two, as it stands beside a profile. */
export function kindInWords({ kind }: CredentialSource): string {
  return kinds[kind]
}

const kinds: Readonly<Record<CredentialSource['kind'], string>> = {
  session: 'IAM Identity Center',
  'legacy-sso': 'IAM Identity Center',
  role: 'Role',
  'web-identity': 'Web identity',
  login: 'aws login',
  keys: 'Access key',
  process: 'Command',
  environment: 'Environment',
  container: 'Container',
  instance: 'Instance',
  nothing: 'No credentials',
  broken: 'Misconfigured',
}

/** From the first credentials to who one works as: `AdministratorAccess in Staging → Deploy in 222222222222`. */
export function sourceInWords(source: CredentialSource, accountName: (id: string) => string | null): string {
  const place = (accountId: string | null, roleName: string) =>
    accountId === null ? roleName : `${roleName} in ${accountName(accountId) ?? accountId}`
  switch (source.kind) {
    case 'session':
    case 'legacy-sso':
      return place(source.accountId, source.roleName)
    case 'role':
      return `${sourceInWords(source.source, accountName)} → ${place(source.accountId, source.roleName)}`
    case 'web-identity':
      return `Web identity → ${place(source.accountId, source.roleName)}`
    case 'login':
      return `Console sign-in by aws login (${source.loginSession})`
    case 'keys':
      return `Access key …${source.keyId} in the ${source.file} file`
    case 'process':
      return 'A command (credential_process)'
    case 'environment':
      return 'Environment variables'
    case 'container':
      return 'The container that it runs in'
    case 'instance':
      return 'The EC2 instance that it runs on'
    case 'nothing':
      return 'No credentials of its own'
    case 'broken':
      return source.reason
  }
}

/**
 * What an operation answers: a value, or a problem that a person can do something about.
 * Exceptions are bugs; everything a person can meet is a `Problem`.
 */

import type { Diff } from './diff.ts'

/** The closed set of problems, each with what a person can do about it when nothing more precise is known. */
export const fixes = {
  'invalid-input': 'Correct the value and try again.',
  'name-taken': 'Choose another name.',
  'not-found': 'Check the name, or create it first.',
  'in-use': 'Remove what uses it first.',
  ambiguous: 'Say which one you mean.',
  cancelled: 'Start again when you are ready.',
  'sign-in-needed': 'Sign in.',
  'sign-in-refused': 'Sign in again and choose Allow.',
  'sign-in-timeout': 'Start the sign-in again.',
  'wrong-region': 'Check the region of the session: it must be the region of your IAM Identity Center.',
  'not-assigned': 'Ask for the assignment, or choose an account and permission set that you have.',
  'rate-limited': 'AWS asks to slow down. Wait a minute and try again.',
  'aws-unavailable': 'AWS has a problem just now. Try again in a minute.',
  offline: 'Check the network connection, the proxy and the VPN, then try again.',
  'clock-off': 'Set the clock of this machine, then try again.',
  'config-broken': 'Open the file and mend the line.',
  'config-shrunk': 'Put the last good copy back, or make the change all the same.',
  'changed-since': 'Change these lines by hand, or undo the later change first.',
  'config-unreadable': 'Check the owner and the permissions of the file.',
  'config-unwritable': 'Check the permissions and the free space of the folder.',
  'cache-broken': 'Sign in again; the broken file is replaced.',
  misconfigured: 'Edit the profile.',
  'unsupported-profile': 'Lanyard checks profiles that use IAM Identity Center; use the AWS CLI for this one.',
  'port-unavailable': 'Close what uses the port, or choose another.',
  internal: 'Try again. If it happens again, send what you did and the problem report that Settings copies.',
} as const satisfies Record<string, string>

export type ErrorCode = keyof typeof fixes

/** The form field that a problem stands beside. */
export type Field =
  | 'name'
  | 'session'
  | 'startUrl'
  | 'region'
  | 'scopes'
  | 'accountId'
  | 'roleName'
  | 'output'
  | 'profile'
  | 'template'

/** What one click can do about a problem. Faces draw it as a button. */
export type Remedy =
  | { readonly kind: 'sign-in'; readonly session: string }
  | { readonly kind: 'edit-session'; readonly session: string }
  | { readonly kind: 'edit-profile'; readonly profile: string }
  | { readonly kind: 'show-accounts'; readonly session: string }
  | { readonly kind: 'retry' }
  | { readonly kind: 'find-region'; readonly session: string }
  | { readonly kind: 'request-access'; readonly session: string }
  | { readonly kind: 'restore-config' }
  | { readonly kind: 'show-doctor' }

export interface Problem {
  readonly code: ErrorCode
  /** What happened, in a sentence. Text from the network or a file inside it is plain text. */
  readonly message: string
  /** What to do next, in a sentence. */
  readonly fix: string
  readonly field?: Field
  readonly remedy?: Remedy
  /** The lines that are the reason, where lines are. */
  readonly diff?: Diff
  /** By which it is found in the log, with all that is known of it. The message says it, too. */
  readonly report?: string
}

type More = Partial<Pick<Problem, 'fix' | 'field' | 'remedy' | 'diff' | 'report'>>

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem }

/** True where the person said no, or let it be: what was asked for is not to be asked again unasked. */
export function isGivenUp({ code }: Pick<Problem, 'code'>): boolean {
  return code === 'cancelled' || code === 'sign-in-refused' || code === 'sign-in-timeout'
}

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A problem with the fix of its code, unless `more` says better. */
export function problem(code: ErrorCode, message: string, more: More = {}): Problem {
  return { code, message, fix: fixes[code], ...more }
}

export function fail(
  code: ErrorCode,
  message: string,
  more: More = {},
): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error: problem(code, message, more) }
}

/**
 * The schema of each operation's input, held against the contract by the compiler. Main side only: the shape is
 * checked here, what a value means (a start URL that is https, a name that is free) by the operation.
 */
import * as z from 'zod'
import type { Input, OperationName } from '../../shared/contract.ts'
import { problem, type Result } from '../../shared/result.ts'
import { shellNames } from '../../shared/shell.ts'

// A strict CSP reports the `new Function` that zod would otherwise try.
z.config({ jitless: true })

/** Long enough for any name or address, short enough that nothing is a burden. */
const text = z.string().max(2048)
const name = z.string().max(256)
const scopes = z.array(name).max(64).readonly()

const sessionDraft = z.strictObject({ name, startUrl: text, region: name, scopes })
const profileDraft = z.strictObject({
  name,
  session: name,
  accountId: name,
  roleName: name,
  region: name.nullable(),
  output: name.nullable(),
})
const profileDrafts = z.array(profileDraft).min(1).max(5000).readonly()

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create-session'), draft: sessionDraft }),
  z.strictObject({ kind: z.literal('update-session'), draft: sessionDraft }),
  z.strictObject({ kind: z.literal('remove-session'), name }),
  z.strictObject({ kind: z.literal('create-profiles'), drafts: profileDrafts }),
  z.strictObject({ kind: z.literal('update-profile'), draft: profileDraft }),
  z.strictObject({ kind: z.literal('remove-profile'), name }),
])

const ofSession = z.strictObject({ session: name })
const ofProfile = z.strictObject({ profile: name })
const nothing = z.strictObject({})

/** Partial without `undefined`: what a change of settings may carry. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).exactOptional(),
  copyOnSwitch: z.boolean().exactOptional(),
  shell: z.enum([...shellNames, 'auto']).exactOptional(),
  nameTemplate: name.exactOptional(),
  favourites: z.array(name).max(1000).readonly().exactOptional(),
})

const inputs: { readonly [N in OperationName]: z.ZodType<Input<N>> } = {
  'session.create': z.strictObject({ draft: sessionDraft }),
  'session.update': z.strictObject({ draft: sessionDraft }),
  'session.remove': ofSession,
  'session.signIn': z.strictObject({
    session: name,
    method: z.enum(['browser', 'device']),
    openBrowser: z.boolean(),
  }),
  'session.cancelSignIn': ofSession,
  'session.openSignInPage': ofSession,
  'session.copySignInLink': ofSession,
  'session.signOut': ofSession,
  'session.openPortal': ofSession,
  'accounts.read': ofSession,
  'accounts.stop': ofSession,
  'config.preview': z.strictObject({ change }),
  'config.reload': nothing,
  'profile.create': z.strictObject({ drafts: profileDrafts }),
  'profile.update': z.strictObject({ draft: profileDraft }),
  'profile.remove': ofProfile,
  'profile.switch': z.strictObject({ profile: name.nullable() }),
  'profile.copyExport': z.strictObject({ profile: name, shell: z.enum(shellNames).nullable() }),
  'profile.openConsole': ofProfile,
  'identity.check': ofProfile,
  'identity.checkAll': nothing,
  'settings.update': z.strictObject({ settings: settingsSchema }),
  'clipboard.write': z.strictObject({ text: z.string().max(65_536) }),
}

/** `input` as operation `operation` takes it, or `invalid-input` naming the place that is off. */
export function checkInput<N extends OperationName>(operation: N, input: unknown): Result<Input<N>> {
  const parsed = inputs[operation].safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
  return {
    ok: false,
    error: problem('invalid-input', `${where}${issue?.message ?? 'The input is not of the right form.'}`),
  }
}

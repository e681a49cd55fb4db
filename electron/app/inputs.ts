/**
 * The schema of each operation's input, held against the contract by the compiler. Main side only: the shape is
 * checked here, what a value means (a start URL that is https, a name that is free) by the operation.
 */
import * as z from 'zod'
import type { Input, OperationName } from '../../shared/contract.ts'
import { problem, type Result } from '../../shared/result.ts'
import { shellNames } from '../../shared/shell.ts'
import type { SessionSettings } from '../../shared/state.ts'
import { isSessionSettings, longestName, longestText, settingChecks } from './setting-checks.ts'

// A strict CSP reports the `new Function` that zod would otherwise try.
z.config({ jitless: true })

const text = z.string().max(longestText)
const name = z.string().max(longestName)
const method = z.enum(['browser', 'device'])
const scopes = z.array(name).max(64).readonly()

/** Longer than what may be shared: how much too long is for share.read to say. */
const shared = z.string().max(65_536)
const names = z.array(name).max(20_000).readonly()
/** Of Doctor's findings; a name that the file holds is in each. */
const ids = z.array(z.string().max(8192)).max(20_000).readonly()

const sessionDraft = z.strictObject({ name, startUrl: text, region: name, scopes })
const profileDraft = z.strictObject({
  name,
  session: name,
  accountId: name,
  roleName: name,
  region: name.nullable(),
  output: name.nullable(),
})
const sessionEdit = z.strictObject({
  name,
  startUrl: text.exactOptional(),
  region: name.exactOptional(),
  scopes: scopes.exactOptional(),
})
const profileEdit = z.strictObject({
  name,
  session: name.exactOptional(),
  accountId: name.exactOptional(),
  roleName: name.exactOptional(),
  region: name.nullable().exactOptional(),
  output: name.nullable().exactOptional(),
})
const profileDrafts = z.array(profileDraft).min(1).max(5000).readonly()

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create-session'), draft: sessionDraft }),
  z.strictObject({ kind: z.literal('update-session'), draft: sessionEdit }),
  z.strictObject({ kind: z.literal('rename-session'), name, to: name }),
  z.strictObject({ kind: z.literal('remove-session'), name, withProfiles: z.boolean() }),
  z.strictObject({ kind: z.literal('create-profiles'), drafts: profileDrafts }),
  z.strictObject({ kind: z.literal('update-profile'), draft: profileEdit }),
  z.strictObject({ kind: z.literal('rename-profile'), name, to: name }),
  z.strictObject({
    kind: z.literal('duplicate-profile'),
    name,
    to: name,
    settings: profileEdit.omit({ name: true }),
  }),
  z.strictObject({ kind: z.literal('remove-profile'), name }),
  z.strictObject({
    kind: z.literal('import'),
    text: shared,
    chosen: z
      .array(z.strictObject({ kind: z.enum(['session', 'profile']), name, as: name }))
      .max(1000)
      .readonly(),
  }),
  z.strictObject({ kind: z.literal('mend'), findings: ids }),
  z.strictObject({ kind: z.literal('undo'), id: name }),
  z.strictObject({ kind: z.literal('restore') }),
])

const ofSession = z.strictObject({ session: name })
const ofProfile = z.strictObject({ profile: name })
const nothing = z.strictObject({})

const setting = <T>(isGood: (value: unknown) => value is T) => z.custom<T>(isGood).exactOptional()
const settingsChange = z.strictObject({
  theme: setting(settingChecks.theme),
  copyOnSwitch: setting(settingChecks.copyOnSwitch),
  shell: setting(settingChecks.shell),
  nameTemplate: setting(settingChecks.nameTemplate),
  notifications: setting(settingChecks.notifications),
  startAtLogin: setting(settingChecks.startAtLogin),
  favourites: z.record(name, z.boolean()).exactOptional(),
  sessions: z.record(name, z.custom<SessionSettings>(isSessionSettings).nullable()).exactOptional(),
})

const inputs: { readonly [N in OperationName]: z.ZodType<Input<N>> } = {
  'session.signIn': z.strictObject({
    session: name,
    method,
    openBrowser: z.boolean(),
    ifNeeded: z.boolean().exactOptional(),
  }),
  'session.cancelSignIn': ofSession,
  'session.openSignInPage': ofSession,
  'session.copySignInLink': ofSession,
  'session.signInAll': z.strictObject({
    sessions: z.array(name).min(1).max(1000).readonly(),
    method: method.exactOptional(),
  }),
  'session.startFresh': z.strictObject({ session: name, method }),
  'session.findRegion': z.strictObject({ startUrl: text }),
  'session.openRequest': ofSession,
  'browsers.list': nothing,
  'session.signOut': ofSession,
  'session.openPortal': ofSession,
  'accounts.read': ofSession,
  'accounts.stop': ofSession,
  'config.preview': z.strictObject({ change }),
  'config.change': z.strictObject({ change, anyway: z.boolean() }),
  'config.reload': nothing,
  'config.changes': nothing,
  'doctor.check': nothing,
  'doctor.fix': z.strictObject({ findings: ids }),
  'share.write': z.strictObject({ sessions: names, profiles: names }),
  'share.read': z.strictObject({ text: shared }),
  'profile.switch': z.strictObject({ profile: name.nullable() }),
  'profile.copyExport': z.strictObject({ profile: name, shell: z.enum(shellNames).nullable() }),
  'profile.openConsole': ofProfile,
  'identity.check': ofProfile,
  'identity.checkAll': nothing,
  'settings.update': z.strictObject({ settings: settingsChange }),
  'clipboard.write': z.strictObject({ text: z.string().max(65_536) }),
  'log.record': z.strictObject({ message: text, stack: z.string().max(16_384) }),
  'log.copyReport': nothing,
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

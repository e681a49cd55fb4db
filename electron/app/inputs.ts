/**
 * The schema of each operation's input, held against the contract by the compiler. Main side only: the shape is
 * checked here, what a value means (a start URL that is https, a name that is free) by the operation.
 */
import * as v from 'valibot'
import type { Input, OperationName } from '../../shared/contract.ts'
import { problem, type Result } from '../../shared/result.ts'
import { shellNames } from '../../shared/shell.ts'
import { isSessionSettings, longestName, longestText, settingChecks } from './setting-checks.ts'

const textUpTo = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const listOf = <T>(item: v.GenericSchema<unknown, T>, longest: number) => v.pipe(v.array(item), v.maxLength(longest))

const text = textUpTo(longestText)
const name = textUpTo(longestName)
const method = v.picklist(['browser', 'device'])
const scopes = listOf(name, 64)

/** Longer than what may be shared: how much too long is for share.read to say. */
const shared = textUpTo(65_536)
const names = listOf(name, 20_000)
/** Of Doctor's findings; a name that the file holds is in each. */
const ids = listOf(textUpTo(8192), 20_000)

const sessionDraft = v.strictObject({ name, startUrl: text, region: name, scopes })
const profileDraft = v.strictObject({
  name,
  session: name,
  accountId: name,
  roleName: name,
  region: v.nullable(name),
  output: v.nullable(name),
})
const sessionEdit = v.strictObject({
  name,
  startUrl: v.exactOptional(text),
  region: v.exactOptional(name),
  scopes: v.exactOptional(scopes),
})
const profileEdit = v.strictObject({
  name,
  session: v.exactOptional(name),
  accountId: v.exactOptional(name),
  roleName: v.exactOptional(name),
  region: v.exactOptional(v.nullable(name)),
  output: v.exactOptional(v.nullable(name)),
})
const profileDrafts = v.pipe(listOf(profileDraft, 5000), v.nonEmpty())

const change = v.variant('kind', [
  v.strictObject({ kind: v.literal('create-session'), draft: sessionDraft }),
  v.strictObject({ kind: v.literal('update-session'), draft: sessionEdit }),
  v.strictObject({ kind: v.literal('rename-session'), name, to: name }),
  v.strictObject({ kind: v.literal('remove-session'), name, withProfiles: v.boolean() }),
  v.strictObject({ kind: v.literal('create-profiles'), drafts: profileDrafts }),
  v.strictObject({ kind: v.literal('update-profile'), draft: profileEdit }),
  v.strictObject({ kind: v.literal('rename-profile'), name, to: name }),
  v.strictObject({
    kind: v.literal('duplicate-profile'),
    name,
    to: name,
    settings: v.omit(profileEdit, ['name']),
  }),
  v.strictObject({ kind: v.literal('remove-profile'), name }),
  v.strictObject({
    kind: v.literal('import'),
    text: shared,
    chosen: listOf(v.strictObject({ kind: v.picklist(['session', 'profile']), name, as: name }), 1000),
  }),
  v.strictObject({ kind: v.literal('mend'), findings: ids }),
  v.strictObject({ kind: v.literal('undo'), id: name }),
  v.strictObject({ kind: v.literal('restore') }),
])

const ofSession = v.strictObject({ session: name })
const ofProfile = v.strictObject({ profile: name })
const nothing = v.strictObject({})

/** Of any names: valibot's own record drops `constructor`, and a profile may be called that. */
const namedOf = <T>(isGood: (value: unknown) => value is T) =>
  v.custom<Readonly<Record<string, T>>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.entries(value).every(([key, each]) => v.is(name, key) && isGood(each)),
  )
const setting = <T>(isGood: (value: unknown) => value is T) => v.exactOptional(v.custom<T>(isGood))
const settingsChange = v.strictObject({
  theme: setting(settingChecks.theme),
  copyOnSwitch: setting(settingChecks.copyOnSwitch),
  shell: setting(settingChecks.shell),
  nameTemplate: setting(settingChecks.nameTemplate),
  notifications: setting(settingChecks.notifications),
  startAtLogin: setting(settingChecks.startAtLogin),
  quickSwitch: setting(settingChecks.quickSwitch),
  columns: setting(settingChecks.columns),
  favourites: v.exactOptional(namedOf((each) => typeof each === 'boolean')),
  sessions: v.exactOptional(namedOf((each) => each === null || isSessionSettings(each))),
})

const inputs: { readonly [N in OperationName]: v.GenericSchema<unknown, Input<N>> } = {
  'session.signIn': v.strictObject({
    session: name,
    method,
    openBrowser: v.boolean(),
    again: v.exactOptional(v.boolean()),
  }),
  'session.cancelSignIn': ofSession,
  'session.openSignInPage': ofSession,
  'session.copySignInLink': ofSession,
  'session.signInAll': v.strictObject({
    sessions: v.pipe(listOf(name, 1000), v.nonEmpty()),
    method: v.exactOptional(method),
  }),
  'session.startFresh': v.strictObject({ session: name, method }),
  'session.findSharing': ofSession,
  'session.findRegion': v.strictObject({ startUrl: text }),
  'session.openRequest': ofSession,
  'browsers.list': nothing,
  'session.signOut': ofSession,
  'session.openPortal': ofSession,
  'accounts.read': ofSession,
  'accounts.stop': ofSession,
  'config.preview': v.strictObject({ change }),
  'config.change': v.strictObject({ change, anyway: v.boolean() }),
  'config.reload': nothing,
  'config.changes': nothing,
  'doctor.check': nothing,
  'doctor.fix': v.strictObject({ findings: ids }),
  'share.write': v.strictObject({ sessions: names, profiles: names }),
  'share.read': v.strictObject({ text: shared }),
  'profile.switch': v.strictObject({ profile: v.nullable(name) }),
  'profile.copyExport': v.strictObject({ profile: name, shell: v.nullable(v.picklist(shellNames)) }),
  'profile.openConsole': v.strictObject({
    profile: name,
    service: v.exactOptional(text),
    region: v.exactOptional(text),
    open: v.exactOptional(v.boolean()),
  }),
  'identity.check': ofProfile,
  'identity.checkAll': nothing,
  'settings.update': v.strictObject({ settings: settingsChange }),
  'clipboard.write': v.strictObject({ text: textUpTo(65_536) }),
  'log.record': v.strictObject({ message: text, stack: textUpTo(16_384) }),
  'log.copyReport': nothing,
}

/** `input` as operation `operation` takes it, or `invalid-input` naming the place that is off. */
export function checkInput<N extends OperationName>(operation: N, input: unknown): Result<Input<N>> {
  const parsed = v.safeParse(inputs[operation], input, { abortEarly: true })
  if (parsed.success) return { ok: true, value: parsed.output }
  const [issue] = parsed.issues
  const where = v.getDotPath(issue)
  // Without what was there: it may be anything.
  const message = issue.expected === null ? 'The input is not of the right form.' : `Expected ${issue.expected}.`
  return { ok: false, error: problem('invalid-input', where === null ? message : `${where}: ${message}`) }
}

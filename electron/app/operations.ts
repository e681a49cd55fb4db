/** Operation → function. Inputs have been checked when they arrive here. */
import type { Input, OperationName, Output } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'
import { readSettings, updateSettings } from './settings.ts'

type Table = {
  /** `asked` is when (ms) the person did: what has happened since, an operation may take for its answer. */
  readonly [N in OperationName]: (context: Context, input: Input<N>, asked: number) => Promise<Result<Output<N>>>
}

// Loaded when they are asked for: a command asks for one.
const accounts = () => import('./accounts.ts')
const changes = () => import('./changes.ts')
const doctor = () => import('./doctor.ts')
const identity = () => import('./identity.ts')
const instance = () => import('./instance.ts')
const opening = () => import('./opening.ts')
const reporting = () => import('./reporting.ts')
const sharing = () => import('./sharing.ts')
const signInPlaces = () => import('./sign-in-places.ts')
const signingIn = () => import('./signing-in.ts')
const switching = () => import('./switching.ts')

export const operations: Table = {
  'session.signIn': async (context, input, asked) => (await signingIn()).signIn(context, input, asked),
  'session.cancelSignIn': async (context, { session }) => (await signingIn()).cancelSignIn(context, session),
  'session.openSignInPage': async (context, { session }) => (await signingIn()).openSignInPage(context, session),
  'session.copySignInLink': async (context, { session }) => (await signingIn()).copySignInLink(context, session),
  'session.signInAll': async (context, input, asked) => (await signingIn()).signInAll(context, input, asked),
  'session.startFresh': async (context, input, asked) => (await signingIn()).startFresh(context, input, asked),
  'session.findSharing': async (context, { session }) => (await instance()).findSharing(context, session),
  'session.findRegion': async (context, { startUrl }) => (await signInPlaces()).findRegion(context, startUrl),
  'session.openRequest': async (context, { session }) => (await signInPlaces()).openRequest(context, session),
  'browsers.list': async (context) => (await signInPlaces()).listBrowsers(context),
  'session.signOut': async (context, { session }) => (await signingIn()).signOut(context, session),
  'session.openPortal': async (context, { session }) => (await signingIn()).openPortal(context, session),
  'accounts.read': async (context, { session }) => (await accounts()).readAccounts(context, session),
  'accounts.stop': async (context, { session }) => (await accounts()).stopReading(context, session),
  'config.preview': async (context, { change }) => (await changes()).previewChange(context, change),
  'config.change': async (context, { change, anyway }) => (await changes()).makeChange(context, change, anyway),
  'config.changes': async (context) => (await changes()).listChanges(context),
  'doctor.check': async (context) => (await doctor()).checkEverything(context),
  'doctor.fix': async (context, { findings }) => (await doctor()).fixFindings(context, findings),
  'share.write': async (context, { sessions, profiles }) => (await sharing()).writeShared(context, sessions, profiles),
  'share.read': async (context, { text }) => (await sharing()).readShared(context, text),
  'config.reload': async (context) => {
    await Promise.all([readFiles(context), readSettings(context)])
    context.wake()
    return ok(null)
  },
  'profile.switch': async (context, { profile }) => (await switching()).switchProfile(context, profile),
  'profile.copyExport': async (context, { profile, shell }) => (await switching()).copyExport(context, profile, shell),
  'profile.openConsole': async (context, input) => (await opening()).openConsole(context, input),
  'identity.check': async (context, { profile }) => (await identity()).checkIdentity(context, profile),
  'identity.checkAll': async (context) => (await identity()).checkAll(context),
  'settings.update': (context, { settings }) => updateSettings(context, settings),
  'clipboard.write': async (context, { text }) => ok({ text, copied: await context.system.clipboard.write(text) }),
  'log.record': async (context, { message, stack }) => (await reporting()).recordPageError(context, message, stack),
  'log.copyReport': async (context) => (await reporting()).copyReport(context),
}

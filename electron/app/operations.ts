/** Operation → function. Inputs have been checked when they arrive here. */
import type { Input, Opened, OperationName, Output } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { consoleUrl } from '../aws/console-url.ts'
import { profileSettings } from '../aws/config/profiles.ts'
import { readAccounts, stopReading } from './accounts.ts'
import { listChanges, makeChange, previewChange } from './changes.ts'
import type { Context } from './context.ts'
import { checkEverything, fixFindings } from './doctor.ts'
import { checkAll, checkIdentity } from './identity.ts'
import { portalOf } from './instance.ts'
import { openAddress } from './opening.ts'
import { readFiles } from './reading.ts'
import { copyReport, recordPageError } from './reporting.ts'
import { findRegion, listBrowsers, openRequest } from './sign-in-places.ts'
import { readSettings, updateSettings } from './settings.ts'
import {
  cancelSignIn,
  copySignInLink,
  openPortal,
  openSignInPage,
  signIn,
  signInAll,
  signOut,
  startFresh,
} from './signing-in.ts'
import { readShared, writeShared } from './sharing.ts'
import { copyExport, switchProfile } from './switching.ts'

type Table = {
  /** `asked` is when (ms) the person did: what has happened since, an operation may take for its answer. */
  readonly [N in OperationName]: (context: Context, input: Input<N>, asked: number) => Promise<Result<Output<N>>>
}

export const operations: Table = {
  'session.signIn': signIn,
  'session.cancelSignIn': (context, { session }) => cancelSignIn(context, session),
  'session.openSignInPage': (context, { session }) => openSignInPage(context, session),
  'session.copySignInLink': (context, { session }) => copySignInLink(context, session),
  'session.signInAll': signInAll,
  'session.startFresh': startFresh,
  'session.findRegion': (context, { startUrl }) => findRegion(context, startUrl),
  'session.openRequest': (context, { session }) => openRequest(context, session),
  'browsers.list': (context) => listBrowsers(context),
  'session.signOut': (context, { session }) => signOut(context, session),
  'session.openPortal': (context, { session }) => openPortal(context, session),
  'accounts.read': (context, { session }) => readAccounts(context, session),
  'accounts.stop': (context, { session }) => stopReading(context, session),
  'config.preview': (context, { change }) => previewChange(context, change),
  'config.change': (context, { change, anyway }) => makeChange(context, change, anyway),
  'config.changes': (context) => listChanges(context),
  'doctor.check': (context) => checkEverything(context),
  'doctor.fix': (context, { findings }) => fixFindings(context, findings),
  'share.write': (context, { sessions, profiles }) => writeShared(context, sessions, profiles),
  'share.read': (context, { text }) => readShared(context, text),
  'config.reload': async (context) => {
    await Promise.all([readFiles(context), readSettings(context)])
    context.wake()
    return ok(null)
  },
  'profile.switch': (context, { profile }) => switchProfile(context, profile),
  'profile.copyExport': (context, { profile, shell }) => copyExport(context, profile, shell),
  'profile.openConsole': openConsole,
  'identity.check': (context, { profile }) => checkIdentity(context, profile),
  'identity.checkAll': (context) => checkAll(context),
  'settings.update': (context, { settings }) => updateSettings(context, settings),
  'clipboard.write': async (context, { text }) => ok({ text, copied: await context.system.clipboard.write(text) }),
  'log.record': (context, { message, stack }) => recordPageError(context, message, stack),
  'log.copyReport': (context) => copyReport(context),
}

async function openConsole(context: Context, { profile: name }: Input<'profile.openConsole'>): Promise<Result<Opened>> {
  const profile = context.store.get().profiles.find((each) => each.name === name)
  if (!profile) return fail('not-found', `There is no profile ${name}.`)
  const session = context.store.get().sessions.find((each) => each.name === profile.session)
  const startUrl =
    session?.startUrl ??
    profileSettings(context.documents.config, context.documents.credentials, name)?.['sso_start_url']
  if (!startUrl || profile.accountId === null) {
    return fail('unsupported-profile', `${name} does not use IAM Identity Center, so it has no console link.`, {
      fix: 'Open the console by hand.',
    })
  }
  const portal = await portalOf(context, { startUrl, region: session?.region ?? '' })
  if (!portal.ok) return portal
  const url = consoleUrl({ startUrl: portal.value, accountId: profile.accountId, roleName: profile.roleName })
  return openAddress(context, profile.session, url)
}

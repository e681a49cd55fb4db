/** What a click on a line of the tray or on a notification asks for, so that work in a session goes on. */
import { portalUrl } from '../aws/console-url.ts'
import type { AppState, Host, Session, SignInMethod } from '../../shared/state.ts'
import type { MenuAction } from './menu.ts'

type HostState = Pick<AppState, 'host'>

export function signInAction({ host }: HostState, session: string): MenuAction {
  return { kind: 'call', name: 'session.signIn', input: { session, method: methodOf(host), openBrowser: true } }
}

export function startFreshAction({ host }: HostState, session: string): MenuAction {
  return { kind: 'call', name: 'session.startFresh', input: { session, method: methodOf(host) } }
}

/** A browser on another machine cannot lead back to this one. */
function methodOf({ remote }: Host): SignInMethod {
  return remote ? 'device' : 'browser'
}

/** The sessions that may lose their sign-in when `session` is started afresh: those signed in to the same portal. */
export function endedWith(state: AppState, session: Session): readonly string[] {
  const portal = portalUrl(session.startUrl)
  return state.sessions
    .filter((each) => each.name !== session.name && each.status === 'signed-in' && portalUrl(each.startUrl) === portal)
    .map((each) => each.name)
}

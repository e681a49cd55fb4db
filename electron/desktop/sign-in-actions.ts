/** What a click on a line of the tray or on a notification asks for, so that work in a session goes on. */
import { portalUrl } from '../aws/console-url.ts'
import type { AppState, Session } from '../../shared/state.ts'
import type { MenuAction } from './menu.ts'

/** By the browser, which is on the machine of this tray, wherever that is. */
const method = 'browser'

export function signInAction(session: string): MenuAction {
  return { kind: 'call', name: 'session.signIn', input: { session, method, openBrowser: true } }
}

export function startFreshAction(session: string): MenuAction {
  return { kind: 'call', name: 'session.startFresh', input: { session, method } }
}

/** The sessions that may lose their sign-in when `session` is started afresh: those signed in to the same portal. */
export function endedWith(state: AppState, session: Session): readonly string[] {
  const portal = portalUrl(session.startUrl)
  return state.sessions
    .filter((each) => each.name !== session.name && each.status === 'signed-in' && portalUrl(each.startUrl) === portal)
    .map((each) => each.name)
}

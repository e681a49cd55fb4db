/** What a click on a line of the tray or on a notification asks for, so that work in a session goes on. */
import type { MenuAction } from './menu.ts'

/** By the browser, which is on the machine of this tray, wherever that is. */
const method = 'browser'

export function signInAction(session: string): MenuAction {
  return { kind: 'call', name: 'session.signIn', input: { session, method, openBrowser: true } }
}

/** Where the session is signed in, too. */
export function signInAgainAction(session: string): MenuAction {
  return { kind: 'call', name: 'session.signIn', input: { session, method, openBrowser: true, again: true } }
}

export function startFreshAction(session: string): MenuAction {
  return { kind: 'call', name: 'session.startFresh', input: { session, method } }
}

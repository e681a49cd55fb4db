/**
 * What a person can do, as the window does it: the operation, then what to say about it. Table, palette, menus and
 * the active-profile card all call these, so that they cannot differ.
 */
import { useCallback, useMemo } from 'react'
import type { Copied, Opened, OperationName, Input, Output } from '../../shared/contract.ts'
import type { Problem, Result } from '../../shared/result.ts'
import type { ColumnShares, SignInMethod } from '../../shared/state.ts'
import { useToast, type ToastMessage } from '../components/toast.tsx'
import { useApi, useAppState, useIsRemote } from '../state/state.tsx'
import { useCopyFallback } from './copy-fallback.ts'
import { useNavigate } from './navigation.tsx'
import { remedyButton, type RemedyButton } from './remedy.ts'

type HowToSignIn = Partial<Pick<Input<'session.signIn'>, 'method' | 'again'>>

export interface Actions {
  readonly switchTo: (profile: string) => Promise<void>
  readonly copyExport: (profile: string) => Promise<void>
  readonly check: (profile: string) => Promise<void>
  readonly checkAll: () => Promise<void>
  readonly openConsole: (profile: string) => Promise<void>
  readonly toggleFavourite: (profile: string) => Promise<void>
  /** Without a method: the device code where the browser is on another machine, else the browser. */
  readonly signIn: (session: string, how?: HowToSignIn) => Promise<void>
  /** At once; `useStartFresh` says first what that may end. */
  readonly startFresh: (session: string) => Promise<void>
  readonly cancelSignIn: (session: string) => Promise<void>
  readonly openSignInPage: (session: string) => Promise<void>
  readonly copySignInLink: (session: string) => Promise<void>
  readonly signOut: (session: string) => Promise<void>
  readonly openPortal: (session: string) => Promise<void>
  /** Opens the page where assignments of the session are asked for. */
  readonly requestAccess: (session: string) => Promise<void>
  readonly readAccounts: (session: string) => Promise<void>
  /** Puts a text the person sees on the clipboard; `what` names it: `account number`. */
  readonly copyText: (text: string, what: string) => Promise<void>
  /** Keeps the widths that a person has dragged. */
  readonly setColumns: (columns: ColumnShares) => Promise<void>
  /** Puts on the clipboard what a person can send when something is wrong with Lanyard. */
  readonly copyReport: () => Promise<void>
}

export function useActions(): Actions {
  const api = useApi()
  const toast = useToast()
  const copyFallback = useCopyFallback()
  const navigate = useNavigate()
  const isRemote = useIsRemote()
  const favourites = useAppState((state) => state.settings.favourites)

  return useMemo(() => {
    const usual: SignInMethod = isRemote ? 'device' : 'browser'

    /** Asks, and shows the problem if there is one. */
    async function ask<N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
      const result = await api.call(name, input)
      if (!result.ok && result.error.code !== 'cancelled') toast(failure(result.error))
      return result
    }

    function failure(problem: Problem): ToastMessage {
      const action = remedyButton(problem, {
        signIn: (session) => void signIn(session),
        request: (session) => void requestAccess(session),
        navigate,
      })
      return { title: problem.message, text: problem.fix, tone: 'bad', ...(action ? { action } : {}) }
    }

    /** True once the text is on a clipboard; otherwise it is shown, selected, for the person to copy. */
    async function putOnClipboard({ text, copied }: Copied): Promise<boolean> {
      if (copied) return true
      try {
        await navigator.clipboard.writeText(text)
        return true
      } catch {
        copyFallback(text)
        return false
      }
    }

    /** In a browser the page is a link. The desktop's window opens none: what Lanyard could not open is to be copied. */
    function offer({ url, opened }: Opened, title: string, label: string): void {
      if (opened) return
      if (api.face === 'browser') return toast({ title, link: { label, href: url }, id: title })
      const action = { label: 'Copy the link', run: () => void copyText(url, 'link') }
      toast({ title: 'No browser could be opened', text: url, tone: 'bad', action, id: title })
    }

    async function copyText(text: string, what: string): Promise<void> {
      const result = await ask('clipboard.write', { text })
      if (result.ok && (await putOnClipboard(result.value))) {
        toast({ title: `Copied the ${what}`, text, mono: true, id: 'copied' })
      }
    }

    async function signIn(session: string, how: HowToSignIn = {}): Promise<void> {
      tellSignIn(session, await api.call('session.signIn', { session, method: usual, openBrowser: true, ...how }))
    }

    function tellSignIn(session: string, result: Result<unknown>): void {
      if (result.ok) toast({ title: `Signed in to ${session}`, id: `signed-in ${session}` })
      // A sign-in that began and failed says so in its own panel (`state.signIns`), which stays.
      else if (result.error.code === 'offline' || result.error.code === 'internal') toast(failure(result.error))
    }

    async function startFresh(session: string): Promise<void> {
      tellSignIn(session, await api.call('session.startFresh', { session, method: usual }))
    }

    async function requestAccess(session: string): Promise<void> {
      const result = await ask('session.openRequest', { session })
      if (result.ok) offer(result.value, `Access to ${session}`, 'Ask for access')
    }

    return {
      async switchTo(profile) {
        const result = await ask('profile.switch', { profile })
        if (!result.ok) return
        // That it is active, the window shows; what is on the clipboard now, it does not.
        if (result.value === null || !(await putOnClipboard(result.value))) return
        toast({ title: `Switched to ${profile}`, text: `Copied ${result.value.text}`, id: 'switched' })
      },
      async copyExport(profile) {
        const result = await ask('profile.copyExport', { profile, shell: null })
        if (result.ok && (await putOnClipboard(result.value))) {
          toast({ title: 'Copied', text: result.value.text, mono: true, id: 'copied' })
        }
      },
      async check(profile) {
        const result = await ask('identity.check', { profile })
        if (result.ok && result.value.identity.status === 'verified') {
          toast({ title: `${profile} works`, text: result.value.identity.arn, mono: true, id: `check ${profile}` })
        }
      },
      async checkAll() {
        const result = await ask('identity.checkAll', {})
        if (!result.ok) return
        const good = result.value.filter((each) => each.identity.status === 'verified').length
        toast({
          title: `${good} of ${result.value.length} profiles work`,
          tone: good === result.value.length ? 'ok' : 'warn',
          id: 'check-all',
        })
      },
      async openConsole(profile) {
        const result = await ask('profile.openConsole', { profile })
        if (result.ok) offer(result.value, `AWS console of ${profile}`, 'Open the console')
      },
      async toggleFavourite(profile) {
        await ask('settings.update', { settings: { favourites: { [profile]: !favourites.includes(profile) } } })
      },
      async setColumns(columns) {
        await ask('settings.update', { settings: { columns } })
      },
      signIn,
      startFresh,
      async cancelSignIn(session) {
        await ask('session.cancelSignIn', { session })
      },
      async openSignInPage(session) {
        const result = await ask('session.openSignInPage', { session })
        if (result.ok) offer(result.value, `Sign-in page of ${session}`, 'Open the sign-in page')
      },
      async copySignInLink(session) {
        const result = await ask('session.copySignInLink', { session })
        if (result.ok && (await putOnClipboard(result.value))) toast({ title: 'Link copied', id: 'copied' })
      },
      async signOut(session) {
        const result = await ask('session.signOut', { session })
        if (result.ok) toast({ title: `Signed out of ${session}` })
      },
      async openPortal(session) {
        const result = await ask('session.openPortal', { session })
        if (result.ok) offer(result.value, `Access portal of ${session}`, 'Open the portal')
      },
      requestAccess,
      async readAccounts(session) {
        await ask('accounts.read', { session })
      },
      copyText,
      async copyReport() {
        const result = await ask('log.copyReport', {})
        if (!result.ok || !(await putOnClipboard(result.value))) return
        toast({ title: 'Copied the problem report', text: 'Send it with what you did.', id: 'copied' })
      },
    }
  }, [api, toast, copyFallback, navigate, isRemote, favourites])
}

/** Starts a session afresh, after a question where others may lose their sign-in by that. */
export function useStartFresh(): (session: string) => void {
  const api = useApi()
  const { startFresh } = useActions()
  const navigate = useNavigate()
  return useCallback(
    (session) => {
      const askFirst = async () => {
        const others = await api.call('session.findSharing', { session })
        if (others.ok && others.value.length > 0) navigate({ screen: 'start-fresh', session })
        else await startFresh(session)
      }
      void askFirst()
    },
    [api, startFresh, navigate],
  )
}

/** The button for a problem; null when there is none, or nothing to press. */
export function useRemedy(problem: Problem | null, retry?: () => void): RemedyButton | null {
  const { signIn, requestAccess } = useActions()
  const navigate = useNavigate()
  if (!problem) return null
  return remedyButton(problem, {
    signIn: (session) => void signIn(session),
    request: (session) => void requestAccess(session),
    navigate,
    retry,
  })
}

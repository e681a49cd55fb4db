/** Tells the caller how far a sign-in is, and opens its page without ever waiting for the browser. */
import type { SignInOptions, SignInProgress } from './session.ts'
import { log } from '../../system/log.ts'

export interface Report {
  (change: Partial<SignInProgress>): void
  /** Shows `url` to the person, and reports `opened` when that is known. */
  open(url: string): void
  /** The sign-in is over: nothing is reported any more. */
  end(): void
}

export function reportProgress(options: Pick<SignInOptions, 'openUrl' | 'onProgress'>): Report {
  let over = false
  let progress: SignInProgress = {
    stage: 'preparing',
    url: null,
    userCode: null,
    verificationUri: null,
    opened: false,
    deadline: null,
  }
  const report = (change: Partial<SignInProgress>) => {
    if (over) return
    progress = { ...progress, ...change }
    options.onProgress(progress)
  }
  return Object.assign(report, {
    open: (url: string) => {
      const opened = options.openUrl?.(url) ?? Promise.resolve(false)
      // A browser that cannot be opened leaves the link, which is reported already.
      opened
        .then((opened) => (opened ? report({ opened }) : undefined))
        .catch((error: unknown) => log.warn('The sign-in page could not be opened', error))
    },
    end: () => {
      over = true
    },
  })
}

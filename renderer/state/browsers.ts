/** Where a session's sign-in opens, in words and as the value of a choice. */
import { useEffect, useState } from 'react'
import type { BrowserInfo } from '../../shared/contract.ts'
import type { BrowserChoice } from '../../shared/state.ts'
import { useApi } from './state.tsx'

/** The browsers of the machine, read once when asked for; null until they are known. What cannot be read is none. */
export function useBrowsers(isAsked = true): readonly BrowserInfo[] | null {
  const api = useApi()
  const [browsers, setBrowsers] = useState<readonly BrowserInfo[] | null>(null)
  useEffect(() => {
    if (!isAsked) return undefined
    let current = true
    void api.call('browsers.list', {}).then((result) => current && setBrowsers(result.ok ? result.value : []))
    return () => {
      current = false
    }
  }, [api, isAsked])
  return browsers
}

export const systemsBrowser = 'The browser of the system'
export const copiesLink = 'Nowhere: I copy the link'

/** `Firefox · Work`; a browser that is not on the machine goes by its id. */
export function choiceInWords(choice: BrowserChoice | null, browsers: readonly BrowserInfo[] | null): string {
  if (choice === null) return systemsBrowser
  if (choice.kind === 'copy') return copiesLink
  const browser = browsers?.find(({ id }) => id === choice.id)
  const profile = browser?.profiles.find(({ id }) => id === choice.profile)?.name ?? choice.profile
  const name = browser?.name ?? (browsers === null ? choice.id : `${choice.id} (not found)`)
  return profile === null ? name : `${name} · ${profile}`
}

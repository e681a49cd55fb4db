/** The secrets this tab knows: that of a link just followed, and the one that an earlier `welcome` gave. */

const storageKey = 'lanyard-secret'

export interface Secrets {
  /** Takes the secret of a link out of the address; false when there is none. */
  readonly take: () => boolean
  /** The one to try now; null when there is none. */
  readonly current: () => string | null
  /** Remembers the secret for reconnecting, until the tab is closed. */
  readonly keep: (secret: string) => void
  /** Forgets the one that was refused; true when there is another to try. */
  readonly giveUpOne: () => boolean
}

export function createSecrets(page: Pick<Window, 'location' | 'history' | 'sessionStorage'>): Secrets {
  let ofLink: string | null = null
  let kept = read()

  function read(): string | null {
    try {
      return page.sessionStorage.getItem(storageKey)
    } catch {
      return null
    }
  }

  function write(secret: string): void {
    try {
      page.sessionStorage.setItem(storageKey, secret)
    } catch {
      // Storage is switched off: this tab cannot be reloaded, and works all the same.
    }
  }

  function take(): boolean {
    const secret = new URLSearchParams(page.location.hash.slice(1)).get('secret')
    if (secret === null || secret === '') return false
    ofLink = secret
    page.history.replaceState(null, '', page.location.pathname + page.location.search)
    return true
  }

  take()
  return {
    take,
    current: () => ofLink ?? kept,
    keep(secret) {
      ofLink = null
      kept = secret
      write(secret)
    },
    giveUpOne() {
      if (ofLink === null) kept = null
      ofLink = null
      return kept !== null
    },
  }
}

/**
 * How long an organization lets a sign-in last. AWS tells nobody: it shows in when refreshing stops working. From the
 * sign-ins seen before, as numbers alone. All times and lengths are in ms.
 */

/** A sign-in lasted longer than `from`, and no longer than `to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A session's sign-in as last seen in the token cache. */
export interface SeenSignIn {
  /** Null where it happened before Lanyard looked. */
  readonly signedInAt: number | null
  /** When the token was last seen to be a new one. */
  readonly renewedAt: number
  /** The access token's end. */
  readonly expiresAt: number
  /** By which a refresh token is known again, and nothing more; null where there is none (any more). */
  readonly mark: string | null
}

/** What is remembered of one IAM Identity Center. */
export interface SignInHistory {
  /** By session name. */
  readonly seen: Readonly<Record<string, SeenSignIn>>
  /** The newest first. */
  readonly spans: readonly Span[]
}

export const noHistory: SignInHistory = { seen: {}, spans: [] }

/** What the token cache has for a session now, and since when; null when it is signed out. */
export type CacheNow = Pick<SeenSignIn, 'expiresAt' | 'mark'> & { readonly at: number }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** No client renews a token that has more left. */
const renewable = 21 * minute

const most = 5

/**
 * The history after a look into the cache. `watched` says that the file has been watched since the last look: only then
 * is the time of its change the time of what happened.
 */
export function observe(history: SignInHistory, name: string, now: CacheNow | null, watched: boolean): SignInHistory {
  const before = history.seen[name] ?? sameToken(history, now)
  if (now === null) return before ? without(history, name) : history
  const { at, ...token } = now
  const see = (seen: Pick<SeenSignIn, 'signedInAt' | 'renewedAt'>): SignInHistory => ({
    ...history,
    seen: { ...history.seen, [name]: { ...token, ...seen } },
  })
  if (!before) return see({ signedInAt: watched ? at : null, renewedAt: at })
  const { signedInAt, renewedAt } = before
  const isSame = before.expiresAt === token.expiresAt
  if (before.mark === token.mark && isSame) return history.seen[name] ? history : see({ signedInAt, renewedAt })
  // Taken back before its time, which says nothing of how long a sign-in lasts.
  if (token.mark === null && !isSame && token.expiresAt <= at) return see({ signedInAt, renewedAt })
  if (token.mark === null && isSame) {
    // AWS refused to renew it: this is how long a sign-in lasts.
    const span = signedInAt === null ? [] : [{ from: renewedAt - signedInAt, to: at - signedInAt }]
    return { ...see({ signedInAt, renewedAt }), spans: [...span, ...history.spans].slice(0, most) }
  }
  const isRenewal = before.mark !== null && at >= before.expiresAt - renewable
  if (!isRenewal) return see({ signedInAt: watched || before.mark !== null ? at : null, renewedAt: at })
  const lasted = signedInAt === null ? 0 : at - signedInAt
  return { ...see({ signedInAt, renewedAt: at }), spans: history.spans.filter(({ to }) => to >= lasted) }
}

/** The history after a person has signed in. */
export function noteSignIn(history: SignInHistory, name: string, { at, ...token }: CacheNow): SignInHistory {
  return { ...history, seen: { ...history.seen, [name]: { ...token, signedInAt: at, renewedAt: at } } }
}

/** The length that the newest sign-ins agree on; null where nothing is known, or too little to tell. */
export function learntLength(spans: readonly Span[]): number | null {
  const agreeing = spans.map((span, at) => spans.slice(at).filter((each) => overlap(each, span)))
  const group = agreeing.find(({ length }) => length > 1) ?? spans.slice(0, 1)
  if (group.length === 0) return null
  const from = Math.max(...group.map((span) => span.from))
  return usualLength({ from, to: Math.max(from, Math.min(...group.map((span) => span.to))) })
}

/** What AWS offers in its console; others can be set to the minute, and hardly are. */
const offered = [
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  day,
  7 * day,
  30 * day,
  90 * day,
]

/** The sign-in begins at AWS a little before it is seen here. */
const late = 5 * minute

function usualLength({ from, to }: Span): number | null {
  const fits = (length: number) => length > from && length <= to + late
  const hours = Array.from({ length: 24 }, (_, at) => (at + 1) * hour)
  const quarters = Array.from({ length: 96 }, (_, at) => (at + 1) * 15 * minute)
  const fitting = [offered, hours, quarters].map((lengths) => lengths.filter(fits)).find(({ length }) => length > 0)
  return fitting?.length === 1 ? (fitting[0] ?? null) : null
}

function overlap(a: Span, b: Span): boolean {
  return a.from < b.to + late && b.from < a.to + late
}

/** A session that goes by another name now. */
function sameToken({ seen }: SignInHistory, now: CacheNow | null): SeenSignIn | undefined {
  return now?.mark ? Object.values(seen).find(({ mark }) => mark === now.mark) : undefined
}

function without({ seen, spans }: SignInHistory, name: string): SignInHistory {
  const { [name]: _, ...others } = seen
  return { seen: others, spans }
}

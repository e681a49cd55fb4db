/** What a person types about a session, and what it means: the same for a new one and one that is edited. */
import { regionOfStartUrl } from '../../shared/aws-hosts.ts'
import type { SessionDraft } from '../../shared/contract.ts'
import { checkNewName, checkRegion, checkScope, checkStartUrl, nameFromTemplate } from '../../shared/names.ts'
import { tidyStartUrl } from '../../shared/start-url.ts'
import type { AppState, Session } from '../../shared/state.ts'

export interface SessionFields {
  readonly startUrl: string
  /** Null until the person chooses one: then the one that the start URL names holds. */
  readonly region: string | null
  /** Null until the person types one: then the suggestion holds. */
  readonly name: string | null
  /** As typed: separated by commas or spaces. */
  readonly scopes: string
}

/** An empty form, or that of a session. */
export function sessionFields(session: Session | null): SessionFields {
  return {
    startUrl: session?.startUrl ?? '',
    region: session?.region ?? null,
    name: session?.name ?? null,
    scopes: (session?.scopes ?? []).join(', '),
  }
}

/** With another start URL. A region that it names takes the place of the one chosen before. */
export function withStartUrl(fields: SessionFields, startUrl: string): SessionFields {
  const names = regionOfStartUrl(tidyStartUrl(startUrl)) !== null
  return { ...fields, startUrl, region: names ? null : fields.region }
}

/** The draft that the fields mean. No scope means the default. */
export function sessionDraft(state: Pick<AppState, 'sessions'>, fields: SessionFields): SessionDraft {
  const startUrl = tidyStartUrl(fields.startUrl)
  return {
    name: fields.name ?? suggestSessionName(state, startUrl),
    startUrl,
    region: fields.region ?? regionOfStartUrl(startUrl) ?? '',
    scopes: fields.scopes.split(/[\s,]+/).filter((scope) => scope !== ''),
  }
}

/** A free name after the alias in `https://alias.awsapps.com/start`; empty while there is no address. */
function suggestSessionName(state: Pick<AppState, 'sessions'>, startUrl: string): string {
  const host = URL.parse(startUrl)?.hostname
  if (!host) return ''
  const [first = ''] = host.split('.')
  const generated = /^(?:d-[0-9a-z]{10}|ssoins-.*|start|www|[0-9]+)$/.test(first)
  const parts = { session: generated ? 'identity-center' : first, accountId: '', accountName: null, roleName: '' }
  const name = nameFromTemplate('{session}', parts)
  const taken = new Set(state.sessions.map((session) => session.name))
  if (!taken.has(name)) return name
  for (let n = 2; ; n += 1) if (!taken.has(`${name}-${n}`)) return `${name}-${n}`
}

export type SessionProblems = Readonly<Record<keyof SessionDraft, string | null>>

/** What is wrong with each field, as a sentence beside it. An edited session keeps its name, whatever it is. */
export function checkSession(
  state: Pick<AppState, 'sessions'>,
  draft: SessionDraft,
  mode: 'new' | 'edit',
): SessionProblems {
  return {
    name: mode === 'edit' ? null : checkNewName(draft.name, 'session', new Set(state.sessions.map(({ name }) => name))),
    startUrl: checkStartUrl(draft.startUrl),
    region: checkRegion(draft.region),
    scopes: draft.scopes.map(checkScope).find((problem) => problem !== null) ?? null,
  }
}

/** What a person types about a session, and what it means: the same for a new one and one that is edited. */
import type { SessionDraft } from '../../shared/contract.ts'
import { checkName, checkRegion, checkScope, checkStartUrl } from '../../shared/names.ts'
import type { AppState, Session } from '../../shared/state.ts'

export interface SessionFields {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** As typed: separated by commas or spaces. */
  readonly scopes: string
}

/** An empty form, or that of a session. */
export function sessionFields(session: Session | null): SessionFields {
  return {
    name: session?.name ?? '',
    startUrl: session?.startUrl ?? '',
    region: session?.region ?? '',
    scopes: (session?.scopes ?? []).join(', '),
  }
}

/** The draft that the fields mean. No scope means the default, which is written out. */
export function sessionDraft(fields: SessionFields): SessionDraft {
  const scopes = fields.scopes.split(/[\s,]+/).filter((scope) => scope !== '')
  return { name: fields.name, startUrl: fields.startUrl.trim(), region: fields.region, scopes }
}

export type SessionProblems = Readonly<Record<keyof SessionFields, string | null>>

/** What is wrong with each field, as a sentence beside it. An edited session keeps its name, whatever it is. */
export function checkSession(
  state: Pick<AppState, 'sessions'>,
  draft: SessionDraft,
  mode: 'new' | 'edit',
): SessionProblems {
  const taken = mode === 'new' && state.sessions.some((session) => session.name === draft.name)
  return {
    name:
      mode === 'edit'
        ? null
        : taken
          ? 'A session of this name exists. Choose another name.'
          : checkName(draft.name, 'session'),
    startUrl: checkStartUrl(draft.startUrl),
    region: checkRegion(draft.region),
    scopes: draft.scopes.map(checkScope).find((problem) => problem !== null) ?? null,
  }
}


/** The options of a picker: those that match what is typed, and the typed text itself where it may be an answer. */
import { checkAccountId, checkRoleName } from '../../shared/names.ts'
import type { Account } from '../../shared/state.ts'
import { matches, searchWords } from '../components/search.ts'

export interface Choice {
  readonly value: string
  readonly label: string
  /** Behind the label in the mono face: an account number. */
  readonly detail: string | null
  /** At the end, quieter: an e-mail address. */
  readonly note: string | null
}

export function accountChoice({ accountId, accountName, emailAddress }: Account): Choice {
  return {
    value: accountId,
    label: accountName ?? accountId,
    detail: accountName === null ? null : accountId,
    note: emailAddress,
  }
}

export function roleChoice(roleName: string): Choice {
  return { value: roleName, label: roleName, detail: null, note: null }
}

/**
 * What `query` leaves of `choices`: those whose label begins with it, then the others, each in their order; at the end
 * the query itself, when it can be an answer of its own.
 */
export function shownChoices(
  choices: readonly Choice[],
  query: string,
  own: (text: string) => Choice | null,
): readonly Choice[] {
  const words = searchWords(query)
  const found = choices.filter(({ label, detail, note }) => matches(words, [label, detail, note]))
  const text = query.trim()
  const begins = ({ label }: Choice) => label.toLowerCase().startsWith(text.toLowerCase())
  const extra = text === '' || choices.some(({ value }) => value === text) ? null : own(text)
  return [...found.filter(begins), ...found.filter((choice) => !begins(choice)), ...(extra === null ? [] : [extra])]
}

/** An account number that is not in the list. */
export function ownAccount(text: string): Choice | null {
  if (checkAccountId(text) !== null) return null
  return { value: text, label: text, detail: null, note: 'not in the list: use it all the same' }
}

/** A permission set that is not in the list. */
export function ownRole(text: string): Choice | null {
  if (checkRoleName(text) !== null) return null
  return { value: text, label: text, detail: null, note: 'not in the list: use it all the same' }
}

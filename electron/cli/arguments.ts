/** What a value on the command line may be, said before anything is done. */
import { CommanderError } from 'commander'
import { checkName, checkScope, checkStartUrl } from '../../shared/names.ts'
import { tidyStartUrl } from '../../shared/start-url.ts'
import type { Renaming } from './import.ts'

/** An argument that `check` has nothing to say against. `what` is how a person knows it. */
export function checked(what: string, check: (text: string) => string | null): (text: string) => string {
  return (text) => {
    const complaint = check(text)
    if (complaint !== null) refuse(what, complaint)
    return text
  }
}

/** As `checked`, or empty, which takes the value away. */
export function checkedOrNone(what: string, check: (text: string) => string | null): (text: string) => string {
  return checked(what, (text) => (text === '' ? null : check(text)))
}

/** As the AWS CLI writes it, whatever of it was pasted. */
export function startUrl(text: string): string {
  return checked('--start-url', checkStartUrl)(tidyStartUrl(text))
}

export function scopes(list: string): readonly string[] {
  const names = list.split(',').map((scope) => scope.trim())
  return names.filter((scope) => scope !== '').map(checked('--scopes', checkScope))
}

export function port(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(number <= 65_535)) refuse('--port', 'A port is a number from 0 to 65535.')
  return number
}

/** `OLD=NEW`, which may be given several times. */
export function renaming(text: string, before: readonly Renaming[] = []): readonly Renaming[] {
  const [, name, as] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || as === undefined) refuse('--as', `Write OLD=NEW, not ${text}.`)
  const complaint = checkName(as, 'profile')
  if (complaint !== null) refuse('--as', complaint)
  return [...before, { name, as }]
}

function refuse(what: string, sentence: string): never {
  throw new CommanderError(2, refused, `${what}: ${sentence}`)
}

/** The code of the error of a value that is refused. */
export const refused = 'lanyard.refused'

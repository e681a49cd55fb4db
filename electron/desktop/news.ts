/** What a person who cannot see the window is told of an operation's result. */
import type { OperationName, Output } from '../../shared/contract.ts'
import type { Problem, Result } from '../../shared/result.ts'
import { clean } from './menu.ts'

export interface News {
  readonly title: string
  readonly body: string
}

type Told = { readonly [N in OperationName]?: (value: Output<N>) => News | null }

/** Null where there is nothing to say: the tray shows it, or the person gave up themselves. */
export function newsOf(name: OperationName, result: Result<unknown>): News | null {
  if (!result.ok) return result.error.code === 'cancelled' ? null : ofProblem(result.error)
  // The result of an operation has the type that the contract gives it under the operation's name.
  const tell = told[name] as ((value: unknown) => News | null) | undefined
  return tell?.(result.value) ?? null
}

const told: Told = {
  'session.signIn': ({ session }) => ({ title: `Signed in to ${clean(session, 60)}`, body: '' }),
  'session.startFresh': ({ session }) => ({ title: `Signed in to ${clean(session, 60)}`, body: '' }),
  'session.signInAll': ({ done, problems }) => {
    // Told at the end, when the person comes back from the browser; who cancelled knows.
    const [problem] = problems
    if (problem) return problem.code === 'cancelled' ? null : ofProblem(problem)
    const names = done.map(({ session }) => clean(session, 40))
    return names.length === 0 ? null : { title: `Signed in to ${names.join(', ')}`, body: '' }
  },
  'identity.check': ({ profile, identity }) =>
    identity.status === 'verified'
      ? { title: `${clean(profile, 60)} works`, body: clean(identity.arn, 200) }
      : ofProblem(identity.problem),
  'session.openPortal': ({ url, opened }) => unopened(url, opened),
  'session.openRequest': ({ url, opened }) => unopened(url, opened),
  'session.openSignInPage': ({ url, opened }) => unopened(url, opened),
  'profile.openConsole': ({ url, opened }) => unopened(url, opened),
}

function ofProblem({ message, fix }: Problem): News {
  return { title: clean(message, 120), body: clean(fix, 200) }
}

function unopened(url: string, opened: boolean): News | null {
  return opened ? null : { title: 'No browser could be opened', body: `Open this address yourself: ${clean(url, 400)}` }
}

/** What a problem means on the command line: its exit code, and what to type next. */
import { fixes, type ErrorCode, type Problem } from '../../shared/result.ts'
import type { Line } from './printer.ts'
import { shellWord } from './text.ts'

export const exitCodes = { done: 0, failed: 1, usage: 2, signInNeeded: 4, interrupted: 130 } as const

const byCode: Partial<Record<ErrorCode, number>> = {
  'invalid-input': exitCodes.usage,
  ambiguous: exitCodes.usage,
  'sign-in-needed': exitCodes.signInNeeded,
  // A token file that cannot be read: the sign-in replaces it.
  'cache-broken': exitCodes.signInNeeded,
  cancelled: exitCodes.interrupted,
}

export function exitCode(problem: Problem): number {
  return byCode[problem.code] ?? exitCodes.failed
}

/** The problem with a next step that can be typed, where its remedy, or it itself, has a command. */
export function asTyped(problem: Problem): Problem {
  const fix = typedFix(problem)
  return fix === null ? problem : { ...problem, fix }
}

function typedFix({ code, fix, remedy }: Problem): string | null {
  if (code === 'internal' && fix === fixes.internal) {
    return 'Try again. If it happens again, send what you did and what this prints: lanyard log'
  }
  switch (remedy?.kind) {
    case 'sign-in':
      return withCommand('Sign in', 'lanyard login', remedy.session)
    case 'show-accounts':
      return withCommand('See what is assigned', 'lanyard accounts --session', remedy.session)
    case 'edit-session':
      return withCommand(beforeCommand(fix), 'lanyard session edit', remedy.session)
    case 'find-region':
      return withCommand(`${fix} Look for it`, 'lanyard session find-region', remedy.session)
    case 'edit-profile':
      return withCommand(beforeCommand(fix), 'lanyard profile edit', remedy.profile)
    case 'restore-config':
      return 'Put the last good copy back: lanyard restore. To make the change all the same, add --anyway.'
    case 'show-doctor':
      return `${fix} See what is wrong: lanyard doctor`
    default:
      return null
  }
}

/** Null for a name that could run as something else. */
function withCommand(what: string, command: string, name: string): string | null {
  const word = shellWord(name)
  return word === null ? null : `${what}: ${command} ${word}`
}

/** A sentence that says more than "Edit the session." keeps its end. */
function beforeCommand(fix: string): string {
  return fix.startsWith('Edit the ') ? fix.replace(/\.$/, '') : `${fix} Change it`
}

/** Why something is unusable, and what to do about it, as one line. */
export function reasonOf(problem: Problem | null): readonly Line[] {
  return problem ? [{ text: `${problem.message} ${asTyped(problem).fix}`, tone: 'bad' }] : []
}

/** Several problems as one: a sign-in is what is missing only if it would mend them all (exit 4, else 1). */
export function joined(problems: readonly Problem[]): Problem | null {
  const [first, ...others] = problems
  if (!first || others.length === 0) return first ?? null
  const { code } = problems.find((each) => exitCode(each) !== exitCodes.signInNeeded) ?? first
  const unique = (texts: readonly string[], separator: string) => [...new Set(texts)].join(separator)
  return {
    code,
    message: unique(
      problems.map(({ message }) => message),
      ' ',
    ),
    fix: unique(
      problems.map((each) => asTyped(each).fix),
      '; ',
    ),
  }
}

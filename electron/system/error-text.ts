/** An error as text for the log: what it says, where it comes from, and what caused it. It may hold secrets. */
import { inspect } from 'node:util'

/** Causes of causes, and errors of one that stands for several. */
const deepest = 4
const widest = 5

/** Characters of a value that is no error. */
const longest = 2000

/** Never throws, whatever was thrown. Only what every error has is taken: an SDK hangs whole requests on its own. */
export function errorText(error: unknown, depth = 0): string {
  try {
    if (error instanceof Error) return textOfError(error, depth)
    return (typeof error === 'string' ? error : inspect(error, shown)).slice(0, longest)
  } catch {
    return 'an error that cannot be read'
  }
}

const shown = { depth: 3, breakLength: Infinity, maxArrayLength: 20, maxStringLength: longest } as const

function textOfError(error: Error, depth: number): string {
  const { code } = error as NodeJS.ErrnoException
  const head = `${error.name}: ${error.message}${typeof code === 'string' ? ` [${code}]` : ''}`
  // The stack begins with what the error said when it was made.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [head, ...frames, ...(depth < deepest ? inner(error, depth + 1) : [])].join('\n')
}

function inner(error: Error, depth: number): readonly string[] {
  const several = error instanceof AggregateError ? error.errors.slice(0, widest) : []
  const causes = error.cause === undefined ? [] : [error.cause]
  return [
    ...several.map((each) => `One of several: ${errorText(each, depth)}`),
    ...causes.map((cause) => `Caused by: ${errorText(cause, depth)}`),
  ]
}

/** Questions to a person at a terminal. The prompts are loaded when the first one is asked. */
import { fail, ok, type Result } from '../../shared/result.ts'
import { visible } from '../../shared/unseen.ts'

export interface Choice {
  readonly value: string
  /** What is listed, and what typed words are looked for in. */
  readonly label: string
}

export interface Ask {
  /** One of `choices`, found by typing. `other` makes a choice of a typed text that none of them matches. */
  pick(
    message: string,
    choices: readonly Choice[],
    options?: { readonly preset?: string | undefined; readonly other?: (text: string) => Choice | null },
  ): Promise<Result<string>>
  /** A text that `check` has nothing to say against. */
  text(
    message: string,
    options: { readonly check: (text: string) => string | null; readonly preset?: string | undefined },
  ): Promise<Result<string>>
  /** Yes or no; Enter alone is `preset`. */
  confirm(message: string, preset: boolean): Promise<Result<boolean>>
}

/** Asks on `output` (stderr, so that stdout holds the answer alone); Ctrl-C is `cancelled`. */
export function createAsk(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Ask {
  const streams = { input, output }
  return {
    pick: (message, choices, { preset, other } = {}) =>
      answered(async () => {
        const { search } = await import('@inquirer/prompts')
        const source = (term: string | undefined) => listed(matching(choices, term ?? ''), other?.(term ?? '') ?? null)
        const config = { message: visible(message), source, pageSize: 10 }
        return search<string>(preset === undefined ? config : { ...config, default: preset }, streams)
      }),
    text: (message, { check, preset }) =>
      answered(async () => {
        const { input: ask } = await import('@inquirer/prompts')
        const config = { message: visible(message), validate: (text: string) => check(text.trim()) ?? true }
        return (await ask(preset === undefined ? config : { ...config, default: preset }, streams)).trim()
      }),
    confirm: (message, preset) =>
      answered(async () => {
        const { confirm } = await import('@inquirer/prompts')
        return confirm({ message: visible(message), default: preset }, streams)
      }),
  }
}

/** The choices that hold every typed word, in any order and case. */
function matching(choices: readonly Choice[], term: string): readonly Choice[] {
  const words = term.toLowerCase().split(/\s+/)
  return choices.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
}

function listed(choices: readonly Choice[], other: Choice | null) {
  return [...choices, ...(other ? [other] : [])].map(({ value, label }) => ({
    value,
    name: visible(label),
    short: visible(value),
  }))
}

async function answered<T>(ask: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await ask())
  } catch (error) {
    // How the prompts say that Ctrl-C was pressed, or that there is no more input.
    if (error instanceof Error && /^(?:Exit|Abort|Cancel)PromptError$/.test(error.name)) {
      return fail('cancelled', 'The question was not answered.')
    }
    throw error
  }
}

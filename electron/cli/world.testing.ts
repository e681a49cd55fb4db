/** For tests: a world that records what is said, with answers for its questions, and an application with answers too. */
import type { Input, OperationName, Output } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import type { App } from '../app/app.ts'
import type { System } from '../system/ports.ts'
import type { Ask } from './ask.ts'
import { createPrinter } from './printer.ts'
import type { World } from './world.ts'

interface Person {
  /** What is answered to questions, in turn; without it there is nobody to ask. */
  readonly answers?: readonly (string | boolean)[]
  readonly json?: boolean
}

/** `said` fills up with what is written, `asked` with the questions. */
export function testWorld(app: App, { answers, json = false }: Person = {}) {
  const said = { out: '', err: '' }
  const asked: string[] = []
  const left = [...(answers ?? [])]
  const answer = async <T>(question: string): Promise<Result<T>> => {
    asked.push(question)
    return ok(left.shift() as T)
  }
  const ask: Ask = { pick: answer, text: answer, confirm: answer }
  const world: World = {
    print: createPrinter(json, { write: (text) => (said.out += text) }, { write: (text) => (said.err += text) }, {}),
    ask: answers ? ask : null,
    system: { clock: { now: () => Date.parse('2026-11-22T12:00:00Z') } } as System,
    stdin: process.stdin,
    open: async () => ok(app),
    openRegardless: async () => app,
    openForAws: async () => ok(app),
    atEnd: () => undefined,
    close: async () => undefined,
  }
  return { world, said, asked }
}

type Answers = { readonly [N in OperationName]?: (input: Input<N>) => Result<Output<N>> }

/** An application that answers by `answers`; `calls` fills up with what it was asked. */
export function testApp(answers: Answers, state: Partial<AppState> = {}) {
  const calls: { readonly name: OperationName; readonly input: unknown }[] = []
  const app: App = {
    state: () =>
      ({
        config: { path: '~/.aws/config' },
        host: { log: '~/lanyard.log' },
        sessions: [],
        profiles: [],
        ...state,
      }) as AppState,
    subscribe: () => () => undefined,
    async call<N extends OperationName>(name: N, input: unknown) {
      calls.push({ name, input })
      const given = answers[name]
      if (!given) throw new Error(`no answer for ${name}`)
      return given(input as Input<N>)
    },
    start: async () => undefined,
    credentials: async (profile) => fail('not-found', `There is no profile ${profile}.`),
    wake: () => undefined,
    stop: async () => undefined,
  }
  return { app, calls }
}

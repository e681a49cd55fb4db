/** Errors of a request that got no answer of AWS's, beside those of Node and of the SDK. */
import type { Problem } from '../../shared/result.ts'

/** What is wrong with an answer: it is in no form of AWS's, says nothing, is far too large, or has only its status to tell. */
export type Strangeness = 'not-aws' | 'no-answer' | 'too-large' | 'status'

/** An answer that is none. It has the fields by which the SDK decides whether to try again. */
export class StrangeAnswer extends Error {
  override readonly name = 'StrangeAnswer'
  readonly $metadata: { readonly httpStatusCode: number }
  readonly strangeness: Strangeness
  readonly hostname: string

  constructor(strangeness: Strangeness, hostname: string, status: number) {
    super(strangeness)
    this.strangeness = strangeness
    this.hostname = hostname
    this.$metadata = { httpStatusCode: status }
  }
}

/** What keeps every request from being sent. */
export class Hindered extends Error {
  override readonly name = 'Hindered'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

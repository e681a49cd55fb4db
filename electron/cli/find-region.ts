/** lanyard session find-region. */
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Session } from '../../shared/state.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { namedSession } from './sessions.ts'
import type { Job, World } from './world.ts'

export interface FindOptions extends WriteOptions {
  readonly yes?: boolean
}

/** Finds the region that knows the session's start URL, and changes it to that after a yes. */
export function findRegion(name: string | undefined, { yes = false, ...options }: FindOptions): Job {
  return async (world) => {
    const opened = await world.openForAws()
    if (!opened.ok) return opened
    const app = opened.value
    const session = await namedSession(world, app.state(), name)
    if (!session.ok) return session
    const { name: called, startUrl, region: before } = session.value
    world.print.progress('Asking the regions…')
    const found = await app.call('session.findRegion', { startUrl })
    world.print.progress(null)
    if (!found.ok) return found
    const { region, silent } = found.value
    if (region === null) return unknown(session.value, silent)
    if (region !== before) world.print.note(`The region of ${called} is ${region}; it is set to ${before || 'none'}.`)
    else if (!options.dryRun) return answerFound(world, session.value, region, `The region of ${called} is ${region}.`)
    if (region !== before && !world.ask && !yes && !options.dryRun) {
      const fix = 'Look at it with --dry-run, then change it with --yes.'
      return fail('invalid-input', `It is ${region}. Nothing was changed: there is nobody to ask.`, { fix })
    }
    const change = { kind: 'update-session', draft: { name: called, region } } as const
    const question = yes ? {} : { question: `Change the region of ${called} to ${region}?`, withLines: true }
    return makeChange(world, app, change, { ...options, ...question }, () =>
      answerFound(world, session.value, region, `The region of ${called} is ${region} now.`),
    )
  }
}

function answerFound({ print }: World, { name, region: before }: Session, region: string, words: string): Result<null> {
  print.answer({ session: name, region, before: before || null }, () => [words])
  return ok(null)
}

function unknown({ name }: Session, silent: number) {
  const more = silent === 0 ? '' : `, and ${silent} did not answer`
  return fail('not-found', `No region knows the start URL of ${name}${more}.`, {
    fix: 'Check the start URL: the access portal shows it.',
    field: 'startUrl',
  })
}

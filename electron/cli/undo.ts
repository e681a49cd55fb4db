/** lanyard undo, lanyard restore: taking back what Lanyard did to the config file. */
import { fail, ok, type Result } from '../../shared/result.ts'
import { newestToUndo, type ChangeRecord } from '../../shared/state.ts'
import { momentInWords } from '../../shared/time.ts'
import type { App } from '../app/app.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { table } from './table.ts'
import type { Job, World } from './world.ts'

export interface UndoOptions extends WriteOptions {
  readonly list?: boolean
}

/** Takes back the change `id`; without one, the last that is no undo itself and has not been taken back. */
export function undo(id: string | undefined, { list = false, ...options }: UndoOptions): Job {
  return async (world) => {
    if (list && id !== undefined) {
      return fail('invalid-input', 'A change and --list do not go together.', { fix: 'Give one of the two.' })
    }
    const opened = await (list || options.dryRun ? world.open() : world.openForAws())
    if (!opened.ok) return opened
    const app = opened.value
    const changes = await app.call('config.changes', {})
    if (!changes.ok) return changes
    if (list) return listChanges(world, changes.value)
    const chosen = id ?? newestToUndo(changes.value)?.id
    if (chosen === undefined) {
      return fail('not-found', 'There is nothing to undo.', { fix })
    }
    const undone = await undoChange(world, app, chosen, options)
    if (undone.ok || undone.error.code !== 'not-found') return undone
    return { ok: false, error: { ...undone.error, fix } }
  }
}

const fix = 'See what Lanyard has changed: lanyard undo --list'

function undoChange(world: World, app: App, id: string, options: WriteOptions): Promise<Result<unknown>> {
  return makeChange(world, app, { kind: 'undo', id }, options, (changed) =>
    world.print.answer({ id: changed.id, undid: id, what: changed.what }, () => [
      changed.id === null ? `Nothing is left of it in ${app.state().config.path}.` : `${changed.what}.`,
    ]),
  )
}

function listChanges({ print, system }: World, changes: readonly ChangeRecord[]): Result<null> {
  const rows = changes.map(({ id, at, what, added, removed, undone }) => [
    { text: id, tone: 'strong' } as const,
    momentInWords(Date.parse(at), system.clock.now()),
    { text: `+${added}`, tone: 'ok' } as const,
    { text: `-${removed}`, tone: 'bad' } as const,
    what,
    undone ? ({ text: 'undone', tone: 'dim' } as const) : '',
  ])
  print.answer(changes, () =>
    rows.length === 0
      ? ['Lanyard has changed nothing in the config file yet.']
      : table(['ID', 'AT', '', '', 'CHANGE', ''], rows),
  )
  return ok(null)
}

/** Puts the last good copy back, whatever has become of the file. */
export function restore(options: WriteOptions): Job {
  return async (world) => {
    const app = await world.openRegardless()
    const asked = { ...options, question: 'Put the last good copy back?', withLines: true }
    // A file that has lost most of itself is what it is for.
    return makeChange(world, app, { kind: 'restore' }, { ...asked, anyway: true }, ({ id, what }) =>
      world.print.answer({ id, what }, () => [
        id === null ? `${app.state().config.path} is the last good copy already.` : `${what}.`,
      ]),
    )
  }
}

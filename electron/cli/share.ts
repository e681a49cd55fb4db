/** lanyard share: sessions and profiles to give away, as text or as one link. */
import { writeFile } from 'node:fs/promises'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import { errorCode } from '../system/files.ts'
import { choose } from './choose.ts'
import { question } from './sessions.ts'
import { shellWord } from './text.ts'
import type { Job, World } from './world.ts'

export interface ShareOptions {
  readonly profile?: readonly string[]
  readonly link?: boolean
  readonly to?: string
}

/** Prints the set-up, or writes it to a new file. The sessions that profiles use come with them. */
export function share(sessions: readonly string[], { profile: profiles = [], link = false, to }: ShareOptions): Job {
  return async (world) => {
    const app = await world.open()
    if (!app.ok) return app
    const chosen = sessions.length + profiles.length > 0 ? ok(sessions) : await chooseSession(world, app.value.state())
    if (!chosen.ok) return chosen
    const shared = await app.value.call('share.write', { sessions: chosen.value, profiles })
    if (!shared.ok) return shared
    const text = link ? `${shared.value.link}\n` : shared.value.text
    const written = to === undefined ? ok(null) : await writeNew(to, text)
    if (!written.ok) return written
    world.print.answer({ ...shared.value, file: to ?? null }, () =>
      to === undefined ? linesOf(text) : [`The set-up is in ${to}.`],
    )
    const word = shellWord(to ?? 'FILE')
    if (word !== null) world.print.note({ text: `It holds no secret. To add it: lanyard import ${word}`, tone: 'dim' })
    return shared
  }
}

async function chooseSession({ ask }: World, state: AppState): Promise<Result<readonly string[]>> {
  const session = await choose(ask, { ...question(state), how: 'its name, or --profile NAME' })
  return session.ok ? ok([session.value]) : session
}

function linesOf(text: string) {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((verbatim) => ({ verbatim, tone: null }))
}

async function writeNew(file: string, text: string): Promise<Result<null>> {
  try {
    await writeFile(file, text, { flag: 'wx' })
    return ok(null)
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    if (code === 'EEXIST') return fail('name-taken', `There is already a file ${file}.`)
    return fail('config-unwritable', `${file} cannot be written: ${code}.`)
  }
}

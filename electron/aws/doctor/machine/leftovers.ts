/** Rules about files of the token cache that are nobody's, or of no more use. */
import { spanInWords } from '../../../../shared/time.ts'
import type { MachineRule } from '../rule.ts'
import { cliV2, everyone, type Found } from '../trouble.ts'
import { isOver, type CacheContent, type CacheFile, type TokenRoom } from './cache.ts'
import { hostOf, removal, type WithTokens } from './token-room.ts'

export const leftoverRules: readonly MachineRule[] = [over, alive, ended]

/** Files of no session and no profile of the config; none while nobody knows which sessions there are. */
async function strays({ tokens }: WithTokens) {
  const room = await tokens()
  const files = room.knowsSessions ? room.files : []
  return { room, files, strays: files.filter(({ source, registers }) => source === null && registers === null) }
}

async function over(machine: WithTokens): Promise<Found> {
  const { room, strays: files } = await strays(machine)
  const isUseless = (content: CacheContent) =>
    content.kind === 'broken' || (content.kind === 'token' && isOver(content, room.now))
  const found = files.filter(({ content }) => isUseless(content))
  if (found.length === 0) return null
  return {
    rule: 'tokens-left-over',
    severity: 'note',
    title: `${count(found, 'token file', 'is', 'are')} of no session here, and of no more use.`,
    effects: [[everyone, 'They do not look at them, except that “aws sso logout” goes through all.']],
    places: shownIn(room, found),
    advice: 'Remove what you do not need.',
    mend: removal(room, pathsOf(found), isUseless),
  }
}

async function alive(machine: WithTokens): Promise<Found> {
  const { room, strays: files } = await strays(machine)
  const found = files.filter(({ content }) => content.kind === 'token' && !isOver(content, room.now))
  if (found.length === 0) return null
  return {
    rule: 'tokens-orphaned',
    severity: 'note',
    title: `${count(found, 'token', 'lives', 'live')} on without a session here: ${found.map((file) => lifeOf(file, room.now)).join(', ')}.`,
    effects: [
      [
        cliV2,
        '“aws sso logout” ends them, with all others. A session of another config, or another tool, may use them.',
      ],
    ],
    places: shownIn(room, found),
    advice: 'Add the session again to sign out of it; or leave them, and they end by themselves.',
  }
}

async function ended(machine: WithTokens): Promise<Found> {
  const { room, files } = await strays(machine)
  const isEnded = (content: CacheContent) => content.kind === 'registration' && isOver(content, room.now)
  const found = files.filter(({ content }) => isEnded(content))
  if (found.length === 0) return null
  return {
    rule: 'registrations-ended',
    severity: 'note',
    title: `${count(found, 'registration', 'has', 'have')} ended.`,
    effects: [[everyone, 'The next sign-in registers anew by itself.']],
    places: shownIn(room, found),
    advice: 'Nothing needs to be done.',
    mend: removal(room, pathsOf(found), isEnded),
  }
}

const pathsOf = (files: readonly CacheFile[]) => files.map(({ path }) => path)
const shownIn = ({ shown }: TokenRoom, files: readonly CacheFile[]) => pathsOf(files).map(shown)

function lifeOf({ content }: CacheFile, now: number): string {
  if (content.kind !== 'token') return ''
  const host = content.startUrl === null ? 'unknown' : hostOf(content.startUrl)
  return content.renewsUntil === null
    ? `${host} (${spanInWords(content.expiresAt - now)} left)`
    : `${host} (renews itself)`
}

function count(files: readonly unknown[], noun: string, one: string, many: string): string {
  return files.length === 1 ? `1 ${noun} ${one}` : `${files.length} ${noun}s ${many}`
}

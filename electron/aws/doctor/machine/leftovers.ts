/** Rules about files of the token cache that are nobody's, or of no more use. */
import { spanInWords } from '../../../../shared/time.ts'
import { isOver, type CacheContent, type CacheFile } from './cache.ts'
import { hostOf, removal, type TokenRoom } from './token-room.ts'
import { everyone, type Trouble } from './trouble.ts'

/** Files of no session and no profile of the config. */
export function leftoverTroubles(room: TokenRoom): readonly Trouble[] {
  const { now, shown } = room
  const strays = room.files.filter(({ source, registers }) => source === null && registers === null)
  const useless = (content: CacheContent) =>
    content.kind === 'broken' || (content.kind === 'token' && isOver(content, now))
  const over = strays.filter(({ content }) => useless(content))
  const alive = strays.filter(({ content }) => content.kind === 'token' && !isOver(content, now))
  const ended = room.files.filter(({ content }) => content.kind === 'registration' && isOver(content, now))
  const troubles: Trouble[] = []
  if (over.length > 0) {
    troubles.push({
      rule: 'tokens-left-over',
      severity: 'note',
      title: `${count(over, 'token file', 'is', 'are')} of no session here, and of no more use.`,
      effects: [[everyone, 'They do not look at them, except that “aws sso logout” goes through all.']],
      places: over.map((file) => shown(file.path)),
      advice: 'Remove what you do not need.',
      repair: removal(
        room,
        over.map((file) => file.path),
        useless,
      ),
    })
  }
  if (alive.length > 0) {
    troubles.push({
      rule: 'tokens-orphaned',
      severity: 'note',
      title: `${count(alive, 'token', 'lives', 'live')} on without a session here: ${alive.map((file) => lifeOf(file, now)).join(', ')}.`,
      effects: [
        [
          ['AWS CLI v2'],
          '“aws sso logout” ends them, with all others. A session of another config, or another tool, may use them.',
        ],
      ],
      places: alive.map((file) => shown(file.path)),
      advice: 'Add the session again to sign out of it; or leave them, and they end by themselves.',
    })
  }
  if (ended.length > 0) {
    troubles.push({
      rule: 'registrations-ended',
      severity: 'note',
      title: `${count(ended, 'registration', 'has', 'have')} ended.`,
      effects: [[everyone, 'The next sign-in registers anew by itself.']],
      places: ended.map((file) => shown(file.path)),
      advice: 'Nothing needs to be done.',
      repair: removal(
        room,
        ended.map((file) => file.path),
        (content) => content.kind === 'registration' && isOver(content, now),
      ),
    })
  }
  return troubles
}

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

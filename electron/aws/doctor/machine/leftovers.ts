/**
 * Rules about tokens of no session here. Other programs keep theirs in the same folder, under names of the same kind: only
 * what has the form of the AWS CLI's is spoken of, and nothing is removed unless a person asks for that by itself.
 */
import type { FindingPlace } from '../../../../shared/doctor.ts'
import { spanInWords } from '../../../../shared/time.ts'
import { plainText } from '../../sso/failure.ts'
import type { MachineRule } from '../rule.ts'
import { cliV2, everyone, type Found } from '../trouble.ts'
import { isOver, type CacheContent, type CachedTokenContent, type TokenRoom } from './cache.ts'
import { hostOf, removal, type WithTokens } from './token-room.ts'

export const leftoverRules: readonly MachineRule[] = [over, alive]

interface Stray {
  readonly path: string
  readonly token: CachedTokenContent
}

/** Tokens of no session and no profile of the config; none while nobody knows which sessions there are. */
async function strays({ tokens }: WithTokens, isWanted: (token: CachedTokenContent, now: number) => boolean) {
  const room = await tokens()
  const isStray = (content: CacheContent): content is CachedTokenContent =>
    content.kind === 'token' && content.isOwn && isWanted(content, room.now)
  const found = (room.knowsSessions ? room.files : []).flatMap(({ path, source, registers, content }): Stray[] =>
    source === null && registers === null && isStray(content) ? [{ path, token: content }] : [],
  )
  return { room, found, isStray }
}

async function over(machine: WithTokens): Promise<Found> {
  const { room, found, isStray } = await strays(machine, isOver)
  if (found.length === 0) return null
  const paths = found.map(({ path }) => path)
  return {
    rule: 'tokens-left-over',
    severity: 'note',
    title: `${count(found, 'token', 'is', 'are')} of no session here, and over.`,
    effects: [[everyone, 'They do not look at them, except that “aws sso logout” goes through all.']],
    places: found.map((stray) => placeOf(room, stray)),
    advice: 'Look at them, and remove what you do not need.',
    mend: { ...removal(room, paths, isStray), alone: true },
  }
}

async function alive(machine: WithTokens): Promise<Found> {
  const { room, found } = await strays(machine, (token, now) => !isOver(token, now))
  if (found.length === 0) return null
  return {
    rule: 'tokens-orphaned',
    severity: 'note',
    title: `${count(found, 'token', 'lives', 'live')} on without a session here.`,
    effects: [
      [
        cliV2,
        '“aws sso logout” ends them, with all others. A session of another config, or another tool, may use them.',
      ],
    ],
    places: found.map((stray) => placeOf(room, stray)),
    advice: 'Add the session again to sign out of it; or leave them, and they end by themselves.',
  }
}

/** The file, with what may be said of the token in it. */
function placeOf({ shown, now }: TokenRoom, { path, token }: Stray): FindingPlace {
  const { startUrl, region, expiresAt, renews } = token
  const left = expiresAt - now
  const life = left > 0 ? `${spanInWords(left)} left` : `over for ${spanInWords(-left)}`
  const parts = [startUrl && hostOf(startUrl), region && plainText(region), life, renews && 'can be renewed']
  return { path: shown(path), line: null, text: parts.filter(Boolean).join(', ') }
}

function count(all: readonly unknown[], noun: string, one: string, many: string): string {
  return all.length === 1 ? `1 ${noun} ${one}` : `${all.length} ${noun}s ${many}`
}

/** Whether this machine and AWS agree on the time: one unsigned request to the OIDC host of each region in use. */
import { spanInWords } from '../../../../shared/time.ts'
import type { Clock } from '../../../system/ports.ts'
import { clientConfig, type ClientConfig } from '../../endpoints.ts'
import { askHeaders } from '../../headers.ts'
import { readFailure } from '../../sso/failure.ts'
import type { SsoDeps } from '../../sso/session.ts'
import type { AskTime, Machine, MachineRule } from '../rule.ts'
import { cli, everyone, sdk, type Found } from '../trouble.ts'

const mostRegions = 2
const minute = 60_000

/** AWS takes a signature for this long, in ms. */
const tolerance = 5 * minute

/** No longer than this, in ms, for all regions together. */
const patience = 4_000

/** As all requests go: by the same proxy, and with the same trust. */
export function timeAsker({ route }: Pick<SsoDeps, 'route'>): AskTime {
  return async (origin, signal) => (await askHeaders(await route(), origin, signal)).time
}

export const clockRules: readonly MachineRule[] = [clockOff]

/** Nothing where no one can be reached: that says nothing of the clock. */
async function clockOff({ sso, sessions, probes: { askTime } }: Machine): Promise<Found> {
  const regions = new Set(sessions.map(({ region }) => region).filter((region) => region !== ''))
  const configs = [...regions].flatMap((region) => {
    const config = clientConfig(sso, 'sso-oidc', { region })
    return config.ok ? [config.value] : []
  })
  if (configs.length === 0) return null
  const { oidcOrigin } = await sso.clients()
  const isOverride = configs.some(({ endpoint }) => endpoint !== null)
  const origins = [...new Set(configs.map((config: ClientConfig) => oidcOrigin(config)))].slice(0, mostRegions)
  const readings = await Promise.all(origins.map((origin) => readingOf(sso.clock, origin, askTime)))
  const worst = readings.flatMap((reading) => reading ?? []).sort((a, b) => Math.abs(b.off) - Math.abs(a.off))[0]
  return worst ? foundBy(worst, isOverride) : null
}

interface Reading {
  readonly host: string
  /** How far this machine is ahead, in ms; NaN when only the dates of the certificate tell that it is off. */
  readonly off: number
}

async function readingOf(clock: Clock, origin: string, ask: AskTime): Promise<Reading | null> {
  const { host } = new URL(origin)
  const controller = new AbortController()
  const stop = clock.after(patience, () => controller.abort())
  const before = clock.now()
  try {
    const theirs = await ask(origin, controller.signal)
    const after = clock.now()
    if (theirs === null) return null
    // Their second has begun somewhere between the two.
    return { host, off: Math.round((before + after) / 2 - (theirs + 500)) }
  } catch (error) {
    return readFailure(error).network === 'certificate-date' ? { host, off: Number.NaN } : null
  } finally {
    stop()
  }
}

function foundBy({ host, off }: Reading, isOverride: boolean): Found {
  if (Math.abs(off) <= minute) return null
  const there = isOverride ? host : `AWS (${host})`
  const advice = 'Set the clock of this machine, or let it follow a time server.'
  if (Number.isNaN(off)) {
    const effect = 'They refuse the connection, and so does Lanyard: the certificate is not valid at this time.'
    const title = `By the clock of this machine, the certificate of ${host} is not valid.`
    return { rule: 'clock-off', severity: 'error', title, effects: [[everyone, effect]], advice }
  }
  const title = `The clock of this machine is ${spanInWords(Math.abs(off))} ${off > 0 ? 'ahead of' : 'behind'} ${there}.`
  const tokens = off > 0 ? 'Tokens count as over before they are.' : 'Tokens that are over still count as good.'
  const isRefused = Math.abs(off) > tolerance
  return {
    rule: 'clock-off',
    severity: isRefused ? 'error' : 'warning',
    title,
    effects: isRefused
      ? [
          [cli, `AWS refuses what they sign, as from another time. ${tokens}`],
          [sdk, `Its first request is refused, and it goes on by the time of AWS. ${tokens}`],
        ]
      : [[everyone, `${tokens} From 5 minutes on, AWS refuses what they sign.`]],
    advice,
  }
}

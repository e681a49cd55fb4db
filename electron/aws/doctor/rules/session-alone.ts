/** Profiles that older Go programs cannot use, as they do not know sessions (aws-facts.md#other-readers). */
import { encode } from '../../config/document/document.ts'
import { breakBeside, replaceLines, type Splice } from '../../config/edit/splice.ts'
import type { FileRule } from '../rule.ts'
import { aboutOf, type Party, type Survey } from '../survey.ts'
import { go, placeOf, type LineMend, type Trouble } from '../trouble.ts'
import { listed } from '../words.ts'

export const sessionAloneRules: readonly FileRule[] = [{ at: 'files', find: sessionAlone }]

const repeated = ['sso_start_url', 'sso_region']

/** One note for all, and a mend for those who have such a program: to others the lines are of no use. */
function sessionAlone(survey: Survey): Trouble | null {
  const alone = survey.profiles.filter((profile) => isAlone(profile, survey))
  if (alone.length === 0) return null
  const named = listed(alone.map(({ name }) => name))
  const used = new Set(alone.flatMap((profile) => survey.session(profile.get('sso_session')!) ?? []))
  return {
    rule: 'session-alone',
    severity: 'note',
    title:
      alone.length === 1
        ? `The profile ${named} has its start URL and region from its session alone.`
        : `${alone.length} profiles have their start URL and region from their session alone: ${named}.`,
    effects: [
      [
        go,
        'Programs that were made with it before 2023 know no sessions, as old Terraform providers and the rclone of Debian 12.',
      ],
    ],
    places: [...used].map(({ header }) => placeOf(header.file, header.line)),
    advice: 'Only where you use such a program: repeat both in the profile. All other clients read them as well.',
    mend: repeating(alone, survey),
  }
}

function isAlone(profile: Party, { session }: Survey): boolean {
  const used = session(profile.get('sso_session') ?? '')
  const asks = profile.get('sso_account_id') !== null && profile.get('credential_process') === null
  return asks && used !== null && repeated.every((key) => plainValue(used, key) !== null && profile.get(key) === null)
}

/** Without a comment that would be repeated as well. */
function plainValue(session: Party, key: string): string | null {
  const value = session.get(key)
  return value === null || /(?:^|\s)[#;]|\n/.test(value) ? null : value
}

function repeating(alone: readonly Party[], { config, session }: Survey): LineMend | null {
  const { document } = config
  const splices = alone.map((profile): Splice | null => {
    const spot = profile.find('sso_session')
    const used = session(profile.get('sso_session')!)!
    if (spot?.file !== config || !spot.entry) return null
    const lineBreak = breakBeside(document, spot.line)
    const lines = repeated.map((key) => `${key} = ${used.get(key)}${lineBreak}`).join('')
    return replaceLines(document, spot.entry.end, spot.entry.end, encode(document, lines))
  })
  if (splices.includes(null)) return null
  const label = `Repeat them in ${alone.length === 1 ? 'the profile' : `all ${alone.length}`}`
  return {
    kind: 'lines',
    label,
    alone: true,
    splices: splices.flatMap((each) => each ?? []),
    about: alone.flatMap(aboutOf),
  }
}

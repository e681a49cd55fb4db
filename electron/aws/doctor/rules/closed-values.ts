/** Values with which a client refuses every command, while Lanyard, which passes them over, works. */
import type { Client } from '../../../../shared/doctor.ts'
import { headingOf } from '../../config/document/heading.ts'
import { decode } from '../../config/document/document.ts'
import { closedKeys, refusing, type ClosedKey } from '../closed-values.ts'
import type { FileRule } from '../rule.ts'
import { aboutOf, type Party, type Spot, type Survey } from '../survey.ts'
import { cli, lineMend, placeOf, type LineMend, type Trouble } from '../trouble.ts'
import { nearName } from '../words.ts'
import { replaceValue } from './replacing.ts'

export const closedValueRules: readonly FileRule[] = [
  { at: 'profile', find: closedValues },
  { at: 'profile', find: unknownServices },
]

/** `They refuse …`, or `It refuses …`. */
export function refusal(clients: readonly Client[]): string {
  return `${clients.length > 1 ? 'They refuse' : 'It refuses'} every command.`
}

/** What a key says on its line, also where that is nothing; null where a comment or more lines are a part of it. */
function writtenAt({ file: { document }, entry }: Spot): string | null {
  if (!entry || entry.end > entry.line + 1) return null
  const value = decode(document, document.text.slice(entry.from, entry.to))
  return /(?:^|\s)[#;]/.test(value) ? null : value
}

function closedValues(profile: Party): readonly Trouble[] {
  return closedKeys.flatMap((closed) => {
    const spot = profile.find(closed.key)
    const value = spot && writtenAt(spot)
    return spot && value !== null ? (outside(profile, closed, spot, value) ?? []) : []
  })
}

function outside(profile: Party, closed: ClosedKey, spot: Spot, value: string): Trouble | null {
  const clients = refusing(closed, value)
  if (clients.length === 0) return null
  const { key, names, right } = closed
  const near = value === '' ? null : nearName(value, names)
  return {
    rule: 'closed-value',
    subject: `profile:${profile.name} ${key}`,
    severity: 'error',
    title:
      value === ''
        ? `The profile ${profile.name} sets ${key} to nothing.`
        : `The profile ${profile.name} sets ${key} to "${value}".`,
    effects: [[clients, refusal(clients)]],
    places: [placeOf(spot.file, spot.line)],
    advice: `Write ${right}, or remove the line.`,
    mend: near === null ? null : valueMend(`Write ${near}`, profile, spot, near),
  }
}

function unknownServices(profile: Party, { config }: Survey): Trouble | null {
  const spot = profile.find('services')
  const name = spot && writtenAt(spot)
  if (!spot || name === null) return null
  const names = config.document.sections.flatMap(({ header }) => {
    const heading = headingOf(header)
    return heading?.kind === 'services' ? [heading.name] : []
  })
  if (names.includes(name)) return null
  const near = name === '' ? null : nearName(name, names)
  return {
    rule: 'unknown-services',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title: `The profile ${profile.name} uses the services section "${name}", which is not in the file.`,
    effects: [[cli, refusal(cli)]],
    places: [placeOf(spot.file, spot.line)],
    advice: near === null ? 'Add the section, or remove the line.' : `It probably means ${near}.`,
    mend: near === null ? null : valueMend(`Use the services section ${near}`, profile, spot, near),
  }
}

function valueMend(label: string, profile: Party, { file, entry }: Spot, value: string): LineMend | null {
  return file.isConfig ? lineMend(label, replaceValue(file.document, entry, value), aboutOf(profile)) : null
}

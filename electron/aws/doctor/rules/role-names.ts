/** IAM roles in the place of a permission set: AWS has none of such a name. */
import type { FileRule } from '../rule.ts'
import { aboutOf, type Party } from '../survey.ts'
import { everyone, lineMend, placeOf, type Trouble } from '../trouble.ts'
import { isSso } from './profiles.ts'
import { replaceValue } from './replacing.ts'

export const roleNameRules: readonly FileRule[] = [{ at: 'profile', find: roleName }]

/** The role that IAM Identity Center makes of a permission set: its name, and 16 hex digits. */
const reserved = /(?:^|\/)AWSReservedSSO_(.+)_[0-9a-f]{16}(?:\/|$)/

function roleName(profile: Party): Trouble | null {
  const name = isSso(profile) ? profile.get('sso_role_name') : null
  const inside = name === null ? null : (reserved.exec(name)?.[1] ?? null)
  const isArn = name !== null && /^arn:/i.test(name)
  if (name === null || (inside === null && !isArn)) return null
  const spot = profile.find('sso_role_name')
  const { file, line } = spot ?? profile.header
  const splices = inside !== null && spot?.file.isConfig ? replaceValue(file.document, spot.entry, inside) : null
  return {
    rule: 'role-not-permission-set',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title: `The profile ${profile.name} names ${isArn ? 'an ARN' : 'an IAM role'} as its permission set: ${name}`,
    effects: [[everyone, 'They ask AWS for a permission set of that name, which cannot be, and get "No access".']],
    places: [placeOf(file, line)],
    advice:
      inside === null
        ? 'Write the name of the permission set, as the access portal shows it.'
        : `Write the name of the permission set: ${inside}.`,
    mend: inside === null ? null : lineMend(`Write ${inside}`, splices, aboutOf(profile)),
  }
}

/** Permission sets that are spelled almost like one that is assigned. */
import type { Machine, MachineRule } from '../rule.ts'
import { surveyOf, type Party } from '../survey.ts'
import { everyone, placeOf, type Trouble } from '../trouble.ts'
import { nearName } from '../words.ts'

export const assignedRules: readonly MachineRule[] = [nearMisses]

type Seen = Pick<Machine, 'files' | 'assignments'>

/** Only where AWS has told all that is assigned in the account. */
function nearMisses({ files, assignments = {} }: Seen): readonly Trouble[] {
  return surveyOf(files).profiles.flatMap((profile) => {
    const [session, account, role] = ['sso_session', 'sso_account_id', 'sso_role_name'].map((key) => profile.get(key))
    const known = assignments[session ?? '']
    const roles =
      known?.status === 'ready' ? known.accounts.find(({ accountId }) => accountId === account)?.roles : null
    const near = role && roles && !roles.includes(role) ? nearName(role, roles) : null
    return near === null ? [] : [nearMiss(profile, role!, near)]
  })
}

function nearMiss(profile: Party, role: string, near: string): Trouble {
  const { file, line } = profile.find('sso_role_name') ?? profile.header
  return {
    rule: 'role-almost-assigned',
    subject: `profile:${profile.name}`,
    severity: 'warning',
    title: `The permission set ${role} of the profile ${profile.name} is not assigned to you, and ${near} is.`,
    effects: [[everyone, 'They get "No access".']],
    places: [placeOf(file, line)],
    advice: `If ${near} is meant: lanyard profile edit ${profile.name} --role ${near}`,
  }
}

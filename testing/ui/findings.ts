/** What Doctor might find on a believable machine, and what the fake application answers about it. */
import type { Finding, FindingFix, Severity } from '../../shared/doctor.ts'
import type { Preview } from '../../shared/contract.ts'
import type { DiffLine } from '../../shared/diff.ts'
import type { AppState } from '../../shared/state.ts'
import { typicalState } from './states.ts'

const config = '~/.aws/config'
const lines: FindingFix = { kind: 'lines', label: 'Change the lines' }

function finding(id: string, severity: Severity, title: string, more: Partial<Finding> = {}): Finding {
  const rule = id.split(' ')[0] ?? id
  return { id, rule, severity, title, effects: [], places: [], fix: null, advice: '', ...more }
}

/** One of each severity and of each kind of fix, errors first. */
export const findings: readonly Finding[] = [
  finding('duplicate-section profile:audit', 'error', 'The section [profile audit] is there twice.', {
    effects: [
      { clients: ['AWS CLI v1', 'AWS CLI v2'], text: 'They refuse the whole file: no profile works.' },
      { clients: ['JavaScript SDK'], text: 'The settings of both are mixed, the later ones win.' },
    ],
    places: [
      { path: config, line: 12, text: '[profile audit]' },
      { path: config, line: 58, text: '[profile audit]' },
    ],
    fix: lines,
    advice: 'Keep one of the two sections.',
  }),
  finding(
    'unknown-session profile:legacy.dev',
    'error',
    'legacy.dev names a session “old-org” that the file does not have.',
    {
      effects: [{ clients: ['AWS CLI v2', 'JavaScript SDK'], text: 'Every command with this profile fails.' }],
      places: [{ path: config, line: 71, text: 'sso_session = old-org' }],
      advice: 'Choose another session for the profile, or create this one.',
    },
  ),
  finding(
    'inline-comment profile:billing region',
    'warning',
    'The comment behind the region of billing is part of its value.',
    {
      effects: [
        {
          clients: ['AWS CLI v1', 'AWS CLI v2'],
          text: 'They use “us-east-1 ; payer” as the region, and no endpoint answers.',
        },
      ],
      places: [{ path: config, line: 40, text: 'region = us-east-1 ; payer' }],
      fix: lines,
      advice: 'Move the comment to a line of its own.',
    },
  ),
  finding(
    'static-keys profile:data-lake-reader',
    'warning',
    'data-lake-reader has an access key beside its SSO settings.',
    {
      effects: [
        { clients: ['AWS CLI v1', 'AWS CLI v2'], text: 'They use SSO.' },
        { clients: ['JavaScript SDK'], text: 'It uses the key, whoever is signed in.' },
      ],
      places: [
        { path: config, line: 33, text: 'aws_access_key_id = AKIA…' },
        { path: config, line: 34, text: 'aws_secret_access_key = ••••••••' },
      ],
      fix: lines,
      advice: 'Remove the key, and deactivate it in IAM when nothing else uses it.',
    },
  ),
  finding('open-permissions ~/.aws/sso/cache', 'warning', 'Others on this machine can read ~/.aws/sso/cache.', {
    effects: [
      {
        clients: ['AWS CLI v1', 'AWS CLI v2', 'JavaScript SDK'],
        text: 'Whoever reads a token there is you, until it ends.',
      },
    ],
    places: [{ path: '~/.aws/sso/cache', line: null, text: null }],
    fix: { kind: 'files', label: 'Set ~/.aws/sso/cache to 0700' },
    advice: 'Run chmod 700 ~/.aws/sso/cache.',
  }),
  finding('environment AWS_PROFILE', 'note', 'AWS_PROFILE is set to staging here.', {
    effects: [
      { clients: ['AWS CLI v1', 'AWS CLI v2', 'JavaScript SDK'], text: 'It decides over [default] in this terminal.' },
    ],
    advice: 'Run unset AWS_PROFILE when you want [default].',
  }),
]

/** `count` profiles with their own start URL, as somebody has who began before sessions. */
export function manyFindings(count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) =>
    finding(`legacy-sso profile:team-${index + 1}`, 'warning', `team-${index + 1} has a start URL of its own.`, {
      effects: [{ clients: ['AWS CLI v2'], text: 'Its sign-in does not renew itself, and is one more.' }],
      places: [
        { path: config, line: 100 + index * 7, text: 'sso_start_url = https://my-identity-center.awsapps.com/start' },
      ],
      fix: lines,
      advice: 'Let the profile use a session.',
    }),
  )
}

/** An ordinary morning on which Doctor has found `found`. */
export function doctorState(now: number, found: readonly Finding[] = findings): AppState {
  return { ...typicalState(now), doctor: { scope: 'everything', checking: false, findings: found } }
}

/** The lines that mending these findings changes: one for each. */
export function mendPreview(ids: readonly string[]): Preview {
  const changed = ids.flatMap((id, index): DiffLine[] => {
    const at = 41 + index
    return [
      { kind: 'removed', old: at, new: null, text: `${id} = as it was` },
      { kind: 'added', old: null, new: at, text: `${id} = mended` },
    ]
  })
  return { path: config, added: ids.length, removed: ids.length, lines: changed }
}

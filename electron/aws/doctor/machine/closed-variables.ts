/** Variables with which a client refuses every command, or takes what is empty for a value (aws-facts.md#values). */
import type { Client } from '../../../../shared/doctor.ts'
import type { Environment } from '../../endpoints.ts'
import { plainText } from '../../sso/failure.ts'
import { closedKeys, refusing } from '../closed-values.ts'
import type { MachineRule } from '../rule.ts'
import { refusal } from '../rules/closed-values.ts'
import { cli, cliV2, type Trouble } from '../trouble.ts'
import { unset } from './variables.ts'

export const closedVariableRules: readonly MachineRule[] = [
  ({ system }) => outside(system.env),
  ({ system }) => empty(system.env),
]

function outside(env: Environment): readonly Trouble[] {
  return closedKeys.flatMap((closed): Trouble[] => {
    const { variable, right } = closed
    const value = variable === null ? undefined : env[variable]
    const clients = value === undefined ? [] : refusing(closed, value)
    if (variable === null || value === undefined || clients.length === 0) return []
    return [
      {
        rule: 'environment-value',
        subject: variable,
        severity: 'error',
        title: value === '' ? `${variable} is set, but empty.` : `${variable} is "${plainText(value)}".`,
        effects: [[clients, refusal(clients)]],
        advice: `Set it to ${right}. Or: ${unset(variable)}`,
      },
    ]
  })
}

/** An empty variable is no better than none to JavaScript alone. */
const emptied: Readonly<Record<string, readonly [clients: readonly Client[], text: string]>> = {
  AWS_CONFIG_FILE: [cli, 'They read no config file at all, and find no profile.'],
  AWS_REGION: [cliV2, 'It signs requests for a region without a name, which AWS refuses.'],
  AWS_CA_BUNDLE: [cliV2, 'From 2.36.6 on it refuses every request.'],
}

function empty(env: Environment): readonly Trouble[] {
  return Object.entries(emptied).flatMap(([variable, effect]): Trouble[] =>
    env[variable] === ''
      ? [
          {
            rule: 'environment-empty',
            subject: variable,
            severity: 'error',
            title: `${variable} is set, but empty.`,
            effects: [effect],
            advice: unset(variable),
          },
        ]
      : [],
  )
}

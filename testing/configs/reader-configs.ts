/**
 * Config files that the AWS CLI and JavaScript read alike (but for the lone carriage return), and another of AWS's clients
 * does not.
 */
import { corp, profile, type BrokenConfig } from './broken-configs.ts'

export interface ReaderConfig extends BrokenConfig {
  readonly severity: 'error' | 'warning' | 'note'
  /** How Debian's SDK for Go takes the profile a, from before 2024 as it is. */
  readonly go: 'as meant' | 'otherwise'
}

const warning = 'warning' as const

export const readerConfigs: readonly ReaderConfig[] = [
  ...['"a"', "'a'"].map((name) => ({
    id: 'quoted-name profile:a',
    severity: warning,
    file: `[profile ${name}]\nregion = us-east-1\n`,
    mended: '[profile a]\nregion = us-east-1\n',
    go: 'otherwise' as const,
  })),
  {
    id: 'quoted-name sso-session:corp',
    severity: warning,
    file: corp.replace('corp', '"corp"') + profile('a'),
    mended: corp + profile('a'),
    go: 'as meant',
  },
  {
    id: 'header-comment',
    severity: warning,
    file: `${profile('b')}[profile a] # work\r\nregion = us-east-1\r\n[default] ; mine\noutput = json\n`,
    mended: `${profile('b')}# work\r\n[profile a]\r\nregion = us-east-1\r\n; mine\n[default]\noutput = json\n`,
    go: 'as meant',
  },
  {
    id: 'indented-keys',
    severity: warning,
    file: `[profile a]\n\tregion = us-east-1\n\ts3 =\n\t\taddressing_style = path\n\n${profile('b')}`,
    mended: `[profile a]\nregion = us-east-1\ns3 =\n\taddressing_style = path\n\n${profile('b')}`,
    go: 'as meant',
  },
  ...[
    ['[profile a]\n  # mine\nregion = us-east-1\n', '[profile a]\n# mine\nregion = us-east-1\n'],
    [
      '[profile a]\noutput = json\n  # mine\nregion = us-east-1\n',
      '[profile a]\noutput = json\n# mine\nregion = us-east-1\n',
    ],
    [
      '[profile a]\nregion = us-east-1\ns3 =\n  # x = y\n  addressing_style = path\n  ; z\n  max_queue_size = 5\n',
      '[profile a]\nregion = us-east-1\n# x = y\n; z\ns3 =\n  addressing_style = path\n  max_queue_size = 5\n',
    ],
    ['  # mine\n[profile a]\nregion = us-east-1\n', '# mine\n[profile a]\nregion = us-east-1\n'],
  ].map(([file = '', mended = '']) => ({
    id: 'indented-comment',
    severity: warning,
    file,
    mended,
    go: 'as meant' as const,
  })),
  {
    id: 'lone-return',
    severity: 'error',
    file: '[profile a]\nregion = us-east-1\routput = json\n',
    mended: '[profile a]\nregion = us-east-1\noutput = json\n',
    go: 'otherwise',
  },
  {
    id: 'lone-return',
    severity: 'error',
    file: '[profile a]\rregion = us-east-1\r',
    mended: '[profile a]\nregion = us-east-1\n',
    go: 'otherwise',
  },
  {
    id: 'unseen-space profile:a region',
    severity: warning,
    file: '[profile a]\nregion = us-east-1\u00a0\noutput = json\n',
    mended: '[profile a]\nregion = us-east-1\noutput = json\n',
    go: 'otherwise',
  },
  {
    id: 'unseen-space profile:a region',
    severity: warning,
    file: '[profile a]\nregion =\u00a0us-east-1\noutput = json\n',
    mended: '[profile a]\nregion = us-east-1\noutput = json\n',
    go: 'as meant',
  },
]

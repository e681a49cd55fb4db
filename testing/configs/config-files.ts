/**
 * Config files of every kind that aws-facts.md#reading knows, and some that nobody should write. For property tests.
 */
import fc from 'fast-check'

const names = ['a', 'b', 'my-sso', 'dev.admin', 'x@y+z%1:/', 'default', 'é', 'toString']

const tidyHeaders = names.flatMap((name) => [
  `[profile ${name}]`,
  `[profile "${name}"]`,
  `[profile '${name}']`,
  `[profile  ${name} ]`,
  `[sso-session ${name}]`,
  `[sso-session "${name}"]`,
  `[services ${name}]`,
  `[${name}]`,
  `[profile.${name}]`,
])

const oddHeaders = [
  '[profiles x]',
  '[profile x y]',
  '[profile "x y"]',
  "[sso-session 'x y']",
  '[profile x\\ y]',
  '[profile "x]',
  "[profile 'it''s']",
  '[profile "a\\"b\\q"]',
  '[profile ""]',
  '[profile]',
  '[ profile a ]',
  '[profile a] # comment',
  '[profile a] # see [this]',
  '[profile a]; comment',
  '[plugins]',
  '[preview]',
  '[DEFAULT]',
  '[]',
  '[a]]',
  '[[a]',
  '[profile\ta]',
  '[profile\u00a0a]',
  '  [profile a]',
  '\t[profile b]',
]

const keys = [
  'region',
  'Region',
  'output',
  'sso_session',
  'sso_session',
  'source_profile',
  'sso_region',
  'sso_start_url',
  's3',
  'k',
  'a b',
  'é',
  'aws_secret_access_key',
]

const values = [
  'us-east-1',
  'json',
  'a',
  'a',
  'a',
  'my-sso',
  '',
  'x # not a comment',
  'x ; nor this',
  'https://d-1.awsapps.com/start/#/',
  '"quoted"',
  'a=b:c',
  '[profile c]',
  '%(region)s $HOME',
  'ünïcode',
  'tab\tinside',
  'nbsp\u00a0inside',
  'edge\u2003',
  'form\ffeed',
  'next\u0085line',
]

const delimiters = [' = ', '=', ': ', ' : ', ':', ' =', '= ', '\t=\t']
const indents = ['', '', '', '', ' ', '  ', '    ', '\t', '\u00a0']

const comment = fc.constantFrom(
  '# comment',
  '; comment',
  '  # indented',
  '#',
  ';region = no',
  '# [profile a]',
  '\t;x',
  '# é',
)
const blank = fc.constantFrom('', '', '', ' ', '\t', '\f', '\u00a0')
const setting = fc
  .tuple(
    fc.constantFrom(...indents),
    fc.constantFrom(...keys),
    fc.constantFrom(...delimiters),
    fc.constantFrom(...values),
  )
  .map((parts) => parts.join(''))
const nestedBlock = fc
  .tuple(
    fc.constantFrom('s3', 'sso', 'region', 'k'),
    fc.array(fc.constantFrom('a = b', 'addressing_style=path', 'c = d = e', '# no', '', 'region = x')),
  )
  .map(([key, lines]) => [`${key} =`, ...lines.map((line) => `    ${line}`)])
const stray = fc.constantFrom('stray', '= no key', ': nor here', ']', '  stray', 'profile a]', '\ufeff')

/** A section whose keys are all different, so that most files are good ones. */
const tidySection = fc
  .tuple(
    fc.constantFrom(...tidyHeaders, ...oddHeaders.slice(0, 3)),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...delimiters), fc.constantFrom(...values)), {
      selector: ([key]) => key.toLowerCase(),
      maxLength: 6,
    }),
    fc.array(fc.oneof({ weight: 2, arbitrary: blank }, comment), { maxLength: 3 }),
    fc.option(fc.constantFrom('  more', '    even = more', '  # between\n  more', '\n  after a blank')),
  )
  .map(([header, settings, trailing, continued]) => {
    const lines = settings.map((parts) => parts.join(''))
    if (continued !== null && lines.length > 0) lines.push(...continued.split('\n'))
    return [header, ...lines, ...trailing]
  })

const wildLine = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...tidyHeaders, ...oddHeaders).map((line) => [line]) },
  { weight: 10, arbitrary: setting.map((line) => [line]) },
  { weight: 2, arbitrary: comment.map((line) => [line]) },
  { weight: 3, arbitrary: blank.map((line) => [line]) },
  { weight: 2, arbitrary: nestedBlock },
  { weight: 1, arbitrary: stray.map((line) => [line]) },
)

const breaks = fc.constantFrom<readonly string[]>(
  ['\n'],
  ['\n'],
  ['\r\n'],
  ['\n', '\r\n'],
  ['\n', '\r', '\r\n'],
  ['\r'],
)

function file(lines: fc.Arbitrary<readonly string[]>): fc.Arbitrary<string> {
  return fc.tuple(lines, breaks, fc.boolean(), fc.nat(7)).map(([all, ends, ended, turn]) => {
    const text = all.map((line, at) => line + ends[(at * 3 + turn) % ends.length]).join('')
    return ended ? text : text.slice(0, -1)
  })
}

const dedupe = (sections: readonly (readonly string[])[]): readonly string[] => {
  const seen = new Set<string>()
  return sections.flatMap((lines) => {
    const known = seen.has(lines[0]!)
    seen.add(lines[0]!)
    return known ? [] : lines
  })
}

/** Text that botocore mostly accepts. */
export const tidyFile: fc.Arbitrary<string> = file(fc.array(tidySection, { maxLength: 6 }).map(dedupe))

/** Text that it mostly does not. */
export const wildFile: fc.Arbitrary<string> = file(fc.array(wildLine, { maxLength: 14 }).map((lines) => lines.flat()))

/** Bytes: text of either kind, now and then with a byte order mark or a byte that is not UTF-8. */
export const anyFile: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.oneof(tidyFile, wildFile),
    fc.constantFrom('', '', '', '', '', '', '', '\ufeff'),
    fc.constantFrom(-1, -1, -1, -1, -1, 0xe9, 0xff),
  )
  .chain(([text, mark, byte]) => {
    const bytes = Buffer.from(mark + text)
    if (byte === -1) return fc.constant(bytes)
    return fc
      .nat(bytes.length)
      .map((at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]))
  })

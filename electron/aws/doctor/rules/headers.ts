/** Headers that one client sees and another does not (aws-facts.md#reading). */
import { lineText, type Document } from '../../config/document/document.ts'
import {
  headerOf,
  headingOf,
  keyOf,
  keyOfHeader,
  type Heading,
  type HeadingKind,
} from '../../config/document/heading.ts'
import { javascriptHeader } from '../../config/document/javascript.ts'
import type { Section } from '../../config/document/scan.ts'
import { splitWords } from '../../config/document/shlex.ts'
import { breakBeside, rewriteLine } from '../../config/edit/splice.ts'
import { sectionsAround } from '../places.ts'
import type { FileRule } from '../rule.ts'
import {
  cli,
  dotnet,
  everyone,
  go,
  java,
  lineMend,
  placeOf,
  ruby,
  rust,
  sdk,
  type File,
  type LineMend,
  type Trouble,
} from '../trouble.ts'

/** As every client sees it and writes it. */
export const plainHeader = /^(?:default|(?:profile|sso-session|services) [\w@+.%:/-]+)$/
const plainName = /^[\w@+.%:/-]+$/
const ofProfiles = /^\s*(?:profiles?|sso[-_]session|services|default)(?:$|[\s."'])/i

export const headerRules: readonly FileRule[] = [{ at: 'config', find: oddHeaders }]

function oddHeaders(file: File): readonly Trouble[] {
  const { document } = file
  const odd = document.sections.filter((section) => !isPlain(document, section))
  if (odd.length === 0) return []
  const taken = countKeys(document)
  return odd.flatMap((section) => {
    const found = emptyingName(file, section) ?? inherited(file, section) ?? oddHeader(file, section, taken)
    return found ? [found] : []
  })
}

function isPlain(document: Document, { header, line }: Section): boolean {
  const { text, starts } = document
  const from = starts[line]!
  const isAlone = text.charAt(from) === '[' && /^[\r\n]|^$/.test(text.charAt(from + header.length + 2))
  return isAlone && plainHeader.test(header) && !header.endsWith('__proto__')
}

function emptyingName(file: File, section: Section): Trouble | null {
  if (section.header !== '__proto__' && section.header !== 'profile __proto__') return null
  return {
    rule: 'file-emptying-name',
    subject: section.header,
    severity: 'error',
    title: `The header [${section.header}] empties the whole file for the JavaScript SDK.`,
    effects: [[sdk, 'It finds no profile and no session in the file, and says nothing.']],
    places: [placeOf(file, section.line)],
    advice: 'Give the section another name.',
  }
}

/** Python's own `[DEFAULT]`, which is not the default profile. */
function inherited(file: File, { header, line, first, last }: Section): Trouble | null {
  if (header !== 'DEFAULT' || first === last) return null
  return {
    rule: 'defaults-section',
    subject: header,
    severity: 'warning',
    title: 'The file has a section [DEFAULT], which is not the profile default.',
    effects: [
      [cli, 'They take its settings for settings of every profile and every session that does not set them itself.'],
      [sdk, 'It does not see the section.'],
    ],
    places: [placeOf(file, line)],
    advice: 'Write [default], if the default profile is meant; else move the settings to the profiles that need them.',
  }
}

/** How the two readers see a header, and what it was probably meant to be. */
interface Seen {
  readonly line: string
  /** As `profile.dev`; null where the reader has no profile, session or services of it. */
  readonly byCli: string | null
  readonly bySdk: string | null
  readonly meant: Meant | null
}

interface Meant {
  /** A name that only botocore can read has no plain form. */
  readonly heading: Heading
  readonly comment: string
}

function oddHeader(file: File, section: Section, taken: ReadonlyMap<string, number>): Trouble | null {
  const { document } = file
  const line = lineText(document, section.line)
  const heading = headingOf(section.header)
  const sdkSection = javascriptHeader(line)?.section ?? null
  const seen: Seen = {
    line,
    byCli: heading && keyOf(heading),
    bySdk: sdkSection === 'default' ? 'profile.default' : sdkSection,
    meant: meantBy(document, section, line),
  }
  const trouble = troubleOf(seen, section)
  if (!trouble) return null
  const mend = seen.meant && plainForm(document, section, seen, seen.meant, taken)
  const plain = seen.meant && `[${headerOf(seen.meant.heading)}]`
  return {
    ...trouble,
    subject: section.header,
    places: [placeOf(file, section.line)],
    advice: adviceFor(seen, mend !== null, plain),
    mend,
  }
}

type Told = Pick<Trouble, 'rule' | 'severity' | 'title' | 'effects'>

function troubleOf({ line, byCli, bySdk, meant }: Seen, { header }: Section): Told | null {
  const shown = `[${header}]`
  if (byCli === bySdk && byCli !== null) {
    // A byte order mark is found on its own.
    if (!/^(?!\ufeff)\s/.test(line)) return null
    return {
      rule: 'indented-header',
      severity: 'warning',
      title: `The header ${shown} is indented.`,
      effects: [
        [cli, '"aws configure" does not find it and adds a second one; from then on the file is refused.'],
        [[...java, ...rust], 'They refuse the whole file.'],
        [[...go, ...ruby], 'They do not find the section (Go: those from 2024 on).'],
      ],
    }
  }
  if (byCli === null && bySdk === null) {
    if (!meant) return null
    return {
      rule: 'unseen-header',
      severity: 'error',
      title: `No client takes ${shown} for ${called(meant.heading)}: ${reason(line, header)}.`,
      effects: [[everyone, 'They do not find it, and do not say that it is there.']],
    }
  }
  const name = called(
    meant?.heading ?? headingOf(header) ?? { kind: 'profile', name: bySdk?.replace(/^.*?\./, '') ?? '' },
  )
  const why = reason(line, header)
  if (bySdk === null) {
    return {
      rule: meant && plainName.test(meant.heading.name) ? 'header-form' : 'header-name',
      severity: 'error',
      title: `The JavaScript SDK does not see ${name}: ${why}.`,
      effects: [
        [cli, 'They read it.'],
        [
          sdk,
          javascriptHeader(line)
            ? 'It drops the section.'
            : 'It takes the line for no header, and the keys below for the section above.',
        ],
        ...othersOf(line, header),
      ],
    }
  }
  return {
    rule: 'header-form',
    severity: 'error',
    title:
      byCli === null ? `The AWS CLI does not see ${name}: ${why}.` : `${shown} is not the same to all clients: ${why}.`,
    effects: [
      [cli, byCli === null ? 'They drop the section.' : `They take it for ${byCli.replace('.', ' ')}.`],
      [sdk, `It takes it for ${bySdk.replace('.', ' ')}.`],
      ...othersOf(line, header),
    ],
  }
}

/** How the other readers take a header that is not plain. */
function othersOf(line: string, header: string): Trouble['effects'] {
  const behind = line.slice(line.indexOf(']') + 1).trim()
  const name = /^[\w-]+\s+(.*)$/.exec(header)?.[1] ?? ''
  if (/^[#;]/.test(behind)) return [[dotnet, 'It refuses the whole file.']]
  if (behind !== '') return [[[...java, ...rust, ...dotnet], 'They refuse the whole file.']]
  if (/["']/.test(name)) return [[[...go, ...java, ...rust, ...ruby, ...dotnet], 'They do not find the section.']]
  if (name.endsWith(' ')) return [[ruby, 'It does not find the section.']]
  return plainName.test(name) || name === '' ? [] : [[[...java, ...rust], 'They do not find the section.']]
}

function reason(line: string, header: string): string {
  const name = /^\s*[\w-]+[\s.]+(.*?)\s*$/.exec(header)?.[1] ?? header
  if (!/^\s*\[[^\]]*\]\s*$/.test(line)) return 'a comment stands on the same line'
  if (/^\s*\[\s/.test(line)) return 'there is a space after the "["'
  if (/\s\]/.test(line)) return 'there is a space before the "]"'
  if (!/^(?:profile|sso-session|services|default)(?:\s|$)/.test(header))
    return 'it must begin with "profile " or "sso-session "'
  if (/\s\s/.test(header)) return 'there is more than one space in it'
  if (/^(["']).*\1$/.test(name) && plainName.test(name.slice(1, -1))) return 'there is a quote too many'
  if (/\s/.test(name)) return 'there is a space in its name'
  return 'its name has a character other than A-Z a-z 0-9 _ - @ + . % : /'
}

function adviceFor({ meant }: Seen, canMend: boolean, plain: string | null): string {
  if (canMend) return `Write it as ${plain}.`
  if (meant && !plainName.test(meant.heading.name)) {
    return 'Give it a name of letters, digits and _ - @ + . % : / alone, here and where it is used.'
  }
  return plain
    ? `Write it as ${plain}, if the file has no such section yet.`
    : 'Write it as [profile name] or [sso-session name].'
}

/** What the person had in mind, as far as that is plain. */
function meantBy(document: Document, section: Section, line: string): Meant | null {
  const match = /^\s*\[([^\]]*)\]\s*(.*)$/.exec(line)
  if (!match) return null
  const [, inner = '', comment = ''] = match
  if (comment !== '' && !/^[#;]/.test(comment)) return null
  if (!ofProfiles.test(inner)) return unprefixed(document, section, inner.trim(), comment)
  if (section.header === 'DEFAULT') return null
  if (/^\s*default\s*$/i.test(inner)) return { heading: { kind: 'profile', name: 'default' }, comment }
  const [, word = '', rest = ''] =
    /^\s*(profile|sso[-_]session|services)s?(?:[\s.]+|(?=["']))(.*?)\s*$/i.exec(inner) ?? []
  const words = splitWords(rest)
  if (!words || words.length === 0) return null
  const kind = word.toLowerCase().replace('_', '-') as HeadingKind
  return { heading: { kind, name: words.join(' ') }, comment }
}

const profileKeys = /^(?:region|output|sso_.*|role_arn|source_profile|credential_process|aws_access_key_id)$/
const sessionKeys = /^sso_(?:start_url|region|registration_scopes)$/

/** `[dev]` is right in the credentials file; in the config file it is seen by no client. */
function unprefixed(document: Document, section: Section, name: string, comment: string): Meant | null {
  if (!plainName.test(name) || /^(?:plugins|preview|cli|toolkit)$/.test(name)) return null
  const keys = document.entries.slice(section.first, section.last).map(({ key }) => key)
  if (!keys.some((key) => profileKeys.test(key))) return null
  const isSession = keys.includes('sso_start_url') && keys.every((key) => sessionKeys.test(key))
  return { heading: { kind: isSession ? 'sso-session' : 'profile', name }, comment }
}

/** The plain header, with the comment above it; null where a client sees such a section already. */
function plainForm(
  document: Document,
  section: Section,
  { byCli, bySdk }: Seen,
  { heading, comment }: Meant,
  taken: ReadonlyMap<string, number>,
): LineMend | null {
  if (!plainName.test(heading.name) || heading.name === '__proto__') return null
  const key = keyOf(heading)
  if ((taken.get(key) ?? 0) > (byCli === key || bySdk === key ? 1 : 0)) return null
  const above = comment === '' ? '' : comment + breakBeside(document, section.line)
  const around = [section.line - 1, section.line].flatMap((line) => sectionsAround(document, line))
  const plain = `[${headerOf(heading)}]`
  const splices = [rewriteLine(document, section.line, above + plain)]
  return lineMend(`Write it as ${plain}`, splices, [...around, keyOfHeader(section.header), key])
}

/** How many sections stand for a key, to one client or the other. */
function countKeys(document: Document): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { header, line } of document.sections) {
    const bySdk = plainHeader.test(header) ? null : (javascriptHeader(lineText(document, line))?.section ?? null)
    const keys = new Set([keyOfHeader(header), bySdk === 'default' ? 'profile.default' : bySdk])
    for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function called({ kind, name }: Heading): string {
  return { profile: 'the profile', 'sso-session': 'the session', services: 'the services section' }[kind] + ` ${name}`
}

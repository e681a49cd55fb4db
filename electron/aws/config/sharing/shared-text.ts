/**
 * The text of a shared set-up: sections of a config file, or one link that carries them. It comes from anybody, so it
 * is read strictly: a few keys, and nothing else; what could run a command or lead elsewhere makes all of it refused.
 */
import type { SharedText } from '../../../../shared/setup.ts'
import { listed } from '../../../../shared/lists.ts'
import { findKey, keys, scopesOf } from '../../../../shared/keys.ts'
import { checkName, checkStartUrl } from '../../../../shared/names.ts'
import { tidyStartUrl } from '../../../../shared/start-url.ts'
import { fail, ok, problem, type Field, type Problem, type Result } from '../../../../shared/result.ts'
import { hasUnseen } from '../../../../shared/unseen.ts'
import { foreignSentence, lineText, ownSettings, parseText, type Document, type Value } from '../document/document.ts'
import { foreignText } from '../document/encoding.ts'
import type { Setting } from '../edit/edit.ts'
import { headerOf, headingOf, keyOf, type Heading } from '../document/heading.ts'
import type { Section } from '../document/scan.ts'

export interface SharedSection {
  readonly kind: 'session' | 'profile'
  readonly name: string
  /** In the order of `keys`, which are all that a set-up may carry. */
  readonly settings: readonly Setting[]
}

/** Bytes that a set-up may have, as text and as a link. */
const mostBytes = 8192

const linkStart = 'lanyard://import?setup='
const firstLine = '# Shared from Lanyard. It holds no secret.'

/** Whether a section of this kind is shared with this key. */
export function isSharedKey(kind: SharedSection['kind'], key: string): boolean {
  return findKey(key)?.of === kind
}

/** Of what a section says, the keys that may be shared. A nested block is none. */
export function sharedSection({ kind, name }: Heading, settings: ReadonlyMap<string, Value>): SharedSection {
  const found = Object.keys(keys).flatMap((key): Setting[] => {
    const value = settings.get(key)
    if (typeof value !== 'string') return []
    return [[key, tidied(key, value)]]
  })
  return { kind: kind === 'profile' ? 'profile' : 'session', name, settings: found }
}

function tidied(key: string, value: string): string {
  if (key === 'sso_registration_scopes') return scopesOf(value).join(',')
  return key === 'sso_start_url' ? tidyStartUrl(value) : value
}

export function sharedHeading({ kind, name }: Pick<SharedSection, 'kind' | 'name'>): Heading {
  return { kind: kind === 'profile' ? 'profile' : 'sso-session', name }
}

/** What keeps the section from being added anywhere: `invalid-input` with the field it is about. Null for a good one. */
export function faultOf({ kind, name, settings }: SharedSection): Problem | null {
  const what = `The ${kind} ${clip(name)}`
  const fix = 'Ask whoever shares it to correct this.'
  const fault = (message: string, field: Field) => problem('invalid-input', `${what}: ${message}`, { field, fix })
  const badName = checkName(name, kind)
  if (badName !== null) return fault(badName, 'name')
  const present = new Map(settings)
  for (const [key, { of, isNeeded, field, check }] of Object.entries(keys)) {
    const value = present.get(key)
    if (value === undefined && of === kind && isNeeded) return fault(`It has no ${key}.`, field)
    if (value === undefined) continue
    if (of !== kind) return fault(`${key} belongs in a ${of}.`, field)
    const refusal = key === 'sso_start_url' ? checkPlainStartUrl(value) : check(value)
    if (refusal !== null) return fault(refusal, field)
  }
  return null
}

/** The sections as text and as a link; `invalid-input`, with the figures, when that is too much to share. */
export function formatSections(sections: readonly SharedSection[]): Result<SharedText> {
  const blocks = sections.map((section) => {
    const lines = section.settings.map(([key, value]) => `${key} = ${value}\n`)
    return `[${headerOf(sharedHeading(section))}]\n${lines.join('')}`
  })
  const text = `${firstLine}\n${blocks.join('\n')}`
  const link = linkStart + Buffer.from(text).toString('base64url')
  if (link.length <= mostBytes) return ok({ text, link })
  return fail('invalid-input', `These ${sections.length} sections make a link of ${bytes(link.length)}. ${limit}`, {
    fix: 'Share fewer profiles at once.',
  })
}

/** The sections of a file's text, of a link, or of what was pasted. `invalid-input` with the line for what is refused. */
export function readSections(text: string): Result<readonly SharedSection[]> {
  const plain = plainText(text)
  if (!plain.ok) return plain
  const document = parseText(plain.value, true)
  const refused = refuseDangers(plain.value) ?? refuseUnreadable(document) ?? refuseOtherKeys(document)
  if (refused) return refused
  if (document.sections.length === 0) {
    const fix = 'Paste a link, or sections like [sso-session corp].'
    return fail('invalid-input', 'There is no session and no profile in this text.', { fix })
  }
  return ok(
    document.sections.map((section) => sharedSection(headingOf(section.header)!, ownSettings(document, section))),
  )
}

type Refusal = ReturnType<typeof fail> | null

const limit = `A set-up has at most ${bytes(mostBytes)}.`

function bytes(count: number): string {
  return `${count.toLocaleString('en')} bytes`
}

/** The sections as text, out of a link where it is one, with the line breaks of a file. */
function plainText(text: string): Result<string> {
  const carried = linkedText(text)
  if (!carried.ok) return carried
  const size = Buffer.byteLength(carried.value)
  if (size > mostBytes) {
    const fix = 'Paste the sections alone, or share less at once.'
    return fail('invalid-input', `This text has ${bytes(size)}. ${limit}`, { fix })
  }
  const foreign = foreignText(carried.value)
  if (foreign) {
    return fail('invalid-input', foreignSentence(foreign, 'This text'), {
      fix: 'Save it as UTF-8, or ask for the set-up as plain text.',
    })
  }
  const plain = carried.value.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const at = plain.split('\n').findIndex((line) => hasUnseen(line.replaceAll('\t', '')) || line.includes('\uFFFD'))
  if (at === -1) return ok(plain)
  const message = `Line ${at + 1} has a character that can't be seen, or is not UTF-8 text.`
  return fail('invalid-input', message, { fix: 'Ask for the set-up as plain text.' })
}

/** What a link carries; any other text as it is. Mail programs break links, and put signs around them. */
function linkedText(text: string): Result<string> {
  const compact = text.replaceAll(/[\s<>"']/g, '')
  if (!/^lanyard:/i.test(compact)) return ok(text)
  if (compact.length > mostBytes) {
    const fix = 'Ask for a set-up with less in it.'
    return fail('invalid-input', `This link has ${bytes(compact.length)}. ${limit}`, { fix })
  }
  const setup = /^lanyard:\/\/import\/?\?setup=([\w-]+)=*$/i.exec(compact)?.[1]
  const carried = setup === undefined ? '' : Buffer.from(setup, 'base64url').toString('utf8')
  // The text ends with a line break, and what a mail program or a form cut off most likely does not.
  if (carried.endsWith('\n')) return ok(carried)
  return fail('invalid-input', 'This link is not whole, or not one of a shared set-up.', { fix: 'Copy it again.' })
}

/** What in a config file can run a program, lead elsewhere or be a secret. */
const dangers: readonly (readonly [key: RegExp, what: string])[] = [
  [/^credential_process$/, 'commands'],
  [/^(?:endpoint_url|services|ca_bundle)|_endpoint_|proxy/, 'addresses'],
  [/^(?:role_arn|source_profile|credential_source|web_identity_token_file|login_session)$/, 'other ways to sign in'],
  [/^aws_|secret|token|password/, 'secrets'],
]

/** Looks at every line as it stands: what is a key to one reader may be part of a value to another. */
function refuseDangers(text: string): Refusal {
  for (const [at, line] of text.split('\n').entries()) {
    const key = /^\s*(?:\[\s*)?([^\s=:\]#;]+)/.exec(line)?.[1]?.toLowerCase() ?? ''
    const danger = dangers.find(([pattern]) => pattern.test(key))
    if (!danger) continue
    return fail('invalid-input', `Line ${at + 1} has ${clip(key)}. A set-up must not carry ${danger[1]}.`, {
      fix: 'Add nothing of it, and ask whoever shared it why this line is there.',
    })
  }
  return null
}

function refuseUnreadable(document: Document): Refusal {
  const finding = document.findings[0]
  if (finding) return refuseLine(finding.line, finding.message)
  const seen = new Set<string>()
  for (const section of document.sections) {
    const heading = sharedHeadingOf(document, section)
    if (!heading) {
      return refuseLine(section.line + 1, `[${clip(section.header)}] is no plain header of a session or a profile.`)
    }
    if (seen.has(keyOf(heading))) {
      return refuseLine(section.line + 1, `The ${wordOf(heading)} ${clip(heading.name)} is there twice.`)
    }
    seen.add(keyOf(heading))
  }
  return null
}

function refuseLine(line: number, message: string): Refusal {
  return fail('invalid-input', `Line ${line}: ${message}`, { fix: 'Correct the line, or ask for the set-up again.' })
}

/** Names all of them at once, so that somebody who pastes from a file of their own can take them out. */
function refuseOtherKeys({ entries }: Document): Refusal {
  const others = entries.filter(({ key, line, end }) => !findKey(key) || end > line + 1)
  if (others.length === 0) return null
  const named = others.map(
    ({ key, line, end }) => `${clip(key)} (line ${line + 1}${end > line + 1 ? ` to ${end}` : ''})`,
  )
  return fail('invalid-input', `A set-up does not carry ${listed(named)}.`, {
    fix: 'Remove these lines, then try again.',
  })
}

/** botocore is lenient with the first word of a header and with what stands behind it; here every reader must take it. */
function sharedHeadingOf(document: Document, { header, line }: Section): Heading | null {
  const isPlain = header === 'default' || /^(?:profile|sso-session)\s/.test(header)
  return isPlain && lineText(document, line).trim() === `[${header}]` ? headingOf(header) : null
}

function wordOf({ kind }: Heading): string {
  return kind === 'profile' ? 'profile' : 'session'
}

/** Programs differ on where the host ends in an address with a backslash, or in letters that are not ASCII. */
function checkPlainStartUrl(text: string): string | null {
  const isPlain = /^https:\/\/[\w.-]+(?::\d+)?(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i.test(text)
  return checkStartUrl(text) ?? (isPlain ? null : 'Programs read this start URL differently. Ask for a plain one.')
}

/** Text of somebody else inside a sentence. */
function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

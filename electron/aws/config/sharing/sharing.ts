/** A set-up that people give to each other: sections of a config file with the few keys that hold no secret. */
import type { ImportChoice } from '../../../../shared/contract.ts'
import type { SharedItem, SharedSetup, SharedText } from '../../../../shared/setup.ts'
import { defaultScope, freeName } from '../../../../shared/names.ts'
import { fail, ok, problem, type Problem, type Result } from '../../../../shared/result.ts'
import type { Profile } from '../../../../shared/state.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'
import { createSections, takenKeys, type Creation } from '../edit/change.ts'
import { emptyDocument, settingsOf, type Document } from '../document/document.ts'
import type { Setting } from '../edit/edit.ts'
import { keyOf } from '../document/heading.ts'
import { listProfiles } from '../profiles.ts'
import {
  faultOf,
  formatSections,
  isSharedKey,
  readSections,
  sharedHeading,
  sharedSection,
  type SharedSection,
} from './shared-text.ts'

/**
 * Sessions and profiles of `config` by name; the sessions that those profiles use come with them. `not-found` for a name
 * that the file does not have, `unsupported-profile` for one without a session, `invalid-input` for what no set-up may carry.
 */
export function writeSharedText(
  config: Document,
  sessions: readonly string[],
  profiles: readonly string[],
): Result<SharedText> {
  const known = new Map(listProfiles(config, emptyDocument).map((profile) => [profile.name, profile]))
  const used = new Set(sessions)
  for (const name of profiles) {
    const refusal = refuseProfile(name, known.get(name))
    if (refusal) return { ok: false, error: refusal }
    used.add(known.get(name)!.session!)
  }
  const missing = [...used].find((name) => !config.sessions().has(name))
  if (missing !== undefined) return fail('not-found', `The config file has no session ${missing}.`)
  const sections = [...sectionsIn(config, 'session', used), ...sectionsIn(config, 'profile', new Set(profiles))]
  const fault = sections.map(faultOf).find((each) => each !== null)
  if (fault) return { ok: false, error: { ...fault, fix: 'Correct it in the config file, then share it.' } }
  if (sections.length === 0)
    return fail('invalid-input', 'Nothing is chosen.', { fix: 'Choose a session or a profile.' })
  return formatSections(sections)
}

/** What `text` (a file's, a link, or pasted sections) would add to the two files. `invalid-input` when all of it is refused. */
export function readSharedText(config: Document, credentials: Document, text: string): Result<SharedSetup> {
  const sections = readSections(text)
  return sections.ok ? ok({ items: itemsOf(config, credentials, sections.value) }) : sections
}

/**
 * Adds what is chosen of `text`, all of it in one edit or nothing; what is there already is left out. Profiles follow their
 * session to the name that it gets. `not-found` for what the text does not have, and for a profile whose session is not
 * among the chosen; `name-taken` where any reader of the two files sees the name.
 */
export function importShared(
  config: Document,
  credentials: Document,
  text: string,
  chosen: readonly ImportChoice[],
): Result<Document> {
  const setup = readSharedText(config, credentials, text)
  if (!setup.ok) return setup
  const { items } = setup.value
  const added: { readonly item: SharedItem; readonly as: string }[] = []
  for (const { kind, name, as } of chosen) {
    const item = items.find((each) => each.kind === kind && each.name === name)
    if (!item) return fail('not-found', `The set-up has no ${kind} ${name}.`)
    if (item.clash === 'same') continue
    if (item.problem) return { ok: false, error: item.problem }
    if (added.some((each) => each.item === item)) return fail('invalid-input', `The ${kind} ${name} is chosen twice.`)
    added.push({ item, as })
  }
  const creations: Creation[] = []
  for (const { item, as } of added) {
    const settings = withSession(items, added, item)
    if (!settings.ok) return settings
    creations.push({ heading: sharedHeading({ kind: item.kind, name: as }), settings: settings.value })
  }
  return createSections(config, credentials, creations)
}

function refuseProfile(name: string, profile: Profile | undefined): Problem | null {
  if (!profile) return problem('not-found', `The config file has no profile ${name}.`)
  if (profile.kind === 'sso') return profile.problem
  const reason = profile.kind === 'legacy-sso' ? 'has a start URL of its own' : 'does not use IAM Identity Center'
  return problem('unsupported-profile', `${name} ${reason}: only profiles with a session can be shared.`, {
    fix: 'Leave it out.',
  })
}

/** In the order of the file. */
function sectionsIn(config: Document, kind: SharedSection['kind'], names: ReadonlySet<string>): SharedSection[] {
  const all = kind === 'session' ? config.sessions() : config.profiles()
  return [...all.keys()].filter((name) => names.has(name)).map((name) => sectionIn(config, kind, name)!)
}

/** The section as the file has it, with the keys that may be shared and no other; null where there is none. */
function sectionIn(config: Document, kind: SharedSection['kind'], name: string): SharedSection | null {
  const section = (kind === 'session' ? config.sessions() : config.profiles()).get(name)
  if (!section) return null
  const settings = [...settingsOf(config, section)].filter(([key]) => isSharedKey(kind, key))
  return sharedSection(sharedHeading({ kind, name }), new Map(settings))
}

function itemsOf(config: Document, credentials: Document, sections: readonly SharedSection[]): SharedItem[] {
  const taken = takenKeys(config, credentials)
  const profiles = new Map(listProfiles(config, credentials).map((profile) => [profile.name, profile]))

  const isSame = (section: SharedSection): boolean => {
    const { kind, name } = section
    const there = sectionIn(config, kind, name)
    if (!there || meaning(there) !== meaning(section)) return false
    if (kind === 'session') return true
    const profile = profiles.get(name)
    const session = sections.find((each) => each.kind === 'session' && each.name === profile?.session)
    return profile?.kind === 'sso' && !credentials.headers().has(name) && (!session || isSame(session))
  }
  const describe = (section: SharedSection): SharedItem => {
    const { kind, name, settings } = section
    const isInFiles = (as: string) => taken.has(keyOf(sharedHeading({ kind, name: as })))
    const isBrought = (as: string) => sections.some((each) => each.kind === kind && each.name === as)
    return {
      kind,
      name,
      settings,
      host: kind === 'session' ? hostOf(section) : null,
      clash: !isInFiles(name) ? 'none' : isSame(section) ? 'same' : 'taken',
      freeName: isInFiles(name) ? freeName(name, { has: (as) => isInFiles(as) || isBrought(as) }) : name,
      problem: faultOf(section),
    }
  }
  const items = sections.map(describe)
  return items.map((item) => ({ ...item, problem: item.problem ?? sessionFault(config, items, item) }))
}

/** Two sections of the same meaning lead to the same place with the same settings. */
function meaning({ kind, settings }: SharedSection): string {
  const unsaid: Setting[] = kind === 'session' ? [['sso_registration_scopes', defaultScope]] : []
  const said = settings.map(([key, value]): Setting => [key, key === 'sso_start_url' ? portalUrl(value) : value])
  return [...new Map([...unsaid, ...said])].map((setting) => setting.join(' ')).join('\n')
}

/** As a browser would go there: a name in another alphabet is in punycode, and a port stands behind. */
function hostOf({ settings }: SharedSection): string | null {
  return URL.parse(new Map(settings).get('sso_start_url') ?? '')?.host || null
}

function sessionFault(config: Document, items: readonly SharedItem[], item: SharedItem): Problem | null {
  if (item.kind === 'session') return null
  const name = sessionOf(item)
  const session = items.find((each) => each.kind === 'session' && each.name === name)
  if (!session && !config.sessions().has(name)) {
    const message = `The profile ${item.name} uses the session ${name}, which is neither in this set-up nor in your file.`
    return problem('not-found', message, { field: 'session', fix: 'Ask for the session as well.' })
  }
  if (!session?.problem || session.clash === 'same') return null
  return problem('invalid-input', `The profile ${item.name} uses the session ${name}, which cannot be added.`, {
    field: 'session',
    fix: session.problem.fix,
  })
}

/** The settings to write: a profile names its session as it is called in the file afterwards. */
function withSession(
  items: readonly SharedItem[],
  added: readonly { readonly item: SharedItem; readonly as: string }[],
  item: SharedItem,
): Result<readonly Setting[]> {
  if (item.kind === 'session') return ok(item.settings)
  const name = sessionOf(item)
  const session = items.find((each) => each.kind === 'session' && each.name === name)
  const as = added.find((each) => each.item === session)?.as
  if (session && as === undefined && session.clash !== 'same') {
    const fix = `Choose the session ${name} as well.`
    return fail('not-found', `The profile ${item.name} needs the session ${name} of this set-up.`, { fix })
  }
  return ok(item.settings.map(([key, value]) => [key, key === 'sso_session' ? (as ?? value) : value] as const))
}

function sessionOf({ settings }: SharedItem): string {
  return new Map(settings).get('sso_session') ?? ''
}

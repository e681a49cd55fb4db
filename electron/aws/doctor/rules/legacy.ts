/** Profiles that have a start URL of their own, and what it takes to move all of an organization to one session. */
import { checkName, checkRegion, checkStartUrl, defaultScope, freeName } from '../../../../shared/names.ts'
import { takenKeys } from '../../config/edit/change.ts'
import { emptyDocument, type Document } from '../../config/document/document.ts'
import { appendedSections } from '../../config/edit/edit.ts'
import type { Splice } from '../../config/edit/splice.ts'
import { headerOf, keyOf, keyOfHeader } from '../../config/document/heading.ts'
import type { Entry } from '../../config/document/scan.ts'
import type { FileRule } from '../rule.ts'
import { everyone, lineMend, placeOf, type LineMend, type Trouble } from '../trouble.ts'
import type { Party, Survey } from '../survey.ts'
import { listed } from '../words.ts'
import { dropKey, replaceValue } from './replacing.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'

export const legacyRules: readonly FileRule[] = [{ at: 'files', find: legacyGroups }]

/** One finding for each organization and region. */
function legacyGroups(survey: Survey): readonly Trouble[] {
  const groups = new Map<string, Party[]>()
  for (const profile of survey.profiles) {
    const [url, region] = [profile.get('sso_start_url'), profile.get('sso_region')]
    if (url === null || region === null || profile.get('sso_session') !== null) continue
    const key = `${portalUrl(url)} ${region}`
    groups.set(key, [...(groups.get(key) ?? []), profile])
  }
  let taken: Set<string> | null = null
  return [...groups.values()].map((group) =>
    legacy(survey, group, () => (taken ??= takenKeys(survey.config.document, emptyDocument))),
  )
}

function legacy(survey: Survey, group: readonly Party[], taken: () => Set<string>): Trouble {
  const [url, region] = [portalUrl(group[0]!.get('sso_start_url')!), group[0]!.get('sso_region')!]
  const spellings = new Set(group.map((profile) => profile.get('sso_start_url')))
  const session = survey.sessions.find(
    (each) => portalUrl(each.get('sso_start_url') ?? '') === url && each.get('sso_region') === region,
  )
  const isUsable = checkStartUrl(url) === null && checkRegion(region) === null
  const name = session?.name ?? (isUsable ? nameFrom(url, taken()) : null)
  const count = group.length === 1 ? `The profile ${group[0]!.name} has` : `${group.length} profiles have`
  return {
    rule: 'legacy-profiles',
    subject: `${url} ${region}`,
    severity: spellings.size > 1 ? 'warning' : 'note',
    title: `${count} the start URL ${url} of their own, in the form from before sessions${
      group.length === 1 ? '' : `: ${listed(group.map((profile) => profile.name))}`
    }.`.replace('of their own', group.length === 1 ? 'of its own' : 'of their own'),
    effects: [
      [everyone, 'No client renews such a sign-in: it ends after about eight hours, and then the browser is needed.'],
      ...(spellings.size > 1
        ? ([
            [everyone, `The start URL is written in ${spellings.size} ways, and each needs a sign-in of its own.`],
          ] as const)
        : []),
    ],
    places: group.flatMap((profile) => {
      const spot = profile.find('sso_start_url') ?? profile.header
      return [placeOf(spot.file, spot.line)]
    }),
    advice: 'Move them to a session, which renews its sign-in, and sign in once more.',
    mend: name === null ? null : moveTo(survey, group, name, session ? null : { url, region }),
  }
}

/** In each profile one line names the session, and two go. All or none. */
function moveTo(
  { config }: Survey,
  group: readonly Party[],
  name: string,
  isNew: { readonly url: string; readonly region: string } | null,
): LineMend | null {
  const { document } = config
  const splices: Splice[] = []
  const about = [`sso-session.${name}`]
  for (const profile of group) {
    const [url, region, scopes] = ['sso_start_url', 'sso_region', 'sso_registration_scopes'].map((key) =>
      profile.find(key),
    )
    if (!profile.inConfig || !url?.file.isConfig || !region?.file.isConfig || scopes) return null
    const named = rename(document, url.entry!, name)
    const dropped = dropKey(document, region.entry)
    if (!named || !dropped) return null
    splices.push(...named, ...dropped)
    about.push(keyOfHeader(profile.inConfig.header))
  }
  if (isNew) splices.push(appended(document, name, isNew.url, isNew.region))
  const into = isNew ? `a new session ${name}` : `the session ${name}`
  return lineMend(`Move ${group.length === 1 ? 'it' : `all ${group.length}`} to ${into}`, splices, about)
}

/** `sso_start_url = …` becomes `sso_session = …`; the rest of the line stays. */
function rename(document: Document, entry: Entry, name: string): readonly Splice[] | null {
  const value = replaceValue(document, entry, name)
  const from = document.text.indexOf(entry.key, document.starts[entry.line])
  if (!value || from === -1 || from > entry.from) return null
  return [{ from, to: from + entry.key.length, text: 'sso_session' }, ...value]
}

function appended(document: Document, name: string, url: string, region: string): Splice {
  const settings = [
    ['sso_start_url', url],
    ['sso_region', region],
    ['sso_registration_scopes', defaultScope],
  ] as const
  return appendedSections(document, [{ header: headerOf({ kind: 'sso-session', name }), settings }])
}

/** After the first label of the host, as in `d-1234567890`, or the last part of the path where hosts are shared. */
function nameFrom(url: string, taken: ReadonlySet<string>): string | null {
  const { hostname, pathname } = new URL(url)
  const label = hostname.split('.')[0]!
  const last = pathname.split('/').findLast((part) => part !== '') ?? ''
  const base = ['start', 'identitycenter'].includes(label) && last !== '' ? last : label
  if (checkName(base, 'session') !== null) return null
  return freeName(base, { has: (name) => taken.has(keyOf({ kind: 'sso-session', name })) })
}

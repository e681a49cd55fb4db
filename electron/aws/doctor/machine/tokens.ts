/**
 * Rules about the token cache: files that a client stumbles over, and files that are nobody's (aws-facts.md#tokens,
 * #messages).
 */
import path from 'node:path'
import { ok, type Result } from '../../../../shared/result.ts'
import { isAwsHost, portalUrl } from '../../../../shared/aws-hosts.ts'
import { readOwn } from '../../../system/files.ts'
import { plainText } from '../../sso/failure.ts'
import { tokenPath, withNewDates, writeCache } from '../../sso/token-cache.ts'
import type { MachineRule } from '../rule.ts'
import { cli, cliV1, cliV2, everyone, sdk, type Found, type Trouble } from '../trouble.ts'
import type { CacheContent, CachedTokenContent, CacheFile, Source, TokenRoom } from './cache.ts'
import { hostOf, removal, type WithTokens } from './token-room.ts'

export const tokenRules: readonly MachineRule[] = [tokens, registrations]

async function tokens(machine: WithTokens): Promise<Found> {
  const room = await machine.tokens()
  return room.files.flatMap((file) => (file.source && tokenTrouble(room, file, file.source)) ?? [])
}

async function registrations(machine: WithTokens): Promise<Found> {
  const room = await machine.tokens()
  return room.files.flatMap((file) => (file.registers && brokenRegistration(room, file, file.registers.name)) ?? [])
}

function tokenTrouble(room: TokenRoom, { path: file, content }: CacheFile, source: Source): Trouble | null {
  switch (content.kind) {
    case 'link':
      return linkedToken(room, file, source)
    case 'closed':
      // The rules about permissions speak of it.
      return null
    case 'token':
      return strangeToken(room, file, content, source) ?? oldDate(room, file, content, source)
    default:
      return brokenToken(room, file, content, source)
  }
}

function brokenToken(room: TokenRoom, file: string, content: CacheContent, source: Source): Trouble {
  const name = path.basename(file, '.json')
  const isJson = content.kind !== 'broken'
  return {
    rule: 'token-broken',
    subject: aboutOf(source),
    severity: 'error',
    title: isJson
      ? `The token file of ${nameOf(source)} holds no token.`
      : `The token file of ${nameOf(source)} is empty or cut off.`,
    effects: [
      [
        cli,
        isJson ? 'They stop with “Error loading SSO Token: Token for … is invalid”.' : `They print just '${name}'.`,
      ],
      [
        sdk,
        isJson
          ? 'It stops with “Value not present for … in SSO Token”.'
          : 'It says that the token “was not found or is invalid”.',
      ],
    ],
    places: [room.shown(file)],
    advice: signInAdvice(source),
    mend: removal(room, [file], (now) => !['token', 'closed'].includes(now.kind), 'The next sign-in writes it anew'),
  }
}

function linkedToken(room: TokenRoom, file: string, source: Source): Trouble {
  return {
    rule: 'token-linked',
    subject: aboutOf(source),
    severity: 'warning',
    title: `The token file of ${nameOf(source)} is a link.`,
    effects: [
      [
        ['AWS CLI v2', 'JavaScript SDK'],
        'They read and write what it leads to. Lanyard follows no links here, and takes you for signed out.',
      ],
      [cliV1, 'It puts a file in the place of the link when it renews the token.'],
    ],
    places: [room.shown(file)],
    advice: 'Remove the link and sign in again.',
    // A person made it: none of AWS's clients does.
    mend: { ...removal(room, [file], (now) => now.kind === 'link', 'What it leads to stays'), alone: true },
  }
}

/** A legacy profile's file is named by its start URL: it is of no other. */
function whyStrange({ startUrl, region }: CachedTokenContent, source: Source): string | null {
  if (source.name === null) return null
  if (region !== null && region !== source.region) {
    return `was made in ${plainText(region)}, and its region is ${plainText(source.region)}`
  }
  if (startUrl === null || portalUrl(startUrl) === portalUrl(source.startUrl)) return null
  // An organization's own address leads to one of AWS's, and the AWS CLI may have noted that.
  if (!isAwsHost(hostOf(source.startUrl))) return null
  return `is for ${hostOf(startUrl)}, which is not its start URL`
}

/** Nothing of the config tells whose token a file holds but its name, so every client takes it. */
function strangeToken(room: TokenRoom, file: string, token: CachedTokenContent, source: Source): Trouble | null {
  const why = whyStrange(token, source)
  if (why === null) return null
  const isStrange = (now: CacheContent) => now.kind === 'token' && whyStrange(now, source) !== null
  return {
    rule: 'token-of-another-place',
    subject: aboutOf(source),
    severity: 'error',
    title: `The token of ${nameOf(source)} ${why}.`,
    effects: [
      [
        everyone,
        `They send it to ${plainText(source.region)} all the same, where it is refused or gives what you do not expect.`,
      ],
    ],
    places: [room.shown(file)],
    advice: `Check region and start URL, then ${signInAdvice(source, false)}`,
    mend: removal(room, [file], isStrange, 'The next sign-in writes it anew. At AWS this ends nothing'),
  }
}

function oldDate(room: TokenRoom, file: string, { hasOldDate }: CachedTokenContent, source: Source): Trouble | null {
  if (!hasOldDate) return null
  const effect =
    source.name === null
      ? 'It cannot read when the token ends, and takes it for good for ever.'
      : 'It cannot read when the token ends, and renews it each time, or stops with “Cannot refresh”.'
  return {
    rule: 'token-date',
    subject: aboutOf(source),
    severity: 'warning',
    title: `The date in the token file of ${nameOf(source)} has the form of old AWS CLIs, …UTC.`,
    effects: [[sdk, effect]],
    places: [room.shown(file)],
    advice: signInAdvice(source),
    mend: {
      kind: 'files',
      label: `Write the dates of ${room.shown(file)} as …Z`,
      run: () => writeDates(room.folder, source),
    },
  }
}

async function writeDates(folder: string, source: Source): Promise<Result<null>> {
  const path = tokenPath(folder, source)
  const text = withNewDates((await readOwn(path).catch(() => null))?.toString('utf8') ?? '')
  return text === null ? ok(null) : writeCache(path, folder, text)
}

function brokenRegistration(room: TokenRoom, { path: file, content }: CacheFile, session: string): Trouble | null {
  if (content.kind !== 'broken') return null
  return {
    rule: 'registration-broken',
    subject: `session:${session}`,
    severity: 'error',
    title: `The registration file of ${session} is empty or cut off.`,
    effects: [[cliV2, `Its “aws sso login” prints just '${path.basename(file, '.json')}'. Lanyard registers anew.`]],
    places: [room.shown(file)],
    advice: 'Remove the file: the next sign-in registers anew.',
    mend: removal(room, [file], (now) => now.kind === 'broken', 'The next sign-in registers anew'),
  }
}

function nameOf(source: Source): string {
  return source.name === null ? `profiles of ${hostOf(source.startUrl)}` : source.name
}

function aboutOf(source: Source): string {
  return source.name === null ? `start-url:${plainText(source.startUrl)}` : `session:${source.name}`
}

function signInAdvice(source: Source, isSentence = true): string {
  const advice =
    source.name === null ? 'sign in again with “aws sso login --profile”.' : `sign in to ${source.name} again.`
  return isSentence ? advice[0]!.toUpperCase() + advice.slice(1) : advice
}

/**
 * Who can get at the files and folders: others who should not, and the person who should. POSIX alone; Windows has
 * other means. A link is judged by what it leads to, but in a cache.
 */
import { constants, type Stats } from 'node:fs'
import { access, chmod, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { severities, type Severity } from '../../../../shared/doctor.ts'
import { errorCode } from '../../../system/files.ts'
import type { Paths } from '../../../system/ports.ts'
import type { Machine, MachineRule } from '../rule.ts'
import { cli, cliV1, cliV2, everyone, sdk, type FileMend, type Found, type Trouble } from '../trouble.ts'

export interface PermissionRoom {
  readonly paths: Paths
  /** Of this process. */
  readonly uid: number
  /** False for a file on a disk that knows no permissions: to Linux, all of a Windows drive is open to everyone. */
  readonly keepsModes: (realPath: string) => boolean
  /** A path as the person would name it. */
  readonly shown: (path: string) => string
}

/** `own-folder` is Lanyard's; `cached` are tokens and role credentials. */
type Kind = 'folder' | 'own-folder' | 'config' | 'credentials' | 'cached'

interface Node {
  readonly path: string
  readonly kind: Kind
  readonly stats: Stats
  /** Whom the folders above let through to it. */
  readonly passed: { readonly group: boolean; readonly others: boolean }
  /** What the person cannot do with it. */
  readonly closed: 'to reading' | 'to writing' | null
}

/** Bits that no one but the owner should have, and those that the owner needs. */
const bits: Readonly<Record<Kind, { readonly mask: number; readonly needed: number }>> = {
  folder: { mask: 0o022, needed: 0o700 },
  'own-folder': { mask: 0o077, needed: 0o700 },
  config: { mask: 0o022, needed: 0o600 },
  credentials: { mask: 0o077, needed: 0o600 },
  cached: { mask: 0o077, needed: 0o600 },
}

export const permissionRules: readonly MachineRule[] = [permissions]

async function permissions({ system: { env, paths, platform }, shown }: Machine): Promise<Found> {
  const uid = platform === 'win32' ? undefined : process.getuid?.()
  const keepsModes = (file: string) => env['WSL_DISTRO_NAME'] === undefined || !/^\/mnt\/[a-z]\//.test(file)
  return uid === undefined ? null : permissionTroubles({ paths, uid, keepsModes, shown })
}

export async function permissionTroubles(room: PermissionRoom): Promise<readonly Trouble[]> {
  const nodes = await findNodes(room)
  const home = await stat(room.paths.home).catch(() => null)
  const isOpen = ({ kind, stats }: Node) => (stats.mode & bits[kind].mask) !== 0
  return [
    ...placesOf(nodes.filter(isOpen)).map((place) => openTrouble(room, place)),
    ...placesOf(nodes.filter(({ closed }) => closed !== null)).map((place) => closedTrouble(room, place)),
    ...(room.uid === 0 && home !== null && home.uid !== 0 ? [rootTrouble(room)] : []),
  ]
}

/** The files of one cache together, everything else by itself. Never empty. */
function placesOf(nodes: readonly Node[]): readonly (readonly Node[])[] {
  return [...Map.groupBy(nodes, placeOf).values()]
}

/** Those that are there. */
async function findNodes(room: PermissionRoom): Promise<readonly Node[]> {
  const { paths } = room
  const caches = [paths.ssoCache, paths.cliCache, paths.loginCache]
  const aws = path.join(paths.home, '.aws')
  // A variable may put a cache anywhere: what is around it is nobody's business here.
  const parents = caches.map((cache) => path.dirname(cache)).filter((folder) => path.dirname(folder) === aws)
  const cached = await Promise.all([
    ...[paths.ssoCache, paths.cliCache].map((folder) => filesIn(folder, /\.json$/)),
    filesIn(paths.loginCache, /^[\da-f]{64}\.json$/),
  ])
  const wanted: readonly (readonly [string, Kind])[] = [
    ...[aws, ...parents, ...caches].map((folder) => [folder, 'folder'] as const),
    [paths.state, 'own-folder'],
    [paths.config, 'config'],
    [paths.credentials, 'credentials'],
    ...cached.flat().map((file) => [file, 'cached'] as const),
  ]
  const nodes = await Promise.all(wanted.map(([file, kind]) => readNode(room, file, kind).catch(() => [])))
  return nodes.flat()
}

/** Lanyard follows no link in a cache: the permissions of what one leads to are not for it to change. */
async function filesIn(folder: string, wanted: RegExp): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && wanted.test(entry.name))
  return files.map(({ name }) => path.join(folder, name))
}

/** Rejects when there is no such file. */
async function readNode({ uid, keepsModes }: PermissionRoom, file: string, kind: Kind): Promise<readonly Node[]> {
  const [real, stats] = await Promise.all([realpath(file), stat(file)])
  if (!keepsModes(real)) return []
  const [passed, closed] = await Promise.all([passersOf(real), closedTo(file, kind, stats, uid)])
  return [{ path: file, kind, stats, passed, closed }]
}

async function passersOf(realPath: string): Promise<Node['passed']> {
  let [group, others] = [true, true]
  let folder = realPath
  while (folder !== path.dirname(folder)) {
    folder = path.dirname(folder)
    const { mode } = await stat(folder)
    others &&= (mode & 0o001) !== 0
    // The group of the file may be anyone to the folder.
    group &&= (mode & 0o011) !== 0
  }
  return { group, others }
}

/** The bits of the person's own decide, since root is stopped by none; where another owns it, the system is asked. */
async function closedTo(file: string, kind: Kind, stats: Stats, uid: number): Promise<Node['closed']> {
  const isFolder = bits[kind].needed === 0o700
  const { R_OK, W_OK, X_OK } = constants
  const may = (flags: number) =>
    stats.uid === uid
      ? Promise.resolve(((stats.mode >> 6) & flags) === flags)
      : access(file, flags).then(
          () => true,
          () => false,
        )
  if (!(await may(isFolder ? R_OK | X_OK : R_OK))) return 'to reading'
  return (await may(W_OK)) ? null : 'to writing'
}

function openTrouble(room: PermissionRoom, nodes: readonly Node[]): Trouble {
  const open = nodes.map(openness)
  const isWritable = nodes.some(({ stats }) => (stats.mode & 0o022) !== 0)
  const severity = severities.find((each) => open.includes(each)) ?? 'note'
  const whom = severity === 'warning' ? 'by its group' : 'by others'
  const { kind } = nodes[0]!
  const above = severity === 'note' ? ' A folder above keeps them out today.' : ''
  return {
    rule: 'open-to-others',
    subject: room.shown(placeOf(nodes[0]!)),
    severity,
    title: `${nameOf(room, nodes)} can be ${isWritable ? 'changed' : 'read'} ${whom}.`,
    effects: [
      [everyone, `They do not look at this. ${isWritable ? writableEffect(nodes[0]!) : readableEffect(kind)}${above}`],
    ],
    places: nodes.map((node) => room.shown(node.path)),
    advice: nodes.some(isShared)
      ? 'Keep these files in a folder of your own.'
      : `Take the permissions away: chmod ${kind === 'folder' || kind === 'config' ? 'go-w' : 'go-rwx'}.`,
    mend: modeRepair(room, nodes, (mode) => mode & ~bits[kind].mask),
  }
}

/** A folder that many share, as /tmp is (the sticky bit), stays as they have it. */
function isShared({ stats }: Node): boolean {
  return stats.isDirectory() && (stats.mode & 0o1000) !== 0
}

/** Who really gets there: everyone, the members of the group, or no one as long as the folders above stay as they are. */
function openness({ kind, stats, passed }: Node): Severity {
  const open = stats.mode & bits[kind].mask
  if ((open & 0o007) !== 0 && passed.others) return 'error'
  return (open & 0o070) !== 0 && passed.group ? 'warning' : 'note'
}

function writableEffect({ kind, path: file }: Node): string {
  const holdsConfig = kind === 'config' || path.basename(file) === '.aws'
  if (holdsConfig) return 'Whoever can change the config can have commands run as you (credential_process).'
  return kind === 'own-folder'
    ? 'Whoever can change it can lead you to another profile.'
    : 'Whoever can change it decides whom your commands work as.'
}

function readableEffect(kind: Kind): string {
  return kind === 'own-folder'
    ? 'It tells which accounts you have.'
    : 'Whoever reads it works as you until the keys or tokens end.'
}

function closedTrouble(room: PermissionRoom, nodes: readonly Node[]): Trouble {
  const { kind } = nodes[0]!
  const isUnread = nodes.some(({ closed }) => closed === 'to reading')
  const strangers = nodes.filter(({ stats }) => stats.uid !== room.uid)
  const owner = strangers[0]?.stats.uid === 0 ? 'root' : 'another user'
  const whose = strangers.length > 0 ? `${nodes.length > 1 ? 'belong' : 'belongs'} to ${owner}, and ` : ''
  const isKept = kind === 'config' || kind === 'credentials'
  return {
    rule: strangers.length > 0 ? 'owned-by-another' : 'closed-to-owner',
    subject: room.shown(placeOf(nodes[0]!)),
    severity: isKept && !isUnread ? 'warning' : 'error',
    title: `${nameOf(room, nodes)} ${whose}cannot be ${isUnread ? 'read' : 'changed'}.`,
    effects: closedEffects(kind, isUnread),
    places: nodes.map((node) => room.shown(node.path)),
    advice:
      strangers.length > 0
        ? `Take it back: sudo chown "$(id -un)" ${room.shown(placeOf(nodes[0]!))}`
        : `Give yourself the permissions: chmod u+rw${bits[kind].needed === 0o700 ? 'x' : ''}.`,
    mend: strangers.length > 0 ? null : modeRepair(room, nodes, (mode) => mode | bits[kind].needed),
  }
}

function closedEffects(kind: Kind, isUnread: boolean): Trouble['effects'] {
  switch (kind) {
    case 'own-folder':
      return [[everyone, 'They do not look at it. Lanyard forgets the active profile, and cannot undo.']]
    case 'folder':
      if (isUnread) return [[everyone, 'They find nothing in it.']]
      return [[everyone, 'No new file can be made in it: a sign-in is not kept, and Lanyard changes nothing.']]
    case 'cached':
      if (isUnread) return [[everyone, 'They find no token or credentials there.']]
      return [
        [cliV1, 'It puts a new file in the place of this one.'],
        [cliV2, 'It stops with “Permission denied” when it has to renew what is there.'],
        [sdk, 'What it renews is not kept, and the next program renews it again.'],
      ]
    case 'config':
    case 'credentials':
      if (isUnread) return [[everyone, 'They read it as an empty file.']]
      return [[cli, '“aws configure” stops with “Permission denied”. Lanyard does not change it either.']]
  }
}

function rootTrouble({ paths, shown }: PermissionRoom): Trouble {
  return {
    rule: 'root-in-home-of-another',
    severity: 'warning',
    title: 'Lanyard runs as root, in the home of another user.',
    effects: [[everyone, 'What root writes there, the user cannot change later: tokens above all.']],
    places: [shown(paths.home)],
    advice: 'Start Lanyard, and the AWS CLI, without sudo.',
  }
}

function modeRepair(room: PermissionRoom, nodes: readonly Node[], wanted: (mode: number) => number): FileMend | null {
  if (room.uid !== 0 && nodes.some(({ stats }) => stats.uid !== room.uid)) return null
  if (nodes.some(isShared)) return null
  const modes = new Set(nodes.map(({ stats }) => octal(wanted(stats.mode))))
  const run = async (): Promise<Result<null>> => {
    try {
      for (const { path: file } of nodes) await setMode(file, wanted)
      return ok(null)
    } catch (error) {
      return fail('config-unwritable', `The permissions cannot be set (${errorCode(error) ?? 'unknown error'}).`)
    }
  }
  return { kind: 'files', label: `Set ${nameOf(room, nodes)} to ${[...modes].join(' and ')}`, run }
}

/** A file that another repair has removed needs none. */
async function setMode(file: string, wanted: (mode: number) => number): Promise<void> {
  const stats = await stat(file).catch(() => null)
  if (stats) await chmod(file, wanted(stats.mode) & 0o7777)
}

const octal = (mode: number): string => `0${(mode & 0o777).toString(8).padStart(3, '0')}`

/** What stands for a node, alone or with those of its place. */
function placeOf({ kind, path: file }: Node): string {
  return kind === 'cached' ? path.join(path.dirname(file), '*') : file
}

function nameOf(room: PermissionRoom, nodes: readonly Node[]): string {
  const [first] = nodes
  return nodes.length === 1
    ? room.shown(first!.path)
    : `${nodes.length} files in ${room.shown(path.dirname(first!.path))}`
}

/** lanyard import: a set-up that somebody shared is looked at, and added only after a yes. */
import { createReadStream } from 'node:fs'
import { isAwsHost } from '../../shared/aws-hosts.ts'
import type { ImportChoice } from '../../shared/contract.ts'
import type { SharedItem } from '../../shared/setup.ts'
import { checkName } from '../../shared/names.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { errorCode } from '../system/files.ts'
import type { Ask } from './ask.ts'
import { makeChange, type WriteOptions } from './change.ts'
import type { Line } from './printer.ts'
import type { Job, World } from './world.ts'

/** Another name for what the set-up calls `name`. */
export interface Renaming {
  readonly name: string
  readonly as: string
}

export interface ImportOptions extends WriteOptions {
  readonly as?: readonly Renaming[]
  readonly yes?: boolean
}

/** `source` is a file, a link, or - for stdin. */
export function importSetup(source: string | undefined, { as = [], yes = false, ...options }: ImportOptions): Job {
  return async (world) => {
    // What has read stdin to its end can't ask there any more.
    const ask = yes || source === '-' ? null : world.ask
    const text = await readSource(world, source)
    if (!text.ok) return text
    const opened = await world.open()
    if (!opened.ok) return opened
    const app = opened.value
    const { path } = app.state().config
    const setup = await app.call('share.read', { text: text.value })
    if (!setup.ok) return setup
    if (!options.dryRun) for (const line of shown(setup.value.items, path)) world.print.note(line)
    const chosen = await choices(ask, setup.value.items, as)
    if (!chosen.ok) return chosen
    const isNew = chosen.value.length > 0
    if (isNew && !ask && !yes && !options.dryRun) {
      const fix = 'Look at it with --dry-run, then add it with --yes.'
      return fail('invalid-input', 'Nothing was added: there is nobody to ask.', { fix })
    }
    const change = { kind: 'import', text: text.value, chosen: chosen.value } as const
    const question = ask && isNew ? { question: `Add ${isOne(chosen.value) ? 'it' : 'them'} to ${path}?` } : {}
    return makeChange({ ...world, ask }, app, change, { ...options, ...question }, ({ id, what }) =>
      world.print.answer({ id, added: id === null ? [] : chosen.value }, () => [
        id === null ? `Nothing was added: all of it is in ${path} already.` : `${what}.`,
      ]),
    )
  }
}

const isOne = (list: readonly unknown[]) => list.length === 1

/** What would be added, each session's sign-in page first. */
function shown(items: readonly SharedItem[], path: string): readonly Line[] {
  return items.flatMap(({ kind, name, host, leadsTo = null, settings, clash, problem }): readonly Line[] => [
    [
      { text: `${kind === 'session' ? 'Session' : 'Profile'} ${name}`, tone: 'strong' },
      ...(host === null ? [] : ['  You would sign in at ', { text: host, tone: 'warn' } as const]),
    ],
    ...(host === null || isAwsHost(host)
      ? []
      : [
          { text: `  This is not an address of AWS. ${leading(leadsTo)}`, tone: 'bad' } as const,
          { text: '  Add it only if you know whose it is.', tone: 'bad' } as const,
        ]),
    ...settings.map(([key, value]) => `  ${key} = ${value}`),
    ...(problem ? [{ text: `  ${problem.message}`, tone: 'bad' } as const] : []),
    ...(clash === 'none' ? [] : [{ text: `  ${clashes[clash]} ${path}.`, tone: 'warn' } as const]),
  ])
}

function leading(leadsTo: string | null): string {
  return leadsTo === null ? 'Where it leads is not known.' : `It leads to ${leadsTo}.`
}

const clashes = {
  same: 'Left out: it is the same as in',
  taken: 'It is not the same as what has this name in',
} as const

/**
 * What is to be added, and under which names. What is there already is left out, and so, where a person sees it, is what
 * can't be added. `name-taken` for a name that is, where nobody can be asked for another.
 */
async function choices(
  ask: Ask | null,
  items: readonly SharedItem[],
  renamings: readonly Renaming[],
): Promise<Result<readonly ImportChoice[]>> {
  const unknown = renamings.find(({ name }) => items.every((item) => item.name !== name))
  if (unknown) {
    return fail('invalid-input', `--as: The set-up has no ${unknown.name}.`, {
      fix: 'Write the name that it has there.',
    })
  }
  const chosen: ImportChoice[] = []
  for (const item of items.filter(({ clash }) => clash !== 'same')) {
    if (item.problem) {
      if (ask) continue
      return { ok: false, error: item.problem }
    }
    const given = renamings.find(({ name }) => name === item.name)
    const as = given ? ok(given.as) : await nameFor(ask, item)
    if (!as.ok) return as
    if (as.value !== '') chosen.push({ kind: item.kind, name: item.name, as: as.value })
  }
  return ok(chosen)
}

/** Empty leaves it out. */
async function nameFor(ask: Ask | null, { kind, name, clash, freeName }: SharedItem): Promise<Result<string>> {
  if (clash !== 'taken') return ok(name)
  if (!ask) {
    const message = `There is already a ${kind} ${name} with other settings.`
    return fail('name-taken', message, { fix: `Give it another name: --as ${name}=${freeName}` })
  }
  const label = (as: string) => `Add it as ${as}`
  const offered = [
    { value: freeName, label: label(freeName) },
    { value: '', label: 'Leave it out' },
  ]
  return ask.pick(`What to do with the ${kind} ${name}?`, offered, {
    other: (text) => (checkName(text, kind) === null ? { value: text, label: label(text) } : null),
  })
}

/** A set-up is far smaller. */
const mostBytes = 65_536

async function readSource({ ask, stdin }: World, source: string | undefined): Promise<Result<string>> {
  const named = source === undefined && ask ? await ask.text('File or link of the set-up', { check }) : ok(source)
  if (!named.ok) return named
  const { value } = named
  if (value === undefined) {
    return fail('invalid-input', 'The set-up is missing.', { fix: 'Give a file, a link, or - for standard input.' })
  }
  if (/^\s*lanyard:/i.test(value)) return ok(value)
  if (value === '-') return ok(await readSome(stdin))
  try {
    return ok(await readSome(createReadStream(value)))
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    if (code === 'ENOENT') return fail('not-found', `There is no file ${value}.`, { fix: 'Check its name.' })
    return fail('config-unreadable', `${value} cannot be read: ${code}.`)
  }
}

const check = (text: string) => (text === '' ? 'Enter a file or a link.' : null)

async function readSome(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk))
    size += chunk.length
    if (size >= mostBytes) break
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8')
}

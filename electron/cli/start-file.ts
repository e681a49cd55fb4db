/** lanyard hook install, remove: the line in the file that a shell reads when it starts. */
import { mkdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { hookShells, type HookShell } from '../../shared/shell.ts'
import { errorCode, reasonOf, writeAtomically } from '../system/files.ts'
import { displayPath } from '../system/paths.ts'
import type { System } from '../system/ports.ts'
import type { Job } from './world.ts'

export interface StartFileOptions {
  readonly yes?: boolean
}

/** The line for each shell. Where Lanyard is gone it does nothing. */
const lines: Readonly<Record<HookShell, string>> = {
  bash: 'command -v lanyard > /dev/null && eval "$(lanyard hook bash)"',
  zsh: 'command -v lanyard > /dev/null && eval "$(lanyard hook zsh)"',
  fish: 'command -q lanyard; and lanyard hook fish | source',
}

export const installHook = (shell: HookShell | undefined, options: StartFileOptions) => edit(shell, options, 'add')
export const removeHook = (shell: HookShell | undefined, options: StartFileOptions) => edit(shell, options, 'remove')

function edit(chosen: HookShell | undefined, { yes = false }: StartFileOptions, verb: 'add' | 'remove'): Job {
  return async (world) => {
    const { print, system } = world
    const shell = chosen ?? hookShells.find((each) => each === system.shell)
    if (!shell)
      return fail('invalid-input', `There is no hook for ${system.shell}.`, {
        fix: `Name one: ${hookShells.join(', ')}.`,
      })
    const file = startFile(shell, system)
    const shown = displayPath(file, system.paths.home)
    const read = await readText(file)
    if (!read.ok) return read
    const next = verb === 'add' ? withLine(read.value, lines[shell]) : withoutLine(read.value, lines[shell])
    const answer = { file, line: lines[shell], changed: next !== read.value }
    if (!answer.changed) {
      print.answer(answer, () => [
        verb === 'add' ? `${shown} has the hook already.` : `${shown} has no hook of Lanyard.`,
      ])
      return ok(null)
    }
    if (!yes && !world.ask) return fail('invalid-input', `This changes ${shown}.`, { fix: 'Say yes to it: --yes' })
    print.note(`${verb === 'add' ? 'To the end of' : 'Out of'} ${shown}:`)
    print.note(`  ${lines[shell]}`)
    const agreed = yes || !world.ask ? ok(true) : await world.ask.confirm('Change the file?', true)
    if (!agreed.ok) return agreed
    if (!agreed.value) return fail('cancelled', 'Nothing was changed.')
    const written = await writeText(file, next)
    if (!written.ok) return written
    const undo =
      verb === 'add' ? `Take it back: lanyard hook remove ${shell}` : `Put it back: lanyard hook install ${shell}`
    print.answer(answer, () => [
      verb === 'add' ? 'New terminals follow each switch.' : 'New terminals follow no switch.',
      undo,
    ])
    return ok(null)
  }
}

/** `text` with the line once, at its end: what comes before may set up the prompt. */
function withLine(text: string, line: string): string {
  if (text.split(/\r?\n/).some((each) => each.trim() === line)) return text
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`
}

function withoutLine(text: string, line: string): string {
  return text
    .split(/(?<=\n)/)
    .filter((each) => each.trim() !== line)
    .join('')
}

function startFile(shell: HookShell, { env, paths: { home } }: System): string {
  const inHome = (folder: string | undefined, usual: string) => (folder && path.isAbsolute(folder) ? folder : usual)
  switch (shell) {
    case 'bash':
      // The terminals of macOS start login shells.
      return path.join(home, process.platform === 'darwin' ? '.bash_profile' : '.bashrc')
    case 'zsh':
      return path.join(inHome(env['ZDOTDIR'], home), '.zshrc')
    case 'fish':
      return path.join(inHome(env['XDG_CONFIG_HOME'], path.join(home, '.config')), 'fish/config.fish')
  }
}

/** As latin1: every byte comes back. */
async function readText(file: string): Promise<Result<string>> {
  try {
    return ok(await readFile(file, 'latin1'))
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? ok('') : unusable(file, 'read', error)
  }
}

/** Through a link, which people have who keep these files elsewhere. */
async function writeText(file: string, text: string): Promise<Result<null>> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    const target = await realpath(file).catch(() => file)
    const mode = await stat(target).then(
      (stats) => stats.mode & 0o777,
      () => 0o644,
    )
    await writeAtomically(target, Buffer.from(text, 'latin1'), { mode })
    return ok(null)
  } catch (error) {
    return unusable(file, 'written', error)
  }
}

function unusable(file: string, what: string, error: unknown): Result<never> {
  return fail('config-unwritable', `${file} cannot be ${what} (${reasonOf(error) ?? 'unknown error'}).`, {
    fix: 'Add the line by hand: lanyard hook --help',
  })
}

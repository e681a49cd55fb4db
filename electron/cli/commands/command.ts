/** What the command groups share. They say what can be typed; what a command does is loaded when it is the one that was. */
import type { Command } from 'commander'
import { checkName } from '../../../shared/names.ts'
import { checked } from '../arguments.ts'
import type { Job } from '../world.ts'

/** Is given the job of the command that was typed. */
export type Take = (load: () => Promise<Job>) => void

/** By its name, what each command takes and does; `words` is what was typed behind the name. */
export type Commands = Readonly<Record<string, (command: Command, words: readonly string[]) => Command>>

/** Adds the one of `commands` that was typed; all of them where it is none, for help and for what was meant instead. */
export function addTyped(parent: Command, commands: Commands, [word = '', ...words]: readonly string[]): Command {
  for (const [name, describe] of Object.entries(commands)) {
    if (name === word || !Object.hasOwn(commands, word)) describe(parent.command(name), words)
  }
  return parent
}

/** The part of a command's help that shows it in use. */
export function example(line: string): string {
  return `\nExample:\n  ${line}\n`
}

/** `command` with the options of all that write the config file: `WriteOptions`. */
export function writes(command: Command): Command {
  return command
    .option('--dry-run', 'show the lines that would change in the config file, and write none')
    .option('--anyway', 'write even though the file has suddenly lost most of itself')
}

/** The name of something that is about to be made. */
export function newName(what: 'session' | 'profile'): (text: string) => string {
  return checked('NAME', (text) => checkName(text, what))
}

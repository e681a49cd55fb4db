/** lanyard undo, restore, doctor. */
import type { WriteOptions } from '../change.ts'
import type { DoctorOptions } from '../doctor.ts'
import type { UndoOptions } from '../undo.ts'
import { example, writes, type Commands, type Take } from './command.ts'

export const undoCommands = (take: Take): Commands => ({
  undo: (command) =>
    writes(command)
      .description('take back what Lanyard changed in the config file; never what others changed there since')
      .argument('[id]', 'the change; the last one without it')
      .option('--list', 'list the changes, newest first')
      .addHelpText('after', example('lanyard undo --dry-run'))
      .action((id: string | undefined, options: UndoOptions) =>
        take(async () => (await import('../undo.ts')).undo(id, options)),
      ),
  restore: (command) =>
    command
      .description('put the last good copy of the config file back')
      .option('--dry-run', 'show the lines that would change in the config file, and write none')
      .addHelpText('after', example('lanyard restore --dry-run'))
      .action((options: WriteOptions) => take(async () => (await import('../undo.ts')).restore(options))),
  doctor: (command) =>
    writes(command)
      .description('find what is wrong in the AWS files and around them, for which client, and what mends it')
      .option('--fix [finding]', 'mend all that can be mended together, or this one')
      .addHelpText('after', example('lanyard doctor --fix --dry-run'))
      .action((options: DoctorOptions) => take(async () => (await import('../doctor.ts')).doctor(options))),
})

/** lanyard share, import. */
import { renaming } from '../arguments.ts'
import type { ImportOptions } from '../import.ts'
import type { ShareOptions } from '../share.ts'
import { example, writes, type Commands, type Take } from './command.ts'

export const sharingCommands = (take: Take): Commands => ({
  share: (command) =>
    command
      .description('print sessions and profiles to give away; it holds no secret')
      .argument('[sessions...]', 'the sessions; not needed when there is one')
      .option('--profile <name...>', 'profiles; the sessions they use come with them')
      .option('--link', 'print one link instead of text')
      .option('--to <file>', 'write it to a new file')
      .addHelpText('after', example('lanyard share corp --profile dev prod --to setup.txt'))
      .action((sessions: readonly string[], options: ShareOptions) =>
        take(async () => (await import('../share.ts')).share(sessions, options)),
      ),
  import: (command) =>
    writes(command)
      .description('look at a set-up that somebody shared, and add it after a yes')
      .argument('[source]', 'a file, a link, or - for standard input')
      .option('--as <old=new...>', 'another name for a session or profile of it', renaming)
      .option('--yes', 'add it without a question')
      .addHelpText('after', example('lanyard import setup.txt --as corp=acme'))
      .action((source: string | undefined, options: ImportOptions) =>
        take(async () => (await import('../import.ts')).importSetup(source, options)),
      ),
})

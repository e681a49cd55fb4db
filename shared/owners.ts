/** What is said of sections of the config file that another program has marked as its own: the same words everywhere. */
import { listed } from './lists.ts'

/** `programs` are names, at least one. */
export function managedBy(programs: readonly string[]): string {
  const whose = programs.length === 1 ? 'its next run' : 'their next runs'
  return `Managed by ${listed(programs)}: ${whose} will change this again.`
}

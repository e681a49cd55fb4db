/** What a change did, in words: for the list of changes, for toasts and for the command line. */
import type { Change } from '../../shared/contract.ts'

/** As in `Added the session corp`. */
export function describeChange(change: Exclude<Change, { kind: 'undo' | 'restore' }>): string {
  switch (change.kind) {
    case 'create-session':
      return `Added the session ${change.draft.name}`
    case 'update-session':
      return `Changed the session ${change.draft.name}`
    case 'rename-session':
      return `Renamed the session ${change.name} to ${change.to}`
    case 'remove-session':
      return `Removed the session ${change.name}${change.withProfiles ? ' with its profiles' : ''}`
    case 'create-profiles':
      return `Added ${counted(change.drafts.map(({ name }) => name))}`
    case 'update-profile':
      return `Changed the profile ${change.draft.name}`
    case 'rename-profile':
      return `Renamed the profile ${change.name} to ${change.to}`
    case 'duplicate-profile':
      return `Copied the profile ${change.name} to ${change.to}`
    case 'remove-profile':
      return `Removed the profile ${change.name}`
    case 'import':
      return `Added ${shared(change.chosen)} from a shared set-up`
    case 'mend':
      return change.findings.length === 1 ? 'Mended what Doctor found' : `Mended ${change.findings.length} findings`
  }
}

/** Of the change that takes `what` back: `Undid: Added …`, and of the one that takes that back, `Made again: Added …`. */
export function describeUndo(what: string): string {
  const [, before, change] = /^(Undid: |Made again: )?(.*)$/s.exec(what)!
  return `${before === 'Undid: ' ? 'Made again' : 'Undid'}: ${change}`
}

function counted(names: readonly string[]): string {
  return names.length === 1 ? `the profile ${names[0]}` : `${names.length} profiles`
}

function shared(chosen: readonly { readonly kind: 'session' | 'profile'; readonly as: string }[]): string {
  if (chosen.length === 1) return `the ${chosen[0]!.kind} ${chosen[0]!.as}`
  return `${chosen.length} sections`
}

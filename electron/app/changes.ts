/** A change as a person means it → the document that results. The same path for the preview and for the write. */
import type { Change, Changed, Preview, ProfileDraft, SessionEdit } from '../../shared/contract.ts'
import { findKey, settingsFor, type Key } from '../../shared/keys.ts'
import { checkScope } from '../../shared/names.ts'
import { fail, ok, type Field, type Problem, type Result } from '../../shared/result.ts'
import type { ChangeRecord } from '../../shared/state.ts'
import { displayPath } from '../system/paths.ts'
import { previewOf } from '../aws/config/diff/diff.ts'
import { refuseForeign } from '../aws/config/edit/agreement.ts'
import type { Document } from '../aws/config/document/document.ts'
import { ownersOfEdit } from '../aws/config/document/owners.ts'
import { checkWritable, editFile } from '../aws/config/disk/file.ts'
import { findEntry, findLoss, readChanges, readLastGood } from '../aws/config/journal/journal.ts'
import {
  createProfiles,
  duplicateProfile,
  removeProfile,
  renameProfile,
  updateProfile,
} from '../aws/config/profiles.ts'
import { createSession, listSessions, removeSession, renameSession, updateSession } from '../aws/config/sessions.ts'
import { importShared } from '../aws/config/sharing/sharing.ts'
import { undoEntry } from '../aws/config/journal/undo.ts'
import { describeChange, describeUndo } from './change-words.ts'
import { carryOut, consequencesOf } from './consequences.ts'
import type { Context } from './context.ts'
import { readFiles, readKnown } from './reading.ts'
import { whileAnnounced } from './unfinished.ts'

/** The exact lines that `change` would alter in the file as it is now; nothing is written. */
export async function previewChange(context: Context, change: Change): Promise<Result<Preview>> {
  const { config, home, state } = context.system.paths
  const [prepared, before] = [await prepare(context, change), await readKnown(context, 'config')]
  if (!prepared.ok) return prepared
  if (!before.ok) return before
  const after = prepared.value.make(before.value)
  if (!after.ok) return after
  const owners = ownersOfEdit(before.value, after.value)
  const preview: Preview = {
    ...previewOf(displayPath(config, home), before.value, after.value),
    ...(owners.length > 0 && { managedBy: owners }),
  }
  const writable = await checkWritable({ path: config, lockFolder: state })
  const problem = writable.ok ? await findLossFor(context, change, before.value) : writable.error
  return ok(problem ? { ...preview, problem } : preview)
}

/** A restore is the answer to a file that has shrunk. */
async function findLossFor({ system }: Context, change: Change, document: Document): Promise<Problem | null> {
  const { config, state } = system.paths
  return change.kind === 'restore' ? null : findLoss(state, config, document)
}

/**
 * Makes `change` in the file as it is inside the lock, notes it for undo, and takes the result into the state.
 * `config-shrunk` unless `anyway` when the file has suddenly lost most of itself.
 */
export async function makeChange(context: Context, change: Change, anyway: boolean): Promise<Result<Changed>> {
  const { config, state } = context.system.paths
  const prepared = await prepare(context, change)
  if (!prepared.ok) return prepared
  const { make, what, undoes } = prepared.value
  const note = { what, undoes, at: context.system.clock.now() }
  const { credentials } = context.documents
  return whileAnnounced(context, async (announce) => {
    const options = {
      path: config,
      lockFolder: state,
      note,
      announce: (before: Document, after: Document) => announce(consequencesOf(before, after, credentials)),
      anyway: anyway || change.kind === 'restore',
      known: context.known.config,
    }
    const written = await editFile(options, make)
    if (!written.ok) {
      await readFiles(context)
      return written
    }
    const { before, after, id, putBack } = written.value
    context.known.config = after
    const consequences = await carryOut(context, consequencesOf(before, after, credentials))
    return ok({ id, what, putBack, trouble: consequences.ok ? null : consequences.error })
  })
}

/** Lanyard's own changes of the file, newest first. */
export async function listChanges(context: Context): Promise<Result<readonly ChangeRecord[]>> {
  const { config, state } = context.system.paths
  return ok(await readChanges(state, config))
}

interface Prepared {
  readonly make: (document: Document) => Result<Document>
  /** What it does, in words: `Added the session corp`. */
  readonly what: string
  /** The change that this one takes back. */
  readonly undoes: string | null
}

/** All that a change needs besides the document, read before the lock is taken. */
async function prepare(context: Context, change: Change): Promise<Result<Prepared>> {
  const { config, home, state } = context.system.paths
  const prepared = (make: Prepared['make'], what: string, undoes: string | null = null) => ok({ make, what, undoes })
  switch (change.kind) {
    case 'undo': {
      const entry = await findEntry(state, config, change.id)
      if (!entry.ok) return entry
      const make = (document: Document) => undoEntry(entry.value, document, displayPath(config, home))
      return prepared(make, describeUndo(entry.value.what), change.id)
    }
    case 'restore': {
      const copy = await readLastGood(state, config)
      return copy.ok ? prepared(() => copy, 'Put the last good copy back') : copy
    }
    case 'mend': {
      const [{ mendDocument }, { foreignRule }] = await Promise.all([
        import('../aws/doctor/mend.ts'),
        import('../aws/doctor/rules/encodings.ts'),
      ])
      const credentials = context.documents.credentials
      const make = (document: Document) =>
        document.foreign && !change.findings.includes(foreignRule)
          ? refuseForeign(document.foreign)
          : mendDocument(document, credentials, change.findings)
      return prepared(make, describeChange(change))
    }
    default: {
      const credentials = context.documents.credentials
      return prepared((document) => applyChange(document, credentials, change), describeChange(change))
    }
  }
}

function applyChange(
  config: Document,
  credentials: Document,
  change: Exclude<Change, { kind: 'undo' | 'restore' | 'mend' }>,
): Result<Document> {
  switch (change.kind) {
    case 'create-session':
      return checkSession(change.draft) ?? createSession(config, change.draft)
    case 'update-session':
      return checkSession(change.draft) ?? updateSession(config, change.draft)
    case 'rename-session':
      return renameSession(config, credentials, change.name, change.to)
    case 'remove-session':
      return removeSession(config, credentials, change.name, change.withProfiles)
    case 'create-profiles':
      return (
        checkEach(change.drafts, (draft) => checkSettings(config, draft)) ??
        createProfiles(config, credentials, change.drafts)
      )
    case 'update-profile':
      return checkSettings(config, change.draft) ?? updateProfile(config, credentials, change.draft)
    case 'rename-profile':
      return renameProfile(config, credentials, change.name, change.to)
    case 'duplicate-profile':
      return (
        checkSettings(config, change.settings) ??
        duplicateProfile(config, credentials, change.name, change.to, change.settings)
      )
    case 'remove-profile':
      return removeProfile(config, credentials, change.name)
    case 'import':
      return importShared(config, credentials, change.text, change.chosen)
  }
}

type Refusal = ReturnType<typeof fail> | null

function checkSession({ startUrl, region, scopes = [] }: SessionEdit): Refusal {
  return (
    checkFields('session', { startUrl, region }) ?? checkEach(scopes, (scope) => refuse('scopes', checkScope(scope)))
  )
}

function checkFields(kind: Key['of'], values: Parameters<typeof settingsFor<string | null>>[1]): Refusal {
  return checkEach(settingsFor(kind, values), ([name, value]) => {
    const key = findKey(name)
    return key && value !== null ? refuse(key.field, key.check(value)) : null
  })
}

function checkEach<T>(all: readonly T[], check: (one: T) => Refusal): Refusal {
  return all.reduce<Refusal>((found, each) => found ?? check(each), null)
}

function checkSettings(config: Document, settings: Partial<ProfileDraft>): Refusal {
  const { session, ...others } = settings
  if (session !== undefined && !listSessions(config).some((each) => each.name === session)) {
    return fail('not-found', `There is no session ${session} in the file.`, { field: 'session' })
  }
  return checkFields('profile', others)
}

function refuse(field: Field, sentence: string | null): Refusal {
  return sentence === null ? null : fail('invalid-input', sentence, { field })
}

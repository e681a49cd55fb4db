/** A change as a person means it → the document that results. The same path for the preview and for the write. */
import type { Change, Preview, ProfileDraft, SessionDraft } from '../../shared/contract.ts'
import {
  checkAccountId,
  checkName,
  checkOutput,
  checkRegion,
  checkRoleName,
  checkScope,
  checkStartUrl,
} from '../../shared/names.ts'
import { fail, ok, type Field, type Result } from '../../shared/result.ts'
import { displayPath } from '../system/paths.ts'
import { previewOf } from '../aws/config/diff.ts'
import type { Document } from '../aws/config/document.ts'
import { checkWritable, editFile, readDocument } from '../aws/config/file.ts'
import { createProfiles, listProfiles, removeProfile, updateProfile } from '../aws/config/profiles.ts'
import { createSession, listSessions, removeSession, updateSession } from '../aws/config/sessions.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'

/** The exact lines that `change` would alter in the file as it is now; nothing is written. */
export async function previewChange(context: Context, change: Change): Promise<Result<Preview>> {
  const { config, home, state } = context.system.paths
  const before = await readDocument(config)
  if (!before.ok) return before
  const after = applyChange(before.value, context.documents.credentials, change)
  if (!after.ok) return after
  const preview = previewOf(displayPath(config, home), before.value, after.value)
  const writable = await checkWritable({ path: config, lockFolder: state })
  return ok(writable.ok ? preview : { ...preview, problem: writable.error })
}

/** Makes `change` in the file as it is inside the lock, and takes the result into the state. */
export async function makeChange(context: Context, change: Change): Promise<Result<null>> {
  const { config, state } = context.system.paths
  const written = await editFile({ path: config, lockFolder: state }, (document) =>
    applyChange(document, context.documents.credentials, change),
  )
  await readFiles(context)
  return written.ok ? ok(null) : written
}

function applyChange(config: Document, credentials: Document, change: Change): Result<Document> {
  switch (change.kind) {
    case 'create-session':
      return checkSession(change.draft, true) ?? createSession(config, change.draft)
    case 'update-session':
      return checkSession(change.draft, false) ?? updateSession(config, change.draft)
    case 'remove-session':
      return removeSession(config, change.name)
    case 'create-profiles':
      return checkNewProfiles(config, credentials, change.drafts) ?? createProfiles(config, change.drafts)
    case 'update-profile':
      return checkProfile(config, change.draft) ?? updateProfile(config, change.draft)
    case 'remove-profile':
      return removeProfile(config, credentials, change.name)
  }
}

type Refusal = ReturnType<typeof fail> | null

function checkSession(draft: SessionDraft, isNew: boolean): Refusal {
  return (
    (isNew ? refuse('name', checkName(draft.name, 'session')) : null) ??
    refuse('startUrl', checkStartUrl(draft.startUrl)) ??
    refuse('region', checkRegion(draft.region)) ??
    draft.scopes.reduce<Refusal>((found, scope) => found ?? refuse('scopes', checkScope(scope)), null)
  )
}

function checkNewProfiles(config: Document, credentials: Document, drafts: readonly ProfileDraft[]): Refusal {
  const taken = new Set(listProfiles(config, credentials).map((profile) => profile.name))
  for (const draft of drafts) {
    const refused = refuse('name', checkName(draft.name, 'profile')) ?? checkProfile(config, draft)
    if (refused) return refused
    if (taken.has(draft.name)) return fail('name-taken', `There is already a profile ${draft.name}.`, { field: 'name' })
    taken.add(draft.name)
  }
  return null
}

function checkProfile(config: Document, draft: ProfileDraft): Refusal {
  if (!listSessions(config).some((session) => session.name === draft.session)) {
    return fail('not-found', `There is no session ${draft.session} in the file.`, { field: 'session' })
  }
  return (
    refuse('accountId', checkAccountId(draft.accountId)) ??
    refuse('roleName', checkRoleName(draft.roleName)) ??
    refuse('region', draft.region === null ? null : checkRegion(draft.region)) ??
    refuse('output', draft.output === null ? null : checkOutput(draft.output))
  )
}

function refuse(field: Field, sentence: string | null): Refusal {
  return sentence === null ? null : fail('invalid-input', sentence, { field })
}

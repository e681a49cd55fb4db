/** One reviewed and durable edit, against the AWS CLI's own and against the least that a durable edit can cost. */
import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { emptyDocument, parseDocument, type Document } from '../../electron/aws/config/document/document.ts'
import { previewOf } from '../../electron/aws/config/diff/diff.ts'
import { editFile, readDocument } from '../../electron/aws/config/disk/file.ts'
import { updateProfile } from '../../electron/aws/config/profiles.ts'
import type { Result } from '../../shared/result.ts'
import { findAwsClis } from '../../testing/tools.ts'
import { configText, profileName } from './config-file.ts'
import { medians } from './rounds.ts'

export interface EditTimes {
  readonly profiles: number
  /** Medians in ms: the preview and the edit; the edit alone. */
  readonly reviewed: number
  readonly edit: number
  /** One parse and two bare durable writes (write, fsync, rename) of the same bytes. */
  readonly bare: number
  /** `aws configure set`, by version. */
  readonly aws: Readonly<Record<string, number>>
}

const run = promisify(execFile)

/** Each contender changes the region of a profile in the middle of a file of its own. */
export async function timeEditing(profiles: number): Promise<EditTimes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-bench-'))
  try {
    const name = profileName(profiles >> 1)
    const reviewed = await lanyard(path.join(folder, 'reviewed'), profiles, name)
    const edited = await lanyard(path.join(folder, 'edited'), profiles, name)
    const bare = await bareWrites(path.join(folder, 'bare'), profiles)
    const times = await medians(
      {
        reviewed: async () => {
          await reviewed.review()
          await reviewed.edit()
        },
        edit: edited.edit,
        bare,
      },
      profiles > 1000 ? 15 : 60,
    )
    return { profiles, ...times, aws: await medians(await awsContenders(folder, profiles, name), 7) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function lanyard(file: string, profiles: number, name: string) {
  await writeFile(file, configText(profiles))
  const options = { path: file, lockFolder: `${file}-state`, lookAfter: 0 }
  let turn = 0
  let known: Document | undefined
  const draft = () => ({
    name,
    session: 'corp',
    accountId: '637423191929',
    roleName: 'ReadOnlyAccess',
    region: turn % 2 === 0 ? 'eu-west-1' : 'eu-west-2',
    output: 'json',
  })
  const change = (document: Document): Result<Document> => updateProfile(document, emptyDocument, draft())
  return {
    async review() {
      await holdStill(file)
      known = must(await readDocument(file))
      return previewOf(file, known, must(change(known)))
    },
    async edit() {
      await holdStill(file)
      const note = { what: `Changed the profile ${name}`, undoes: null, at: Date.now() }
      must(await editFile({ ...options, note, known }, change))
      turn += 1
    },
  }
}

/** Lanyard does not read a file that has just been written: here that wait is left out. */
async function holdStill(file: string): Promise<void> {
  const past = new Date(Date.now() - 60_000)
  await utimes(file, past, past)
}

async function bareWrites(file: string, profiles: number): Promise<() => Promise<void>> {
  await writeFile(file, configText(profiles))
  return async () => {
    const bytes = await readFile(file)
    parseDocument(bytes).profiles()
    for (let copy = 0; copy < 2; copy += 1) await durableWrite(file, bytes)
  }
}

async function durableWrite(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(bytes)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
}

async function awsContenders(folder: string, profiles: number, name: string) {
  const contenders: Record<string, () => Promise<unknown>> = {}
  for (const { path: cli, version } of findAwsClis()) {
    const file = path.join(folder, `aws-${version}`)
    await writeFile(file, configText(profiles))
    const env = { ...process.env, AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none') }
    let turn = 0
    contenders[version] = () => {
      turn += 1
      return run(cli, ['configure', 'set', 'region', turn % 2 === 0 ? 'eu-west-1' : 'eu-west-2', '--profile', name], {
        env,
      })
    }
  }
  return contenders
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

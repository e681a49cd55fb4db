import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDocument, type Document } from '../../electron/aws/config/document/document.ts'
import { editFile, readDocument } from '../../electron/aws/config/disk/file.ts'
import { createProfiles, listProfiles, profileSettings, updateProfile } from '../../electron/aws/config/profiles.ts'
import { createSession } from '../../electron/aws/config/sessions.ts'
import type { Result } from '../../shared/result.ts'
import { askPython, canImport, findAwsClis, findBotocore } from '../../testing/tools.ts'

const run = promisify(execFile)

const someonesFile = [
  '# work and home',
  '[default]',
  'region=eu-west-1   ',
  '',
  '[profile s3-user]',
  's3 =',
  '    addressing_style = path',
  '    max_concurrent_requests = 20',
  '; output = text',
  '[somebody else]',
  'key = value',
].join('\r\n')

const session = { name: 'corp', startUrl: 'https://d-1234567890.awsapps.com/start', region: 'eu-central-1', scopes: [] }
const profile = {
  name: 'prod.admin@corp+1%:/x',
  session: 'corp',
  accountId: '012345678901',
  roleName: 'Admin+Only=1,2.3@4-5_6',
  region: 'us-east-1',
  output: 'json',
}

describe.each(findAwsClis())('AWS CLI $version', (cli) => {
  let folder: string
  let path: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanyard-cli-'))
    path = join(folder, 'config')
  })
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  async function aws(...words: string[]): Promise<string> {
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_CONFIG_FILE: path,
      AWS_PAGER: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    }
    const { stdout } = await run(cli.path, words, { env })
    return stdout.trim()
  }

  async function edit(change: (document: Document) => Result<Document>): Promise<void> {
    const edited = await editFile({ path, lockFolder: join(folder, 'state') }, change)
    expect(edited).toMatchObject({ ok: true })
  }

  async function read(): Promise<Document> {
    const document = await readDocument(path)
    if (!document.ok) throw new Error(document.error.message)
    return document.value
  }

  test('reads what Lanyard writes', async () => {
    await writeFile(path, someonesFile)
    await edit((document) => createSession(document, session))
    await edit((document) =>
      createProfiles(document, emptyDocument, [profile, { ...profile, name: 's3', region: null, output: null }]),
    )
    await edit((document) => updateProfile(document, emptyDocument, { ...profile, name: 'default' }))
    expect(await aws('configure', 'get', 'sso_role_name', '--profile', profile.name)).toBe(profile.roleName)
    expect(await aws('configure', 'get', 'sso_account_id', '--profile', 's3')).toBe('012345678901')
    expect(await aws('configure', 'get', 'region')).toBe('us-east-1')
    expect(await aws('configure', 'get', 'profile.s3-user.s3.addressing_style')).toBe('path')
    if (cli.major >= 2) {
      const names = (await aws('configure', 'list-profiles')).split('\n').map((name) => name.trim())
      expect(names.sort()).toEqual(['default', 's3-user', profile.name, 's3'].sort())
    }
    const text = await readFile(path, 'utf8')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text).toContain(someonesFile.slice(someonesFile.indexOf('[profile s3-user]')))
  })

  test('writes what Lanyard reads', async () => {
    await edit((document) => createProfiles(document, emptyDocument, [profile]))
    await aws('configure', 'set', 'region', 'ap-south-1', '--profile', profile.name)
    await aws('configure', 'set', 's3.addressing_style', 'path', '--profile', profile.name)
    await aws('configure', 'set', 'output', 'text', '--profile', 'x y')
    await aws('configure', 'set', 'region', 'eu-north-1')
    const config = await read()
    expect(config.findings).toEqual([])
    expect(listProfiles(config, emptyDocument).map(({ name, region, output }) => [name, region, output])).toEqual([
      [profile.name, 'ap-south-1', 'json'],
      ['x y', null, 'text'],
      ['default', 'eu-north-1', null],
    ])
    expect(profileSettings(config, emptyDocument, profile.name)).toMatchObject({ 's3.addressing_style': 'path' })
  })
})

/** The writer behind `aws configure sso-session` and `aws configure sso`, on a file and again on what it wrote. */
const writer = `
import json, sys
from awscli.customizations.configure.writer import ConfigFileWriter
order = json.load(sys.stdin)
for values in order['sections']:
    ConfigFileWriter().update_config(values, order['path'])
print('null')
`

const python = findBotocore()
const hasWriter = python !== null && canImport(python, 'awscli.customizations.configure.writer')

describe.runIf(hasWriter)("the AWS CLI's own writer", () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanyard-writer-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  const sections = [
    {
      __section__: 'sso-session corp',
      sso_start_url: session.startUrl,
      sso_region: session.region,
      sso_registration_scopes: 'sso:account:access',
    },
    {
      __section__: `profile ${profile.name}`,
      sso_session: 'corp',
      sso_account_id: profile.accountId,
      sso_role_name: profile.roleName,
      region: 'us-east-1',
      output: 'json',
    },
  ]

  test('writes the same bytes, but for the blank line between sections', async () => {
    const path = join(folder, 'config')
    askPython(python!, writer, { path, sections })
    const created = createSession(emptyDocument, session)
    const both = created.ok ? createProfiles(created.value, emptyDocument, [profile]) : created
    expect(both.ok && both.value.text.replace('\n\n', '\n')).toBe(await readFile(path, 'utf8'))
  })

  test('finds the sections that Lanyard wrote, and changes nothing in them that is so already', async () => {
    const path = join(folder, 'config')
    const options = { path, lockFolder: join(folder, 'state') }
    await editFile(options, (document) => createSession(document, session))
    await editFile(options, (document) => createProfiles(document, emptyDocument, [profile]))
    const before = await readFile(path, 'utf8')
    askPython(python!, writer, { path, sections })
    expect(await readFile(path, 'utf8')).toBe(before)
  })
})

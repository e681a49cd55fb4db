/** How AWS's SDKs for Go and Ruby, as Debian packages them, read config files. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A profile's settings, without empty ones; null where the reader does not find it, or refuses the file. */
export type Settings = Readonly<Record<string, string>> | null

const goCode = '/usr/share/gocode'
const goSdk = path.join(goCode, 'src/github.com/aws/aws-sdk-go-v2/config')

export const hasGo = existsSync('/usr/bin/go') && existsSync(goSdk)
export const hasRuby = spawnSync('/usr/bin/ruby', ['-e', "require 'aws-sdk-core'"], { stdio: 'ignore' }).status === 0

/** What Go's SDK reads of the profile `name` in each of `files`. Builds its program in `folder`, which takes seconds. */
export async function goReads(folder: string, name: string, files: readonly string[]): Promise<readonly Settings[]> {
  const program = path.join(folder, 'reader')
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: goCode, GOCACHE: path.join(folder, 'cache'), GOFLAGS: '' }
  run('/usr/bin/go', ['build', '-o', program, path.join(import.meta.dirname, 'reader.go')], { env })
  const questions = (await placed(folder, files)).map((file) => ({ Path: file, Profile: name }))
  const answers = JSON.parse(run(program, [], { input: JSON.stringify(questions) })) as Record<string, string>[]
  return answers.map((each) => ('refused' in each ? null : withoutEmpty(each)))
}

const rubyScript = `
require 'json'
require 'aws-sdk-core'
puts JSON.generate(JSON.parse(STDIN.read).map { |file| Aws::IniParser.ini_parse(File.read(file)) })
`

const rubySource = `
require 'aws-sdk-core'
begin
  puts Aws::STS::Client.new(profile: 'a', region: 'us-east-1').config.credentials.class
rescue => error
  puts error.class
end
`

/** With what Ruby's SDK would work as the profile a of `file`: its class of credentials, or of the error that they end in. */
export async function rubyWorksBy(folder: string, file: string): Promise<string> {
  const [AWS_CONFIG_FILE = ''] = await placed(folder, [file])
  const env = { PATH: process.env['PATH'], HOME: folder, AWS_CONFIG_FILE, AWS_EC2_METADATA_DISABLED: 'true' }
  return run('/usr/bin/ruby', ['-e', rubySource], { env }).trim()
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** What Ruby's SDK reads in each of `files`, by section: profiles under their bare names. */
export async function rubyReads(
  folder: string,
  files: readonly string[],
): Promise<readonly Record<string, Settings>[]> {
  const input = JSON.stringify(await placed(folder, files))
  const answers = JSON.parse(run('/usr/bin/ruby', ['-E', 'UTF-8', '-e', rubyScript], { input })) as Sections[]
  return answers.map((sections) =>
    Object.fromEntries(Object.entries(sections).map(([name, settings]) => [name, withoutEmpty(settings)])),
  )
}

async function placed(folder: string, files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    files.map(async (file, at) => {
      const place = path.join(folder, `config-${at}`)
      await writeFile(place, file)
      return place
    }),
  )
}

/** Blocks as `s3.name`. Ruby takes a comment with "=" for a setting, which nobody asks for. */
function withoutEmpty(settings: Readonly<Record<string, unknown>>): Settings {
  const flat = Object.entries(settings).flatMap(([key, value]): [string, unknown][] =>
    value instanceof Object ? Object.entries(value).map(([inner, each]) => [`${key}.${inner}`, each]) : [[key, value]],
  )
  return Object.fromEntries(
    flat.filter((setting): setting is [string, string] => {
      const [key, value] = setting
      return typeof value === 'string' && value !== '' && !/(?:^|\.)\s*[#;]/.test(key)
    }),
  )
}

function run(program: string, words: readonly string[], options: { env?: NodeJS.ProcessEnv; input?: string }): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 26, ...options })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}

/** A fresh home folder, and the programs that run in it: Lanyard's browser face, and the real AWS CLI. */
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Demo } from '../../testing/idc/demo.ts'
import type { AwsCli } from '../../testing/tools.ts'

const root = path.join(import.meta.dirname, '../..')

export interface Home {
  readonly folder: string
  /** The bytes of a file in it, as Latin-1, so that each byte is a character. */
  read(file: string): Promise<string>
  write(file: string, text: string): Promise<void>
  /** Starts `lanyard serve`. */
  serve(): Promise<Serving>
  /** What `aws sts get-caller-identity` answers for a profile. */
  whoIs(cli: AwsCli, profile: string): Promise<unknown>
  remove(): Promise<void>
}

export interface Serving {
  /** The link, which works once. */
  readonly url: string
  readonly origin: string
  /** Presses Enter in its terminal, and gives the new link. */
  newLink(): Promise<string>
  stop(): Promise<void>
}

/** A home in which nothing was ever set up; its AWS is `demo`. */
export async function makeHome(demo: Demo): Promise<Home> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-home-'))
  const env = bareEnvironment(folder, demo)
  return {
    folder,
    read: (file) => readFile(path.join(folder, file), 'latin1'),
    write: async (file, text) => {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true, mode: 0o700 })
      await writeFile(path.join(folder, file), text, { encoding: 'latin1', mode: 0o600 })
    },
    serve: () => serve(env),
    whoIs: (cli, profile) => whoIs(cli, profile, env, demo),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function bareEnvironment(folder: string, demo: Demo): Record<string, string> {
  // Windows starts no program without its SystemRoot.
  const { PATH = '', SystemRoot = '' } = process.env
  return {
    PATH,
    ...(SystemRoot === '' ? {} : { SystemRoot }),
    HOME: folder,
    USERPROFILE: folder,
    SHELL: '/bin/bash',
    AWS_ENDPOINT_URL: demo.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  }
}

async function serve(env: Record<string, string>): Promise<Serving> {
  const args = [path.join(root, 'out/main/cli.js'), 'serve', '--no-open', '--json']
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += chunk))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const nextLink = async (): Promise<string> => {
    const { done, value } = await lines.next()
    if (done) throw new Error(`lanyard serve ended: ${complaints}`)
    return JSON.parse(value).url
  }
  const url = await nextLink()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    url,
    origin: new URL(url).origin,
    newLink: () => {
      child.stdin.write('\n')
      return nextLink()
    },
    stop: async () => {
      child.kill()
      await ended
    },
  }
}

function whoIs(cli: AwsCli, profile: string, env: Record<string, string>, demo: Demo): Promise<unknown> {
  const { AWS_ENDPOINT_URL: override, ...others } = env
  // Endpoint overrides came with 2.13; an older one is led here by the proxy.
  const knowsOverride = cli.major === 1 || Number(cli.version.split('.')[1]) >= 13
  const way = knowsOverride
    ? { AWS_ENDPOINT_URL: override }
    : { HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: demo.caFile }
  const words = ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json']
  return new Promise((resolve, reject) => {
    execFile(cli.path, words, { env: { ...others, ...way }, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`AWS CLI ${cli.version}: ${stderr}`))
      else resolve(JSON.parse(stdout))
    })
  })
}

/** The real AWS tools of this machine, for the tests that compare Lanyard with them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export interface AwsCli {
  readonly path: string
  /** As in `1.45.11`. */
  readonly version: string
  readonly major: number
}

/** Every AWS CLI on the path and in the places where packages put it, one of each version. */
export function findAwsClis(): readonly AwsCli[] {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin']
  const name = process.platform === 'win32' ? 'aws.exe' : 'aws'
  const found = new Map<string, AwsCli>()
  for (const file of new Set(folders.map((folder) => path.join(folder, name)))) {
    const version = canRun(file) ? /^aws-cli\/(\S+)/.exec(output(file, ['--version']))?.[1] : undefined
    if (version !== undefined && !found.has(version)) {
      found.set(version, { path: file, version, major: Number.parseInt(version, 10) })
    }
  }
  return [...found.values()]
}

/** A Python that can import botocore, or null. */
export function findBotocore(): string | null {
  const names = process.platform === 'win32' ? ['python', 'py'] : ['python3', '/usr/bin/python3']
  return names.find((name) => canImport(name, 'botocore')) ?? null
}

/** True where `patch` is GNU's and leaves line breaks as they are. */
export function hasGnuPatch(): boolean {
  return process.platform !== 'win32' && output('patch', ['--version']).startsWith('GNU patch')
}

export function canImport(python: string, name: string): boolean {
  return output(python, ['-c', `import ${name}; print("yes")`]).trim() === 'yes'
}

/** Runs `script` with `input` as JSON on its standard input; answers the JSON that it prints. */
export function askPython(python: string, script: string, input: unknown): unknown {
  const options = { input: JSON.stringify(input), maxBuffer: 1 << 28, env: { ...process.env, PYTHONUTF8: '1' } }
  const answer: unknown = JSON.parse(execFileSync(python, ['-c', script], options).toString('utf8'))
  return answer
}

/** What the JavaScript SDK's own loader makes of config files. */
export interface SdkConfig {
  /** Profiles by name, without what the credentials file says; services by `services.name`. */
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly sessions: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The loader that the SDK's clients and credential providers use, found from one of them. */
export function sdkLoader(): (configFile: string) => Promise<SdkConfig> {
  const fromClient = createRequire(createRequire(import.meta.url).resolve('@aws-sdk/client-sts'))
  const { loadSharedConfigFiles, loadSsoSessionData } = fromClient('@smithy/core/config') as {
    loadSharedConfigFiles: (init: object) => Promise<{ configFile: SdkConfig['profiles'] }>
    loadSsoSessionData: (init: object) => Promise<SdkConfig['sessions']>
  }
  return async (configFilepath) => {
    const [{ configFile }, sessions] = await Promise.all([
      loadSharedConfigFiles({ configFilepath, filepath: `${configFilepath}-no-credentials`, ignoreCache: true }),
      loadSsoSessionData({ configFilepath }),
    ])
    // It keeps sessions among the profiles too.
    const profiles = Object.entries(configFile).filter(([key]) => !key.startsWith('sso-session.'))
    return { profiles: Object.fromEntries(profiles), sessions }
  }
}

function output(file: string, words: readonly string[]): string {
  // Version 1 of the AWS CLI once printed its version on standard error.
  const { stdout, stderr } = spawnSync(file, words, { encoding: 'utf8' })
  return `${stdout ?? ''}${stderr ?? ''}`
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

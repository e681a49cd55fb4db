/** The real AWS tools of this machine, for the tests that compare Lanyard with them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
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
  return names.find((name) => output(name, ['-c', 'import botocore; print("yes")']).trim() === 'yes') ?? null
}

/** Runs `script` with `input` as JSON on its standard input; answers the JSON that it prints. */
export function askPython(python: string, script: string, input: unknown): unknown {
  const options = { input: JSON.stringify(input), maxBuffer: 1 << 28, env: { ...process.env, PYTHONUTF8: '1' } }
  const answer: unknown = JSON.parse(execFileSync(python, ['-c', script], options).toString('utf8'))
  return answer
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

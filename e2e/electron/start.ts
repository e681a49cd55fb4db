/** Starts the built main on the stand-in, in a process of its own, and talks to it. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Question } from './boot.ts'
import type { commands } from './commands.ts'

type Commands = typeof commands

export interface StartOptions {
  readonly env: NodeJS.ProcessEnv
  readonly args?: readonly string[]
  /** Another instance holds the lock. */
  readonly lockTaken?: boolean
  /** False: a start from the sources. */
  readonly packaged?: boolean
  /** The folder beside the package's archive. */
  readonly resources?: string
}

export interface Main {
  /** Asks the stand-in: see `commands.ts`. */
  ask<N extends keyof Commands>(name: N, ...args: Parameters<Commands[N]>): Promise<Awaited<ReturnType<Commands[N]>>>
  /** Calls `listener` with each message that main sends to its page, until the returned function is called. */
  onSend(listener: (channel: string, args: readonly unknown[]) => void): () => void
  /** All that main has sent its page so far, and answered to it and to the test, as JSON. */
  traffic(): string
  /** What was written to stdout and stderr so far. */
  output(): string
  /** The exit code, and what was written to stderr. */
  readonly exited: Promise<{ readonly code: number | null; readonly stderr: string }>
  kill(): void
}

type Message =
  | { readonly booted: true }
  | { readonly send: { readonly channel: string; readonly args: readonly unknown[] } }
  | { readonly id: number; readonly value?: unknown; readonly error?: string }

/** Settles once main has been imported and Electron is "ready", or has quit; fails with what main wrote when it broke. */
export async function startMain({
  env,
  args = [],
  lockTaken = false,
  packaged = true,
  resources,
}: StartOptions): Promise<Main> {
  const main = path.resolve('out/main/main.js')
  if (!existsSync(main)) throw new Error('There is no build: run npm run build.')
  const boot = path.join(import.meta.dirname, 'boot.ts')
  const child = spawn(process.execPath, [boot, main, JSON.stringify({ args, lockTaken, packaged, resources })], {
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const traffic: string[] = []
  const booted = Promise.withResolvers<void>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Set<(channel: string, args: readonly unknown[]) => void>()

  child.on('message', (message: Message) => {
    traffic.push(JSON.stringify(message))
    if ('booted' in message) booted.resolve()
    else if ('send' in message) for (const listener of listeners) listener(message.send.channel, message.send.args)
    else if (message.error === undefined) waiting.get(message.id)?.resolve(message.value)
    else waiting.get(message.id)?.reject(new Error(message.error))
  })
  const exited = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.once('close', (code) => {
      const error = new Error(`main ended with ${code}\n${stderr}`)
      for (const each of waiting.values()) each.reject(error)
      if (code === 0) booted.resolve()
      else booted.reject(error)
      resolve({ code, stderr })
    })
  })
  await booted.promise

  let asked = 0
  return {
    ask(name, ...args) {
      asked += 1
      const question: Question = { id: asked, name, args }
      return new Promise((resolve, reject) => {
        waiting.set(question.id, {
          resolve: (value) => resolve(value as Awaited<ReturnType<Commands[typeof name]>>),
          reject,
        })
        child.send(question, (error) => error && reject(error))
      })
    },
    onSend(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    traffic: () => traffic.join('\n'),
    output: () => stdout + stderr,
    exited,
    kill: () => void child.kill('SIGKILL'),
  }
}

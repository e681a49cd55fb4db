/**
 * The streams of this process. Node's own are made when a terminal or a question needs them: what is behind them (net,
 * tty) costs a tenth of a start, and a pipe or a file can be written without.
 */
import { fstatSync, writeSync } from 'node:fs'
import type { Streams } from './world.ts'

type Name = 'stdout' | 'stderr'

/** `flushed` settles when all that was written has left the process, or nobody reads it any more. */
export function processStreams(): Streams & { flushed(): Promise<void> } {
  const made = new Map<Name, NodeJS.WriteStream>()
  const streamOf = (name: Name): NodeJS.WriteStream => {
    const stream = process[name]
    if (!made.has(name)) {
      made.set(name, stream)
      // Whoever reads us may stop before we are done (`| head`): that is no error of ours.
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error
      })
    }
    return stream
  }
  return {
    get stdin() {
      return process.stdin
    },
    stdout: outputOf('stdout', () => streamOf('stdout')),
    stderr: outputOf('stderr', () => streamOf('stderr')),
    get prompts() {
      return streamOf('stderr')
    },
    async flushed() {
      const written = [...made.values()].map((stream) => new Promise<void>((done) => stream.write('', () => done())))
      await Promise.all(written)
    },
  }
}

function outputOf(name: Name, stream: () => NodeJS.WriteStream): Streams['stdout'] {
  const descriptor = name === 'stdout' ? 1 : 2
  // A terminal is one, and so is /dev/null.
  const isDevice = fstatSync(descriptor).isCharacterDevice()
  let isBusy = false
  return {
    get isTTY() {
      return isDevice && stream().isTTY
    },
    get columns() {
      return isDevice ? stream().columns : undefined
    },
    write(text) {
      if (isDevice || isBusy) return stream().write(text)
      const rest = writeNow(descriptor, Buffer.from(text))
      isBusy = rest !== null
      return rest === null || stream().write(rest)
    },
  }
}

/** What the pipe has no room for at the moment: somebody who shares it has made it one that does not wait. Else null. */
function writeNow(descriptor: number, bytes: Buffer): Buffer | null {
  let rest = bytes
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') return rest
      if (code === 'EPIPE') return null
      throw error
    }
  }
  return null
}

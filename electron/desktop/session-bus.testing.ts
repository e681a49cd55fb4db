/** A session bus for tests: it knows one name, whose owner comes and goes. */
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

export interface SessionBus {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string
  /** From now on the name has an owner, or none. */
  setOwner(hasOwner: boolean): void
  close(): Promise<void>
}

/** Says that every name has an owner, or that none has. */
export async function startSessionBus(hasOwner: boolean): Promise<SessionBus> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lanyard-bus-'))
  const file = path.join(folder, 'bus')
  const sockets = new Set<net.Socket>()
  let owned = hasOwner
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write('OK 0123456789abcdef0123456789abcdef\r\n'))
    socket.on('data', (bytes) => {
      if (!bytes.includes('NameHasOwner')) return
      const acquired = signal('NameAcquired', text(':1.7'))
      socket.write(Buffer.concat([reply(1, text(':1.7')), acquired, reply(2, []), reply(3, number(Number(owned)))]))
    })
  })
  await new Promise<void>((resolve) => server.listen(file, resolve))
  return {
    address: `unix:path=${file},guid=0123456789abcdef0123456789abcdef`,
    setOwner(now) {
      owned = now
      const [before, after] = now ? ['', ':1.9'] : [':1.9', '']
      const body = aligned(text('org.kde.StatusNotifierWatcher'), text(before), text(after))
      for (const socket of sockets) socket.write(signal('NameOwnerChanged', body))
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const number = (value: number) => [value, 0, 0, 0]
const text = (value: string) => [...number(value.length), ...Buffer.from(value), 0]
const padding = (length: number, to: number) => Array.from({ length: (to - (length % to)) % to }, () => 0)

function aligned(...parts: readonly number[][]): number[] {
  return parts.reduce((all, part) => [...all, ...padding(all.length, 4), ...part], [])
}

function message(type: number, field: number[], body: number[]): Buffer {
  const lengths = [...number(body.length), ...number(9), ...number(field.length)]
  return Buffer.from([0x6c, type, 1, 1, ...lengths, ...field, ...padding(field.length, 8), ...body])
}

const reply = (serial: number, body: number[]) => message(2, [5, 1, 0x75, 0, ...number(serial)], body)

const signal = (member: string, body: number[]) => message(4, [3, 1, 0x73, 0, ...text(member)], body)

/** A session bus for tests: it knows one name, or none. */
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

export interface SessionBus {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string
  close(): Promise<void>
}

/** Says that every name has an owner, or that none has. */
export async function startSessionBus(hasOwner: boolean): Promise<SessionBus> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lanyard-bus-'))
  const file = path.join(folder, 'bus')
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write('OK 0123456789abcdef0123456789abcdef\r\n'))
    socket.on('data', (bytes) => {
      if (bytes.includes('NameHasOwner')) socket.write(Buffer.concat([reply(1, ':1.7'), signal(), reply(2, hasOwner)]))
    })
  })
  await new Promise<void>((resolve) => server.listen(file, resolve))
  return {
    address: `unix:path=${file},guid=0123456789abcdef0123456789abcdef`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const number = (value: number) => [value, 0, 0, 0]
const text = (value: string) => [...number(value.length), ...Buffer.from(value), 0]

function message(type: number, field: number[], body: number[]): Buffer {
  const padding = Array.from({ length: (8 - (field.length % 8)) % 8 }, () => 0)
  return Buffer.from([
    0x6c,
    type,
    1,
    1,
    ...number(body.length),
    ...number(9),
    ...number(field.length),
    ...field,
    ...padding,
    ...body,
  ])
}

const reply = (serial: number, value: string | boolean) =>
  message(2, [5, 1, 0x75, 0, ...number(serial)], typeof value === 'string' ? text(value) : number(Number(value)))

const signal = () => message(4, [3, 1, 0x73, 0, ...text('NameAcquired')], text(':1.7'))

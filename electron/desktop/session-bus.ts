/**
 * One question to the session bus of a Linux desktop: who owns a name, now and from now on. As many words of the D-Bus
 * protocol (dbus.freedesktop.org/doc/dbus-specification.html) as it takes.
 */
import net from 'node:net'
import type { System } from '../system/ports.ts'

const bus = 'org.freedesktop.DBus'
/** Hello, AddMatch, NameHasOwner: the reply to the last one answers. */
const questions = 3

/**
 * Calls `tell` with whether anyone owns `name`: once it is known, and each time that it changes; with false too when the
 * bus cannot be reached, refuses, or ends. `uid` is this user's.
 */
export function watchName(env: System['env'], uid: number, name: string, tell: (owned: boolean) => void): void {
  const address = busAddress(env)
  if (address === null) return tell(false)
  const socket = net.connect(address)
  let heard = Buffer.alloc(0)
  let welcomed = false
  let replies = 0
  const read = (message: Message): void => {
    if (message.type === 'signal') {
      const [changed, , owner] = texts(message.body, 3)
      if (changed === name && owner !== undefined) tell(owner !== '')
      return
    }
    if (message.type === 'call') return
    replies += 1
    if (replies === questions) tell(message.type === 'reply' && message.body[0] === 1)
  }
  socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`))
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes])
    if (!welcomed) {
      const end = heard.indexOf('\r\n')
      if (end < 0) return
      if (!heard.subarray(0, end).toString().startsWith('OK ')) return void socket.destroy()
      welcomed = true
      heard = heard.subarray(end + 2)
      socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), ...ask(name)]))
    }
    for (let next = firstMessage(heard); next; next = firstMessage(heard)) {
      heard = heard.subarray(next.length)
      read(next)
    }
  })
  socket.on('error', () => undefined)
  socket.once('close', () => tell(false))
}

/** The socket of `DBUS_SESSION_BUS_ADDRESS`, or of systemd's custom; an abstract one begins with a null byte. */
function busAddress(env: System['env']): string | null {
  const given = env['DBUS_SESSION_BUS_ADDRESS']
  if (!given) return env['XDG_RUNTIME_DIR'] ? `${env['XDG_RUNTIME_DIR']}/bus` : null
  const [, key, value] = /(?:^|;)unix:(?:[^;]*,)?(path|abstract)=([^,;]*)/.exec(given) ?? []
  if (key === undefined || value === undefined) return null
  const place = value.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return key === 'abstract' ? `\0${place}` : place
}

/** The match comes before the question, so that no change falls between them. */
function ask(name: string): readonly Buffer[] {
  const rule = `type='signal',sender='${bus}',member='NameOwnerChanged',arg0='${name}'`
  return [methodCall(1, 'Hello'), methodCall(2, 'AddMatch', rule), methodCall(3, 'NameHasOwner', name)]
}

/** A call of the bus itself, in little-endian. */
function methodCall(serial: number, member: string, argument?: string): Buffer {
  const body = argument === undefined ? [] : text(argument)
  const fields: number[] = []
  const put = (code: number, type: 'o' | 's', value: string) => {
    pad(fields, 8)
    fields.push(code, 1, type.charCodeAt(0), 0, ...text(value))
  }
  put(1, 'o', '/org/freedesktop/DBus')
  put(2, 's', bus)
  put(3, 's', member)
  put(6, 's', bus)
  if (argument !== undefined) {
    pad(fields, 8)
    fields.push(8, 1, 'g'.charCodeAt(0), 0, 1, 's'.charCodeAt(0), 0)
  }
  const lengths = [...number(body.length), ...number(serial), ...number(fields.length)]
  const head = ['l'.charCodeAt(0), 1, 0, 1, ...lengths, ...fields]
  pad(head, 8)
  return Buffer.from([...head, ...body])
}

function number(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24]
}

function text(value: string): number[] {
  const bytes = [...Buffer.from(value)]
  return [...number(bytes.length), ...bytes, 0]
}

function pad(bytes: number[], to: number): void {
  while (bytes.length % to !== 0) bytes.push(0)
}

interface Message {
  readonly type: 'reply' | 'error' | 'signal' | 'call'
  readonly body: Buffer
  /** Bytes of all of it. */
  readonly length: number
}

const types = ['call', 'reply', 'error', 'signal'] as const

/** Null until all of it has come. The bus answers in the byte order that it is asked in. */
function firstMessage(bytes: Buffer): Message | null {
  if (bytes.length < 16) return null
  const body = 16 + Math.ceil(bytes.readUInt32LE(12) / 8) * 8
  const length = body + bytes.readUInt32LE(4)
  if (bytes.length < length) return null
  return { type: types[(bytes[1] ?? 1) - 1] ?? 'call', body: bytes.subarray(body, length), length }
}

/** The first `count` texts of a body; fewer when it holds no more. */
function texts(body: Buffer, count: number): readonly string[] {
  const found: string[] = []
  for (let at = 0; found.length < count && at + 4 <= body.length;) {
    const end = at + 4 + body.readUInt32LE(at)
    if (end > body.length) break
    found.push(body.toString('utf8', at + 4, end))
    at = Math.ceil((end + 1) / 4) * 4
  }
  return found
}

/**
 * Whether a Linux desktop shows tray icons: asked of the session bus, since Electron's tray fails in silence. A word of
 * the D-Bus protocol (dbus.freedesktop.org/doc/dbus-specification.html), enough for one question.
 */
import net from 'node:net'
import type { System } from '../system/ports.ts'

/** Who shows tray icons owns this name. */
const watcher = 'org.kde.StatusNotifierWatcher'
/** The bus answers at once or is not there; in ms. */
const patience = 1000

/** True when it is certain; false too where the bus cannot be reached or does not answer in time. Never rejects. */
export function hasTrayHost({ env, clock }: Pick<System, 'env' | 'clock'>, uid: number): Promise<boolean> {
  const address = busAddress(env)
  if (address === null) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = net.connect(address)
    const settle = (answer: boolean) => {
      stop()
      socket.destroy()
      resolve(answer)
    }
    const stop = clock.after(patience, () => settle(false))
    let heard = Buffer.alloc(0)
    let welcomed = false
    socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`))
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes])
      if (!welcomed) {
        const end = heard.indexOf('\r\n')
        if (end < 0) return
        if (!heard.subarray(0, end).toString().startsWith('OK ')) return settle(false)
        welcomed = true
        heard = heard.subarray(end + 2)
        socket.write(
          Buffer.concat([Buffer.from('BEGIN\r\n'), methodCall(1, 'Hello'), methodCall(2, 'NameHasOwner', watcher)]),
        )
      }
      const answer = secondReply(heard)
      if (answer !== null) settle(answer)
    })
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
  })
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

/** A call of the bus itself, in little-endian. */
function methodCall(serial: number, member: string, argument?: string): Buffer {
  const body = argument === undefined ? [] : text(argument)
  const fields: number[] = []
  const put = (code: number, type: 'o' | 's', value: string) => {
    pad(fields, 8)
    fields.push(code, 1, type.charCodeAt(0), 0, ...text(value))
  }
  put(1, 'o', '/org/freedesktop/DBus')
  put(2, 's', 'org.freedesktop.DBus')
  put(3, 's', member)
  put(6, 's', 'org.freedesktop.DBus')
  if (argument !== undefined) {
    pad(fields, 8)
    fields.push(8, 1, 'g'.charCodeAt(0), 0, 1, 's'.charCodeAt(0), 0)
  }
  const head = [
    'l'.charCodeAt(0),
    1,
    0,
    1,
    ...number(body.length),
    ...number(serial),
    ...number(fields.length),
    ...fields,
  ]
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

/** What the second reply among the messages says, false if it is an error; null until it has come. */
function secondReply(bytes: Buffer): boolean | null {
  let replies = 0
  for (let at = 0; at + 16 <= bytes.length;) {
    const read = (offset: number) => (bytes[at] === 0x6c ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset))
    const body = at + 16 + Math.ceil(read(at + 12) / 8) * 8
    const end = body + read(at + 4)
    if (end > bytes.length) return null
    const type = bytes[at + 1]
    // Replies and errors; the rest are signals.
    if (type === 2 || type === 3) replies += 1
    if (replies === 2) return type === 2 && end - body >= 4 && read(body) === 1
    at = end
  }
  return null
}

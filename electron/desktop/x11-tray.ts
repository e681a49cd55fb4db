/**
 * Whether an X11 screen has a tray of the older kind, into which programs put small windows: many window managers have no
 * other, and Electron's icon is shown there too. As many words of the X protocol as it takes (x.org/releases/X11R7.7/doc/
 * xproto/x11protocol.html; freedesktop.org/wiki/Specifications/systemtray-spec).
 */
import { readFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import type { System } from '../system/ports.ts'

const cookieName = 'MIT-MAGIC-COOKIE-1'
/** Of an event mask: tells of windows that are gone, and of messages to a window. */
const structure = 0x2_0000
const destroyed = 17
const message = 33

/**
 * Calls `tell` with whether there is one on the screen of `env`: once it is known, and each time that it comes or goes;
 * with false too where there is no such screen, or it cannot be reached.
 */
export async function watchXTray(env: System['env'], home: string, tell: (isThere: boolean) => void): Promise<void> {
  const [, display, screen = '0'] = /^(?:unix)?:(\d+)(?:\.(\d+))?$/.exec(env['DISPLAY'] ?? '') ?? []
  // On Wayland Electron draws without X.
  if (display === undefined || env['WAYLAND_DISPLAY']) return tell(false)
  const cookie = await findCookie(env['XAUTHORITY'] || path.join(home, '.Xauthority'), display)
  const socket = net.connect(`/tmp/.X11-unix/X${display}`)
  let heard = Buffer.alloc(0)
  let talk: Talk | null = null
  socket.once('connect', () => socket.write(hello(cookie)))
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes])
    if (!talk) {
      if (heard.length < 8 || heard.length < 8 + heard.readUInt16LE(6) * 4) return
      if (heard[0] !== 1) return void socket.destroy()
      const root = rootWindow(heard)
      heard = heard.subarray(8 + heard.readUInt16LE(6) * 4)
      talk = startTalk({ root, screen, send: (request) => socket.write(request), tell })
    }
    for (let length = lengthOf(heard); heard.length >= length; length = lengthOf(heard)) {
      talk.hear(heard.subarray(0, length))
      heard = heard.subarray(length)
    }
  })
  socket.on('error', () => undefined)
  socket.once('close', () => tell(false))
}

interface Talk {
  hear(said: Buffer): void
}

interface TalkOptions {
  readonly root: number
  readonly screen: string
  readonly send: (request: Buffer) => void
  readonly tell: (isThere: boolean) => void
}

/** The tray is whoever owns a selection of this name. Whoever takes it over says so to the root window. */
function startTalk({ root, screen, send, tell }: TalkOptions): Talk {
  let selection = 0
  let owner = 0
  const askForOwner = () => send(request(23, [selection]))
  send(request(2, [root, 0x800, structure]))
  send(nameRequest(`_NET_SYSTEM_TRAY_S${screen}`))
  return {
    hear(said) {
      const kind = (said[0] ?? 0) & 0x7f
      if (kind === 1 && selection === 0) {
        selection = said.readUInt32LE(8)
        askForOwner()
      } else if (kind === 1) {
        owner = said.readUInt32LE(8)
        // From now on it tells of its end.
        if (owner !== 0) send(request(2, [owner, 0x800, structure]))
        tell(owner !== 0)
      } else if (kind === message && said.readUInt32LE(16) === selection) askForOwner()
      else if (kind === destroyed && said.readUInt32LE(4) === owner) askForOwner()
    },
  }
}

/** Events and errors have 32 bytes, and replies may have more. Infinite until that can be told. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < 32) return Infinity
  return bytes[0] === 1 ? 32 + bytes.readUInt32LE(4) * 4 : 32
}

function request(code: number, values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + values.length * 4)
  bytes[0] = code
  bytes.writeUInt16LE(1 + values.length, 2)
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 + at * 4)
  return bytes
}

/** InternAtom: the number of a name, which is made when there is none. */
function nameRequest(name: string): Buffer {
  const text = padded(Buffer.from(name))
  const head = Buffer.alloc(8)
  head[0] = 16
  head.writeUInt16LE(2 + text.length / 4, 2)
  head.writeUInt16LE(name.length, 4)
  return Buffer.concat([head, text])
}

function hello(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie ? cookieName : '')
  const head = Buffer.alloc(12)
  head[0] = 0x6c
  head.writeUInt16LE(11, 2)
  head.writeUInt16LE(name.length, 6)
  head.writeUInt16LE(cookie?.length ?? 0, 8)
  return Buffer.concat([head, padded(name), padded(cookie ?? Buffer.alloc(0))])
}

/** Of the first screen. Before it come the vendor's name and the formats of pixels. */
function rootWindow(setup: Buffer): number {
  const vendor = Math.ceil(setup.readUInt16LE(24) / 4) * 4
  return setup.readUInt32LE(40 + vendor + (setup[29] ?? 0) * 8)
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

/** What the X server wants to be shown, from the person's file of such; null where there is none for this display. */
async function findCookie(file: string, display: string): Promise<Buffer | null> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0))
  for (let at = 0; at + 2 <= bytes.length;) {
    at += 2
    const fields = Array.from({ length: 4 }, () => {
      const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0
      const field = bytes.subarray(at + 2, at + 2 + length)
      at += 2 + length
      return field
    })
    const [, number = '', name = ''] = fields.map(String)
    if ((number === display || number === '') && name === cookieName) return fields[3] ?? null
  }
  return null
}

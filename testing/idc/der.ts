/** Just enough of ASN.1's DER to write a certificate (X.690). */

const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const

export const sequence = (...parts: readonly Buffer[]): Buffer => encode(tags.sequence, ...parts)
export const set = (...parts: readonly Buffer[]): Buffer => encode(tags.set, ...parts)
export const octetString = (content: Buffer): Buffer => encode(tags.octetString, content)
export const utf8String = (text: string): Buffer => encode(tags.utf8String, Buffer.from(text))
export const booleanTrue = (): Buffer => encode(tags.boolean, Buffer.of(0xff))

/** A whole number that is not negative, the highest byte first. */
export function integer(bytes: Buffer): Buffer {
  const isHigh = (bytes[0] ?? 0) >= 0x80
  return encode(tags.integer, isHigh ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

/** `unused` is how many bits at the end do not count. */
export function bitString(content: Buffer, unused = 0): Buffer {
  return encode(tags.bitString, Buffer.of(unused), content)
}

/** `[number]`, as in `[3] EXPLICIT`; `primitive` for an implicit tag on text or bytes. */
export function tagged(number: number, content: Buffer, primitive = false): Buffer {
  return encode((primitive ? 0x80 : 0xa0) + number, content)
}

/** `2.5.29.17`, whose first two numbers share a byte and whose others take seven bits each. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return encode(tags.objectIdentifier, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

/** Two digits of the year: good until 2049. */
export function utcTime(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return encode(tags.utcTime, Buffer.from(text.slice(2)))
}

function base128(value: number): readonly number[] {
  const bytes = [value & 0x7f]
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

function encode(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff)
}

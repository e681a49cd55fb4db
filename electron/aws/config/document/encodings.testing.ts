/** Texts in the encodings that no AWS client reads, for tests. */

type Encode = (text: string) => Buffer

const little = (text: string) => Buffer.from(text, 'utf16le')
const wider: Encode = (text) =>
  Buffer.concat(
    Array.from(text, (character) => {
      const unit = Buffer.alloc(4)
      unit.writeUInt32LE(character.codePointAt(0)!)
      return unit
    }),
  )
const swapped = (encode: Encode, width: number): Encode => {
  return (text) => Buffer.concat(chunks(encode(text), width).map((unit) => unit.toReversed()))
}
const marked =
  (encode: Encode): Encode =>
  (text) =>
    encode(`\ufeff${text}`)

function chunks(bytes: Buffer, width: number): readonly Buffer[] {
  return Array.from({ length: bytes.length / width }, (_, at) => bytes.subarray(at * width, (at + 1) * width))
}

const big = swapped(little, 2)
const bigWider = swapped(wider, 4)

export const wideEncodings: Readonly<Record<string, Encode>> = {
  'UTF-16 LE with a mark': marked(little),
  'UTF-16 BE with a mark': marked(big),
  'UTF-16 LE': little,
  'UTF-16 BE': big,
  'UTF-32 LE with a mark': marked(wider),
  'UTF-32 BE with a mark': marked(bigWider),
  'UTF-32 LE': wider,
  'UTF-32 BE': bigWider,
}

export const foreignEncodings: Readonly<Record<string, Encode>> = {
  ...wideEncodings,
  'NUL padded': (text) => Buffer.concat([Buffer.from(text), Buffer.alloc(400)]),
  'NUL padded at the start': (text) => Buffer.concat([Buffer.alloc(7), Buffer.from(text)]),
}

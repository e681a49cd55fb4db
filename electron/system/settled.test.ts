import { describe, expect, test } from 'vitest'
import type { Reading } from './files.ts'
import { readSettled } from './settled.ts'

/** A file that says `texts` one after the other, and the last one from then on, each written `ago` ms before it is read. */
function file(ago: number, ...texts: string[]): () => Promise<Reading> {
  return async () => {
    const text = texts.length > 1 ? texts.shift()! : texts[0]!
    const mtimeMs = BigInt(Date.now() - (texts.length > 1 ? 0 : ago))
    return { bytes: Buffer.from(text), stats: { mtimeMs } as Reading['stats'], whole: true }
  }
}

const isHalf = async (bytes: Buffer): Promise<boolean> => bytes.toString() === 'half'
const settledText = async (read: () => Promise<Reading>) => (await readSettled(read, isHalf))?.bytes.toString()

describe('a file that seems cut off', () => {
  test('is read again until it is whole', async () => {
    expect(await settledText(file(100, 'half', 'half', 'half', 'whole'))).toBe('whole')
  })

  test('is taken for what it is once it has been so for two seconds', async () => {
    expect(await settledText(file(2100, 'half'))).toBe('half')
    const begin = performance.now()
    const written = BigInt(Date.now())
    const young = async () => ({
      bytes: Buffer.from('half'),
      stats: { mtimeMs: written } as Reading['stats'],
      whole: true,
    })
    expect(await settledText(young)).toBe('half')
    expect(performance.now() - begin).toBeGreaterThan(1900)
  })
})

test('whether a file is cut off is not asked of one that has long been as it is', async () => {
  const never = () => {
    throw new Error('asked')
  }
  expect((await readSettled(file(60_000, 'text'), never))?.bytes.toString()).toBe('text')
})

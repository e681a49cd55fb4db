import { expect, test } from 'vitest'
import { startDemo } from './demo.ts'

test('starts on a free port of the loopback address and closes', async () => {
  const demo = await startDemo()
  expect(demo.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(`${demo.url}/start`)).status).toBe(200)
  await demo.close()
  await expect(fetch(`${demo.url}/start`)).rejects.toThrow('fetch failed')
})

test('says that a port is taken', async () => {
  const demo = await startDemo()
  await expect(startDemo({ port: Number(new URL(demo.url).port) })).rejects.toThrow('EADDRINUSE')
  await demo.close()
})

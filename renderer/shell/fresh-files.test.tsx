import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { typicalState } from '../../testing/ui/states.ts'
import { openWindow } from './window.testing.tsx'

afterEach(() => void vi.restoreAllMocks())

/** The window, and how often it has had the files read since it was drawn. The clock moves only by `pass`. */
async function openAt() {
  let now = 1_000_000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const api = await openWindow(typicalState(Date.now()))
  await expect.element(page.getByRole('grid')).toBeVisible()
  const before = api.calls.length
  const readings = () => api.calls.slice(before).filter(({ name }) => name === 'config.reload').length
  return { readings, pass: (ms: number) => (now += ms) }
}

const comesToFront = () => {
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(new Event('focus'))
}

describe('a window that comes to the front', () => {
  test('has the files read again, once', async () => {
    const { readings, pass } = await openAt()
    pass(5000)
    comesToFront()
    expect(readings()).toBe(1)
  })

  test('and one that is online again, in front or not, has them read at once', async () => {
    const { readings } = await openAt()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    window.dispatchEvent(new Event('online'))
    expect(readings()).toBe(1)
  })

  test('has them read at most once per second', async () => {
    const { readings, pass } = await openAt()
    pass(5000)
    comesToFront()
    pass(999)
    comesToFront()
    expect(readings()).toBe(1)
    pass(1)
    comesToFront()
    expect(readings()).toBe(2)
  })

  test('leaves them alone when it goes out of sight', async () => {
    const { readings, pass } = await openAt()
    pass(5000)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(readings()).toBe(0)
  })
})

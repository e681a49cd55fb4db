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
  const count = (name: string) => api.calls.filter((call) => call.name === name).length
  const before = count('config.reload')
  const readings = () => count('config.reload') - before
  return { readings, looks: () => count('doctor.check'), pass: (ms: number) => (now += ms) }
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

test('Doctor looks at everything when the window comes, and when one returns to it after a minute or more', async () => {
  const { looks, pass } = await openAt()
  expect(looks()).toBe(1)
  pass(59_999)
  comesToFront()
  expect(looks()).toBe(1)
  pass(5000)
  comesToFront()
  expect(looks()).toBe(2)
})

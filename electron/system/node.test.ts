import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { nodeSystem } from './node.ts'

test.each([
  ['a folder', { HOME: path.resolve('/home/alex') }, path.resolve('/home/alex')],
  ['relative', { HOME: 'alex' }, path.resolve('alex')],
  ['empty', { HOME: '', USERPROFILE: path.resolve('/users/alex') }, path.resolve('/users/alex')],
  ['nowhere', { HOME: '' }, os.userInfo().homedir],
  ['not there', {}, os.userInfo().homedir],
])('home is absolute where HOME is %s', (_, env, home) => {
  const { paths } = nodeSystem({ env })
  expect(paths.home).toBe(home)
  expect(paths.config).toBe(path.join(home, '.aws', 'config'))
})

test('a timer waits longer than one of Node can, and no longer when it is given up', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { clock } = nodeSystem()
  const [kept, given] = [vi.fn(), vi.fn()]
  const day = 86_400_000
  clock.after(60 * day, kept)
  const stop = clock.after(60 * day, given)
  vi.advanceTimersByTime(60 * day - 1)
  expect(kept).not.toHaveBeenCalled()
  stop()
  vi.advanceTimersByTime(1)
  expect(kept).toHaveBeenCalledTimes(1)
  expect(given).not.toHaveBeenCalled()
})

import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
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

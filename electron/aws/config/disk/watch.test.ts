import { writeFileSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { watchFiles } from './watch.ts'

let folder: string
let path: string
let stop = (): void => undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-watch-'))
  path = join(folder, '.aws', 'config')
})
afterEach(async () => {
  stop()
  await rm(folder, { recursive: true, force: true })
})

function follow(...paths: string[]) {
  const onChange = vi.fn<() => unknown>()
  stop = watchFiles(paths, onChange)
  return onChange
}

/** Waits until `onChange` has been called, does `next`, and waits for the call that this makes. */
async function changes(onChange: ReturnType<typeof follow>, next: () => Promise<unknown>): Promise<void> {
  const before = onChange.mock.calls.length
  await next()
  await vi.waitFor(() => expect(onChange.mock.calls.length).toBeGreaterThan(before), { timeout: 5000 })
}

/** Long enough for an event to have been told. */
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250))

describe('watchFiles', () => {
  test('tells of a file that is written in place, replaced, removed and made anew', async () => {
    await mkdir(join(folder, '.aws'))
    await writeFile(path, 'one')
    const onChange = follow(path)
    await changes(onChange, () => writeFile(path, 'two'))
    await writeFile(`${path}.new`, 'three')
    await changes(onChange, () => rename(`${path}.new`, path))
    await changes(onChange, () => appendFile(path, 'four'))
    await changes(onChange, () => rm(path))
    await changes(onChange, () => writeFile(path, 'five'))
  })

  test('tells once of a change that comes in pieces', async () => {
    await mkdir(join(folder, '.aws'))
    const onChange = follow(path)
    await changes(onChange, async () => {
      writeFileSync(path, '')
      writeFileSync(path, 'whole')
    })
    await quiet()
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  test('says nothing of other files in the folder', async () => {
    await mkdir(join(folder, '.aws'))
    const onChange = follow(path)
    await writeFile(join(folder, '.aws', 'other'), 'x')
    await quiet()
    expect(onChange).not.toHaveBeenCalled()
  })

  test('waits for a folder that is not there yet, and follows it when it is moved and made anew', async () => {
    const onChange = follow(path)
    await changes(onChange, async () => {
      await mkdir(join(folder, '.aws'))
      await writeFile(path, 'one')
    })
    await changes(onChange, () => rename(join(folder, '.aws'), join(folder, 'old')))
    await changes(onChange, async () => {
      await mkdir(join(folder, '.aws'))
      await writeFile(path, 'two')
    })
    await changes(onChange, () => rm(join(folder, '.aws'), { recursive: true }))
    await mkdir(join(folder, '.aws'))
    await quiet()
    await changes(onChange, () => writeFile(path, 'three'))
  })

  test.runIf(process.platform !== 'win32')('tells of the file that a link leads to', async () => {
    await mkdir(join(folder, '.aws'))
    await mkdir(join(folder, 'dotfiles'))
    await writeFile(join(folder, 'dotfiles', 'aws'), 'one')
    await symlink('../dotfiles/aws', path)
    const onChange = follow(path)
    await changes(onChange, () => writeFile(join(folder, 'dotfiles', 'aws'), 'two'))
  })

  test.runIf(process.platform !== 'win32')(
    'tells of a link on the way to the file that leads elsewhere now',
    async () => {
      for (const name of ['one', 'two']) {
        await mkdir(join(folder, name))
        await writeFile(join(folder, name, 'config'), name)
      }
      await mkdir(join(folder, 'links'))
      await symlink('../one', join(folder, 'links', 'to'))
      await mkdir(join(folder, 'home'))
      await symlink('../links/to', join(folder, 'home', '.aws'))
      const onChange = follow(join(folder, 'home', '.aws', 'config'))
      const swap = async (link: string, target: string) => {
        await symlink(target, `${link}.new`)
        await rename(`${link}.new`, link)
      }
      await changes(onChange, () => swap(join(folder, 'links', 'to'), '../two'))
      await changes(onChange, () => writeFile(join(folder, 'two', 'config'), 'three'))
      await changes(onChange, () => swap(join(folder, 'home', '.aws'), '../one'))
      await changes(onChange, () => writeFile(join(folder, 'one', 'config'), 'four'))
      await symlink('circle', join(folder, 'circle'))
      await changes(onChange, () => swap(join(folder, 'home', '.aws'), '../circle'))
    },
  )

  test('tells of the files in a folder', async () => {
    const cache = join(folder, 'sso', 'cache')
    const onChange = follow(cache)
    await changes(onChange, () => mkdir(cache, { recursive: true }))
    await changes(onChange, () => writeFile(join(cache, 'a.json'), '{}'))
    await changes(onChange, () => writeFile(join(cache, 'a.json'), '[]'))
    await changes(onChange, () => rm(join(cache, 'a.json')))
  })

  test('does not call while a call is under way, and calls again for what happened meanwhile', async () => {
    await mkdir(join(folder, '.aws'))
    let finish = (): void => undefined
    const onChange = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    stop = watchFiles([path], onChange)
    await writeFile(path, 'one')
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1))
    await writeFile(path, 'two')
    await quiet()
    expect(onChange).toHaveBeenCalledTimes(1)
    finish()
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2))
  })

  test('says nothing once it is stopped', async () => {
    await mkdir(join(folder, '.aws'))
    const onChange = follow(path)
    stop()
    await writeFile(path, 'one')
    await quiet()
    expect(onChange).not.toHaveBeenCalled()
  })
})

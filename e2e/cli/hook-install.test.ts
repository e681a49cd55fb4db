import { lstat, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDesk, put } from './lanyard.ts'

const places = {
  bash: process.platform === 'darwin' ? '.bash_profile' : '.bashrc',
  zsh: '.zshrc',
  fish: '.config/fish/config.fish',
}

describe.skipIf(process.platform === 'win32').each(Object.entries(places))('the hook of %s', (shell, place) => {
  test('is added once, at the end, and taken out again with no other byte', async () => {
    const desk = await openDesk()
    const text = Buffer.from('# caf\xe9\nexport A=1\n\n# no end', 'latin1')
    await put(desk, place, text)
    const file = path.join(desk.home, place)
    const before = (await stat(file)).mode
    expect(await desk.run(`hook install ${shell} --yes`)).toMatchObject({ code: 0 })
    const added = await readFile(file, 'latin1')
    expect(added.startsWith(`${text.toString('latin1')}\n`)).toBe(true)
    expect(added).toMatch(new RegExp(`^.*lanyard hook ${shell}.*\\n$`, 'm'))
    expect(await desk.run(`hook install ${shell}`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('already'),
    })
    expect(await readFile(file, 'latin1')).toBe(added)
    expect((await stat(file)).mode).toBe(before)
    expect(await desk.run(`hook remove ${shell} --yes`)).toMatchObject({ code: 0 })
    expect(await readFile(file, 'latin1')).toBe(`${text.toString('latin1')}\n`)
  })

  test('is shown first, and nothing is changed without a yes', async () => {
    const desk = await openDesk()
    expect(await desk.run(`hook install ${shell}`)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
    await expect(readFile(path.join(desk.home, place))).rejects.toThrow('ENOENT')
    const added = await desk.run(`hook install ${shell} --yes`)
    expect(added.stderr).toContain(`lanyard hook ${shell}`)
    expect(added.stderr).toContain(place)
  })

  test('goes into the file that a link leads to', async () => {
    const desk = await openDesk()
    const file = path.join(desk.home, place)
    await mkdir(path.dirname(file), { recursive: true })
    await put(desk, 'dotfiles/start', '')
    await symlink(path.join(desk.home, 'dotfiles/start'), file)
    await desk.run(`hook install ${shell} --yes`)
    expect((await lstat(file)).isSymbolicLink()).toBe(true)
    expect(await readFile(path.join(desk.home, 'dotfiles/start'), 'utf8')).toContain(`lanyard hook ${shell}`)
  })

  test('says of a file that is none why it cannot be', async () => {
    const desk = await openDesk()
    await mkdir(path.join(desk.home, place), { recursive: true })
    expect(await desk.run(`hook install ${shell} --yes`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(place),
    })
  })
})

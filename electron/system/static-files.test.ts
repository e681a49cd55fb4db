import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy, readStaticFile, staticHeaders } from './static-files.ts'

let folder = ''
let root = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-static-'))
  root = join(folder, 'renderer')
  await mkdir(join(root, 'assets', 'folder.js'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<!doctype html>')
  await writeFile(join(root, 'assets', 'main-B_x-9.js'), 'export {}')
  await writeFile(join(root, '.hidden.js'), 'hidden')
  await writeFile(join(root, 'notes.txt'), 'not part of a build')
  await writeFile(join(folder, 'secret.js'), 'outside')
  await mkdir(join(folder, 'renderer-old'))
  await writeFile(join(folder, 'renderer-old', 'old.js'), 'a neighbour with a longer name')
  await symlink(join(folder, 'secret.js'), join(root, 'assets', 'link.js'))
  await symlink(join(folder, 'renderer-old'), join(root, 'old'))
  await symlink('inner.js', join(root, 'assets', 'inner.js'))
})

afterAll(() => rm(folder, { recursive: true }))

const text = async (pathname: string) => {
  const file = await readStaticFile(root, pathname)
  return file && { text: Buffer.from(file.bytes).toString(), contentType: file.contentType }
}

describe('a file of the page', () => {
  test('is read with its content type', async () => {
    expect(await text('/assets/main-B_x-9.js')).toEqual({
      text: 'export {}',
      contentType: 'text/javascript; charset=utf-8',
    })
  })

  test('is index.html when no name is given', async () => {
    expect(await text('/')).toEqual({ text: '<!doctype html>', contentType: 'text/html; charset=utf-8' })
  })

  test('is found where the root itself is reached through a link', async () => {
    const linked = join(folder, 'current')
    await symlink(root, linked)
    expect(await readStaticFile(linked, '/index.html')).not.toBeNull()
  })

  test.each([
    ['a missing file', '/assets/none.js'],
    ['a folder', '/assets/folder.js'],
    ['a file below a file', '/index.html/main.js'],
    ['a parent folder', '/../secret.js'],
    ['an encoded parent folder', '/%2e%2e/secret.js'],
    ['an encoded slash', '/assets%2fmain-B_x-9.js'],
    ['a backslash', '/assets\\main-B_x-9.js'],
    ['a hidden file', '/.hidden.js'],
    ['a double slash', '//index.html'],
    ['a path without its slash', 'index.html'],
    ['a null byte', '/index.html\0.js'],
    ['a Windows stream', '/index.html:stream.js'],
    ['a kind that no build makes', '/notes.txt'],
    ['a link to a file outside', '/assets/link.js'],
    ['a link to a folder whose name begins as the root does', '/old/old.js'],
    ['a link to itself', '/assets/inner.js'],
    ['nothing', ''],
  ])('is not %s', async (_what, pathname) => {
    expect(await readStaticFile(root, pathname)).toBeNull()
  })
})

describe('the policy', () => {
  test('allows the page its own files, and no network at all in the desktop', () => {
    expect(contentSecurityPolicy(null)).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })

  test('allows one socket in a browser', () => {
    expect(contentSecurityPolicy('ws://127.0.0.1:4100')).toContain('; connect-src ws://127.0.0.1:4100; ')
  })

  test('travels with each file, beside the type that must not be guessed', () => {
    expect(staticHeaders('text/css; charset=utf-8', null)).toMatchObject({
      'Content-Type': 'text/css; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(null),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
  })
})

/** Where each item of Electron's security checklist (electronjs.org/docs/latest/tutorial/security) is held by a test. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

const window = 'e2e/desktop/window.spec.ts'
const security = 'e2e/desktop/security.spec.ts'
/** In Electron itself. */
const real = 'e2e/electron-real/security.spec.ts'
/** Compares all of the page's preferences: none can be added unseen. */
const confined = [window, 'the window is confined, and its page is in the build'] as const
const stays = [security, 'no page leaves, opens another or embeds one'] as const
const policy = [security, 'the page comes with a policy that allows it its own files alone'] as const

/** Item, the file of its test, and the test's name as it is written there. */
const items: readonly (readonly [string, string, string])[] = [
  [
    '1. Only load secure content',
    security,
    'no page loads anything from a network or the disk, whatever its policy says',
  ],
  ['2. Do not enable Node.js integration for remote content', ...confined],
  ['3. Enable context isolation', ...confined],
  ['4. Enable process sandboxing', ...confined],
  ['5. Handle session permission requests', real, 'no permission is granted, and WebRTC finds no way to a network'],
  ['6. Do not disable webSecurity', ...confined],
  ['7. Define a Content-Security-Policy', ...policy],
  ['8. Do not enable allowRunningInsecureContent', ...confined],
  ['9. Do not enable experimental features', ...confined],
  ['10. Do not use enableBlinkFeatures', ...confined],
  ['11. Do not use allowpopups for WebViews', ...stays],
  ['12. Verify WebView options and parameters', ...stays],
  ['13. Disable or limit navigation', ...stays],
  ['14. Disable or limit creation of new windows', ...stays],
  [
    '15. Do not use shell.openExternal with untrusted content',
    'electron/desktop/external.test.ts',
    'the desktop does not open',
  ],
  [
    '16. Use a current version of Electron',
    'electron/desktop/security-checklist.test.ts',
    'Electron is of one exact version',
  ],
  ['17. Validate the sender of all IPC messages', security, 'a message from ${what} is refused, and does nothing'],
  ['18. Avoid usage of the file:// protocol', ...confined],
  ['19. Check which fuses you can change', 'e2e/package/package.test.ts', 'the fuses are set in the executable'],
  [
    '20. Do not expose Electron APIs to untrusted web content',
    real,
    'the page has its one door and nothing of Node, and goes nowhere by it or past it',
  ],
]

describe('of Electron’s checklist', () => {
  test('every item is here', () => {
    expect(items.map(([item]) => Number.parseInt(item, 10))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  test.each(items)('%s', (_, file, name) => {
    expect(read(file)).toContain(name)
  })
})

test('Electron is of one exact version, the same for whoever builds it', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> }
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
  expect(packages['node_modules/electron']?.version).toBe(devDependencies['electron'])
})

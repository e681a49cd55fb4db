import { describe, expect, test } from 'vitest'
import { isShortcut, offeredShortcuts, shortcutInWords } from './quick-switch.ts'

describe('a shortcut', () => {
  test.each([...offeredShortcuts, 'Super+F12', 'Control+Shift+Up', 'Alt+7'])('is %s', (text) => {
    expect(isShortcut(text)).toBe(true)
  })

  test.each([
    '',
    'A',
    'Space',
    '+',
    'Alt+',
    'Alt+Alt',
    'Hyper+A',
    'Alt+a',
    'Alt+AB',
    'Alt+F25',
    'Alt+Space ',
    'Alt+A+B',
  ])('is not %j', (text) => {
    expect(isShortcut(text)).toBe(false)
  })

  test('is said as it stands on the keys of the platform', () => {
    expect(shortcutInWords('CommandOrControl+Alt+Space', 'linux')).toBe('Ctrl Alt Space')
    expect(shortcutInWords('CommandOrControl+Alt+Space', 'darwin')).toBe('⌘ ⌥ Space')
    expect(shortcutInWords('Super+Shift+K', 'win32')).toBe('Super Shift K')
  })
})

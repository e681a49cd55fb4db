import { expect, test } from 'vitest'
import { asksForQuickSwitch, quickCommand, takesKeys } from './quick-command.ts'

test('a start asks for the quick switch by a word behind the name of the program, which may be called alike', () => {
  expect(asksForQuickSwitch(['/opt/Lanyard/lanyard', '--no-sandbox', 'quick'])).toBe(true)
  expect(asksForQuickSwitch(['quick'])).toBe(false)
  expect(asksForQuickSwitch(['lanyard', 'lanyard://import?setup=quick'])).toBe(false)
})

test('keys are taken from everywhere but from Wayland', () => {
  expect(takesKeys({ platform: 'linux', env: { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' } })).toBe(true)
  expect(takesKeys({ platform: 'linux', env: { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' } })).toBe(false)
  expect(takesKeys({ platform: 'linux', env: { DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' } })).toBe(false)
  expect(takesKeys({ platform: 'darwin', env: {} })).toBe(true)
})

test('the command is one that can be pasted, spaces and all', () => {
  expect(quickCommand(['/opt/Lanyard/lanyard'])).toBe('/opt/Lanyard/lanyard quick')
  expect(quickCommand(['C:\\Program Files\\Lanyard\\Lanyard.exe'])).toBe(
    '"C:\\Program Files\\Lanyard\\Lanyard.exe" quick',
  )
  expect(quickCommand(['/opt/electron', '/home/jane/my $HOME'])).toBe('/opt/electron "/home/jane/my \\$HOME" quick')
})

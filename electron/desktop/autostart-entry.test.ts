import { expect, test } from 'vitest'
import { autostartEntry } from './autostart-entry.ts'

const exec = (...command: readonly string[]) => autostartEntry(command).match(/^Exec=(.*)$/m)?.[1]

test('the program is started hidden, every word in quotes', () => {
  expect(exec('/opt/Lanyard/lanyard', '--hidden')).toBe('"/opt/Lanyard/lanyard" "--hidden"')
})

test('what a path holds is never read as anything else', () => {
  expect(exec('/home/a b/Lanyard (1).AppImage')).toBe('"/home/a b/Lanyard (1).AppImage"')
  // A backslash before what a shell would read, and each backslash twice, since the line is a string of the file.
  expect(exec('/x/"$(id)`\\')).toBe('"/x/\\\\"\\\\$(id)\\\\`\\\\\\\\"')
  expect(exec('/x/100%u')).toBe('"/x/100%%u"')
  expect(autostartEntry(['/x/a\nExec=evil\tb\rc'])).toContain('Exec="/x/a\\nExec=evil\\tb\\rc"\n')
})

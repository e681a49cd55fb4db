import { describe, expect, test, vi } from 'vitest'
import { menuTemplate } from './menu-template.ts'
import { clean, item, separated, split, text } from './menu.ts'
import type { MenuNode } from './menu.ts'

const quit = { kind: 'quit' } as const
const choice = (label: string, chosen: boolean): MenuNode => ({ kind: 'choice', label, chosen, action: quit })

describe('text in a menu', () => {
  test('is one line without controls, escape sequences or changes of direction', () => {
    expect(clean('a\u001b[31m\tb\r\nc\u202egpj.exe\u200b \u2028d', 40)).toBe('a [31m b c gpj.exe d')
  })

  test('is cut between characters, never inside one', () => {
    expect(clean('😀😀😀😀', 3)).toBe('😀😀…')
    expect(clean('exactly', 7)).toBe('exactly')
  })

  test('keeps every & where Electron would take one for an access key', () => {
    expect(menuTemplate([text('R&D && more')], () => {})).toEqual([{ label: 'R&&D &&&& more', enabled: false }])
  })
})

describe('a long list', () => {
  const list = (length: number) => Array.from({ length }, (_, n) => item(`name-${String(n).padStart(4, '0')}`, quit))
  const sizes = (nodes: readonly MenuNode[]): number[] => [
    nodes.length,
    ...nodes.flatMap((node) => (node.kind === 'menu' ? sizes(node.items) : [])),
  ]
  const leaves = (nodes: readonly MenuNode[]): MenuNode[] =>
    nodes.flatMap((node) => (node.kind === 'menu' ? leaves(node.items) : [node]))

  test('stays as it is up to 25 lines', () => {
    expect(split(list(25))).toHaveLength(25)
  })

  test('is split evenly, each part named by its first and last', () => {
    expect(split(list(26)).map((node) => node.label)).toEqual(['name-0000 – name-0012', 'name-0013 – name-0025'])
  })

  test.each([26, 312, 625, 626, 5000])('of %i is nowhere longer than 25 lines, and complete and in order', (length) => {
    const parts = split(list(length))
    expect(Math.max(...sizes(parts))).toBeLessThanOrEqual(25)
    expect(leaves(parts)).toEqual(list(length))
  })
})

describe('the template', () => {
  test('has no separator at an edge, nor two in a row', () => {
    expect(separated([[], [text('a')], [], [text('b')], []]).map((node) => node.kind)).toEqual([
      'text',
      'separator',
      'text',
    ])
  })

  test('marks the chosen one of several by radio', () => {
    expect(menuTemplate([choice('a', false), choice('b', true)], () => {})).toMatchObject([
      { type: 'radio', checked: false },
      { type: 'radio', checked: true },
    ])
  })

  test('has check boxes where none is chosen, since Electron would mark the first radio', () => {
    expect(menuTemplate([choice('a', false), choice('b', false)], () => {})).toMatchObject([
      { type: 'checkbox', checked: false },
      { type: 'checkbox', checked: false },
    ])
  })

  test('hands over the action of what is clicked', () => {
    const act = vi.fn()
    const [entry] = menuTemplate([item('Quit', quit)], act)
    if (entry?.click) Reflect.apply(entry.click, undefined, [])
    expect(act).toHaveBeenCalledExactlyOnceWith(quit)
  })
})

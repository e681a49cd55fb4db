import { describe, expect, test } from 'vitest'
import { newestToUndo, type ChangeRecord } from './state.ts'

function change(id: string, more: Partial<ChangeRecord> = {}): ChangeRecord {
  return { id, at: '2026-11-22T17:00:00.000Z', what: id, added: 1, removed: 0, undoes: null, undone: false, ...more }
}

describe('the change that undoing once more takes back', () => {
  test('is the newest', () => {
    expect(newestToUndo([change('b'), change('a')])?.id).toBe('b')
  })

  test('is the one before what is undone, and never an undo', () => {
    const changes = [change('u', { undoes: 'b' }), change('b', { undone: true }), change('a')]
    expect(newestToUndo(changes)?.id).toBe('a')
  })

  test('is the one that stands again once its undo was undone', () => {
    const changes = [change('v', { undoes: 'u' }), change('u', { undoes: 'b', undone: true }), change('b'), change('a')]
    expect(newestToUndo(changes)?.id).toBe('b')
  })

  test('is none when none stands', () => {
    expect(newestToUndo([change('u', { undoes: 'a' }), change('a', { undone: true })])).toBeUndefined()
  })
})

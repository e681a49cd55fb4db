import { expect, test } from 'vitest'
import { applyPatch, type AppState, type StatePatch } from '../../shared/state.ts'
import { createStore } from './store.ts'

const initial = { revision: 0, active: null, recent: [], sessions: [] } as unknown as AppState

test('a change carries only the slices that differ, and one revision', () => {
  const store = createStore(initial)
  const patches: StatePatch[] = []
  store.subscribe((patch) => patches.push(patch))
  store.update({ active: 'prod', recent: [] })
  store.update({ active: 'prod', recent: [] })
  expect(patches).toEqual([{ revision: 1, active: 'prod' }])
  expect(store.get()).toMatchObject({ revision: 1, active: 'prod' })
})

test('a listener that has gone hears nothing more', () => {
  const store = createStore(initial)
  let heard = 0
  const stop = store.subscribe(() => (heard += 1))
  store.update({ active: 'a' })
  stop()
  store.update({ active: 'b' })
  expect(heard).toBe(1)
})

test('a face that applies the patches has the state, and ignores old ones', () => {
  const store = createStore(initial)
  let face = store.get()
  const patches: StatePatch[] = []
  store.subscribe((patch) => patches.push(patch))
  store.update({ active: 'a' })
  store.update({ active: 'b', recent: ['b'] })
  for (const patch of patches) face = applyPatch(face, patch)
  expect(face).toEqual(store.get())
  expect(applyPatch(face, { revision: 1, active: 'a' })).toBe(face)
})

import { describe, expect, test } from 'vitest'
import type { AppState, StatePatch } from '../../shared/state.ts'
import { emptyState } from '../../testing/ui/states.ts'
import type { Connection, Link } from './connection.ts'
import { createStateStore } from './store.ts'

/** A connection whose snapshots are answered by hand. */
function createConnection() {
  let link: Link = { status: 'open', elsewhere: false }
  const patches = new Set<(patch: StatePatch) => void>()
  const links = new Set<() => void>()
  const asked: ((state: AppState) => void)[] = []
  const connection = {
    api: {
      subscribe: (listener: (patch: StatePatch) => void) => patches.add(listener),
      snapshot: () => new Promise<AppState>((resolve) => asked.push(resolve)),
    },
    link: { get: () => link, subscribe: (listener: () => void) => links.add(listener) },
  } as unknown as Connection
  return {
    connection,
    push: (patch: StatePatch) => patches.forEach((listener) => listener(patch)),
    setLink(status: Link['status']) {
      link = { ...link, status }
      links.forEach((listener) => listener())
    },
    async answer(nth: number, change: Partial<AppState>) {
      asked[nth]?.({ ...emptyState(), ...change })
      await Promise.resolve()
      await Promise.resolve()
    },
    asked,
  }
}

describe('the copy of the state', () => {
  test('is the snapshot and the newer patches, in order of revision', async () => {
    const { connection, push, answer } = createConnection()
    const store = createStateStore(connection)
    expect(store.get()).toBeNull()
    push({ revision: 7, active: 'seven' })
    push({ revision: 5, active: 'five' })
    push({ revision: 6, active: 'six' })
    await answer(0, { revision: 5, active: 'snapshot' })
    expect(store.get()).toMatchObject({ revision: 7, active: 'seven' })
    push({ revision: 8, active: 'eight' })
    expect(store.get()).toMatchObject({ revision: 8, active: 'eight' })
  })

  test('ignores what is not newer', async () => {
    const { connection, push, answer } = createConnection()
    const store = createStateStore(connection)
    await answer(0, { revision: 5, active: 'snapshot' })
    const before = store.get()
    push({ revision: 5, active: 'old' })
    expect(store.get()).toBe(before)
  })

  test('has nothing under a name that every object has', async () => {
    const { connection, push, answer } = createConnection()
    const store = createStateStore(connection)
    await answer(0, { revision: 5 })
    expect(store.get()?.signIns['constructor']).toBeUndefined()
    push({ revision: 6, signIns: {} })
    expect(store.get()?.signIns['constructor']).toBeUndefined()
  })

  test('begins again after a reconnection, though revisions begin again as well', async () => {
    const { connection, push, answer, setLink, asked } = createConnection()
    const store = createStateStore(connection)
    await answer(0, { revision: 50, active: 'before' })
    setLink('dropped')
    expect(store.get()).toMatchObject({ active: 'before' })
    setLink('open')
    expect(asked).toHaveLength(2)
    push({ revision: 2, active: 'early' })
    await answer(1, { revision: 1, active: 'after' })
    expect(store.get()).toMatchObject({ revision: 2, active: 'early' })
  })

  test('takes the answer of the latest connection only', async () => {
    const { connection, answer, setLink } = createConnection()
    const store = createStateStore(connection)
    setLink('dropped')
    setLink('open')
    await answer(1, { revision: 1, active: 'second' })
    await answer(0, { revision: 90, active: 'first' })
    expect(store.get()).toMatchObject({ active: 'second' })
  })

  test('tells its listeners, until they leave', async () => {
    const { connection, push, answer } = createConnection()
    const store = createStateStore(connection)
    let told = 0
    const leave = store.subscribe(() => {
      told += 1
    })
    await answer(0, { revision: 5 })
    push({ revision: 6, active: 'a' })
    leave()
    push({ revision: 7, active: 'b' })
    expect(told).toBe(2)
  })
})

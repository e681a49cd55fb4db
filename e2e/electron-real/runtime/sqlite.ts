/** Node 18 has no `node:sqlite`. Lanyard uses it as a lock alone, of one writer or many readers; here within one process. */

const readers = new Map<string, Set<DatabaseSync>>()
const writers = new Map<string, DatabaseSync>()

export class DatabaseSync {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  exec(sql: string): void {
    if (sql === 'BEGIN EXCLUSIVE') {
      if (this.#isWritten() || (readers.get(this.#file)?.size ?? 0) > 0) throw busy()
      writers.set(this.#file, this)
    } else if (sql.startsWith('SELECT')) {
      if (this.#isWritten()) throw busy()
      readers.set(this.#file, (readers.get(this.#file) ?? new Set()).add(this))
    } else if (sql === 'ROLLBACK') this.close()
  }

  close(): void {
    if (writers.get(this.#file) === this) writers.delete(this.#file)
    readers.get(this.#file)?.delete(this)
  }

  #isWritten(): boolean {
    return writers.has(this.#file)
  }
}

function busy(): Error {
  return Object.assign(new Error('database is locked'), { errcode: 5 })
}

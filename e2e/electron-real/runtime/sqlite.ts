/** Node 18 has no `node:sqlite`. Lanyard uses it as a lock alone; here it holds within one process. */

const held = new Set<string>()

export class DatabaseSync {
  readonly #file: string
  #holds = false

  constructor(file: string) {
    this.#file = file
  }

  exec(): void {
    if (held.has(this.#file)) throw Object.assign(new Error('database is locked'), { errcode: 5 })
    held.add(this.#file)
    this.#holds = true
  }

  close(): void {
    if (this.#holds) held.delete(this.#file)
  }
}

/** Makes a stand-in that fails on whatever it does not have, instead of being silently less than Electron. */

/** `target`, from which anything it lacks throws, named as `name.property`. */
export function known<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      // `then` is asked of everything that is awaited.
      if (typeof key === 'symbol' || key in object || key === 'then') return Reflect.get(object, key, receiver)
      throw unknown(name, key)
    },
    set(object, key, value, receiver) {
      if (typeof key === 'symbol' || key in object) return Reflect.set(object, key, value, receiver)
      throw unknown(name, key)
    },
  })
}

/** The class `target`, whose instances, and which itself, throw for anything they lack. */
export function knownClass<T extends new (...args: never[]) => object>(name: string, target: T): T {
  return new Proxy(known(name, target), {
    construct: (object, args, newTarget) => known(name, Reflect.construct(object, args, newTarget)),
  })
}

function unknown(name: string, key: string): Error {
  return new Error(`the stand-in for Electron does not know ${name}.${key}`)
}

import type { UnitOfWork } from '../gate/unit-of-work.ts'
import type { StoreTransaction } from '../ports/ports.ts'

/** A transaction as commands see it: their session's own writes are flushed before each read or write. */
export function flushing(tx: StoreTransaction, work: UnitOfWork): StoreTransaction {
  return new Proxy(tx, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...args: unknown[]) =>
        work.isDirty ? work.flush().then(() => method.apply(target, args)) : method.apply(target, args)
    },
  })
}

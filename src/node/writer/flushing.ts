import type { UnitOfWork } from '../gate/unit-of-work.ts'
import type { StoreTransaction } from '../ports/ports.ts'

/** A transaction as commands see it: their session's own writes are flushed before each read or write. */
export function flushing(tx: StoreTransaction, work: UnitOfWork): StoreTransaction {
  const subjects: StoreTransaction['subjects'] = async (scope, ids) => {
    const stored = await work.mayBeStored(scope, ids)
    if (stored.length === 0) return []
    if (work.isDirty) await work.flush()
    return await tx.subjects(scope, stored)
  }
  return new Proxy(tx, {
    get: (target, name) => {
      if (name === 'subjects') return subjects
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...args: unknown[]) =>
        work.isDirty ? work.flush().then(() => method.apply(target, args)) : method.apply(target, args)
    },
  })
}

import type { Scope } from '../../kernel/index.ts'

/** Values by a scope and an id in it: without one text made of both, which would have to be hashed at every look. */
export class ScopedMap<Value> {
  /** Made with the first value: most maps of a job stay empty. */
  #scopes: Map<Scope, Map<string, Value>> | null = null

  has(scope: Scope, id: string): boolean {
    return this.#scopes?.get(scope)?.has(id) ?? false
  }

  get(scope: Scope, id: string): Value | undefined {
    return this.#scopes?.get(scope)?.get(id)
  }

  set(scope: Scope, id: string, value: Value): void {
    this.#scopes ??= new Map()
    const values = this.#scopes.get(scope)
    if (values === undefined) this.#scopes.set(scope, new Map([[id, value]]))
    else values.set(id, value)
  }

  delete(scope: Scope, id: string): void {
    this.#scopes?.get(scope)?.delete(id)
  }

  /** All values of a scope. */
  of(scope: Scope): Value[] {
    return [...(this.#scopes?.get(scope)?.values() ?? [])]
  }

  /** All values, scope by scope. */
  all(): Value[] {
    return [...(this.#scopes?.values() ?? [])].flatMap((values) => [...values.values()])
  }

  get isEmpty(): boolean {
    return this.#scopes === null
  }

  clear(): void {
    this.#scopes = null
  }
}

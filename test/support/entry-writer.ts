import type { Signer } from '../../src/identity/index.ts'
import { type Hash, type Instant, type JsonObject, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { type Entry, encodeEntry, type SealedEntry, sealEntry } from '../../src/log/index.ts'
import { START } from './node.ts'

export interface Words {
  readonly kind: string
  readonly subject: string
  readonly body: JsonObject
  readonly after?: readonly Hash[]
  readonly at?: number
}

/** Writes one log by hand, whatever its entries are worth: chained, numbered, signed. */
export class EntryWriter {
  readonly signer: Signer
  readonly scope: Scope
  #last: SealedEntry | null

  constructor(signer: Signer, scope: Scope = PUBLIC_SCOPE, last: SealedEntry | null = null) {
    this.signer = signer
    this.scope = scope
    this.#last = last
  }

  write({ kind, subject, body, after = [], at }: Words): SealedEntry {
    const entry: Entry = {
      v: 1,
      author: this.signer.did,
      scope: this.scope,
      seq: (this.#last?.entry.seq ?? 0) + 1,
      prev: this.#last?.hash ?? null,
      at: (at ?? this.#last?.entry.at ?? START) as Instant,
      kind,
      subject,
      after: [...new Set(after)].sort(),
      body,
    }
    const unsigned = encodeEntry(entry)
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    this.#last = sealEntry(unsigned.value, this.signer)
    return this.#last
  }

  /** Adds to a counter in the public scope. */
  add(amount: number, { counter = 'x', ...words }: Partial<Words> & { readonly counter?: string } = {}): SealedEntry {
    return this.write({ kind: 'counter.added', subject: `tal_${counter}`, body: { counter, amount }, ...words })
  }

  /** Adds several, one after the other. */
  addMany(count: number): SealedEntry[] {
    return Array.from({ length: count }, (_, i) => this.add(i + 1))
  }

  /** A writer of the same hand that goes on after an earlier entry, or begins anew: it forks the log. */
  fork(after: SealedEntry | null): EntryWriter {
    return new EntryWriter(this.signer, this.scope, after)
  }
}

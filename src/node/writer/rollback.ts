import type { Refusal } from '../../kernel/index.ts'

/** Rolls back the writes of a job and carries a refusal out of its transaction. */
export class Rollback extends Error {
  override readonly name = 'Undo'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

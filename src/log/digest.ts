import { createHash } from 'node:crypto'
import { canonicalText, type Hash, type Json } from '../kernel/index.ts'

/** Version of the rules as a whole, included in every digest. Documents of earlier versions are read by these rules. */
export const RULE_SET = 4
const DIGEST_TAG = 'rochdale-digest-v1'

/** A fact of a scope, in the order in which they are fed. */
export interface FactPlace {
  readonly part: 'subjects' | 'verdicts'
  readonly key: string
}

/** SHA-256 digest of a scope's facts and verdicts, fed in ascending order of subject ids, then of entry hashes. */
export class StateDigest {
  readonly #sha = createHash('sha256').update(`${DIGEST_TAG}\n{"rules":${RULE_SET},"subjects":{`)
  #first = true
  #inVerdicts = false

  addSubject(id: string, state: Json): void {
    this.#addMember(id, state)
  }

  addVerdict(hash: Hash, refusalCode: string | null): void {
    this.#beginVerdicts()
    this.#addMember(hash, refusalCode)
  }

  finish(): Hash {
    this.#beginVerdicts()
    return this.#sha.update('}}').digest('hex') as Hash
  }

  #beginVerdicts(): void {
    if (this.#inVerdicts) return
    this.#sha.update('},"verdicts":{')
    this.#inVerdicts = true
    this.#first = true
  }

  #addMember(key: string, value: Json): void {
    this.#sha.update(`${this.#first ? '' : ','}${JSON.stringify(key)}:${canonicalText(value)}`)
    this.#first = false
  }
}

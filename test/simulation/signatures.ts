import crypto, { type KeyObject } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const REMEMBERED_MAX = 50_000
const answers = new Map<string, boolean>()
const numbers = new WeakMap<KeyObject, number>()
let keys = 0

/**
 * Lets Node's check of a signature answer from memory where it has been asked the very same before, key, message and
 * signature: all nodes of a simulation live in one process, and each checks what the others have checked. Nothing of a
 * node knows; what is asked of each signature, and how often, stays as it is.
 */
export function rememberSignatures(): void {
  const { verify } = crypto
  if (verify.name === 'remembered') return
  function remembered(algorithm: null, message: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
    const asked = `${numberOf(key)} ${textOf(signature)} ${textOf(message)}`
    const known = answers.get(asked)
    if (known !== undefined) return known
    const answer = verify(algorithm, message, key, signature)
    if (answers.size >= REMEMBERED_MAX) answers.clear()
    answers.set(asked, answer)
    return answer
  }
  Object.assign(crypto, { verify: remembered })
  syncBuiltinESMExports()
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function numberOf(key: KeyObject): number {
  const known = numbers.get(key) ?? keys++
  numbers.set(key, known)
  return known
}

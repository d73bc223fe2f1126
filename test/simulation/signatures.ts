import crypto, { type KeyObject } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const REMEMBERED_MAX = 50_000
const answers = new Map<string, boolean>()
const keys = new WeakMap<KeyObject, string>()

type VerifyArguments = [
  algorithm: null,
  message: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
  told?: (error: Error | null, holds: boolean) => void,
]

/**
 * Lets Node's check of a signature answer from memory where that very signature, by key and message, was checked or made
 * before: all nodes of a simulation live in one process, and each checks what the others have signed and checked. Nothing
 * of a node knows; what is asked of each signature, and how often, stays as it is.
 */
export function rememberSignatures(): void {
  const { sign, verify } = crypto
  if (verify.name === 'remembered') return
  function signed(algorithm: null, message: Uint8Array, key: KeyObject): Buffer {
    const signature = sign(algorithm, message, key)
    remember(nameOf(key, message, signature), true)
    return signature
  }
  function holds(algorithm: null, message: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
    const asked = nameOf(key, message, signature)
    const known = answers.get(asked)
    if (known !== undefined) return known
    const answer = verify(algorithm, message, key, signature)
    remember(asked, answer)
    return answer
  }
  // With a callback, Node verifies in its thread pool: here the order of what happens depends on no thread.
  function remembered(...[algorithm, message, key, signature, told]: VerifyArguments): boolean | undefined {
    const answer = holds(algorithm, message, key, signature)
    if (told === undefined) return answer
    queueMicrotask(() => told(null, answer))
  }
  Object.assign(crypto, { sign: signed, verify: remembered })
  syncBuiltinESMExports()
}

function remember(asked: string, answer: boolean): void {
  if (answers.size >= REMEMBERED_MAX) answers.clear()
  answers.set(asked, answer)
}

function nameOf(key: KeyObject, message: Uint8Array, signature: Uint8Array): string {
  return `${publicTextOf(key)} ${textOf(signature)} ${textOf(message)}`
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** One text for a public key and for the private one that belongs to it. */
function publicTextOf(key: KeyObject): string {
  const known = keys.get(key)
  if (known !== undefined) return known
  const publicKey = key.type === 'private' ? crypto.createPublicKey(key) : key
  const text = textOf(publicKey.export({ format: 'der', type: 'spki' }))
  keys.set(key, text)
  return text
}

import { expect, test } from 'vitest'
import { checkDid, publicKeyOf } from '../../src/identity/index.ts'
import { signerNumber } from '../support/node.ts'

test('what is longer than any DID is refused before it is read as base58, whose cost grows with its square', () => {
  const long = signerNumber(1).did.padEnd(10_000_000, 'x')
  for (const read of [checkDid(long), publicKeyOf(long)]) {
    expect(!read.ok && read.refusal.message.length).toBeLessThan(300)
  }
})

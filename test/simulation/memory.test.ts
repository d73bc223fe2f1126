import { expect, test } from 'vitest'
import { taggedMessage, verifySignature, verifySignatureInPool } from '../../src/identity/index.ts'
import { done, type Hash, type Json } from '../../src/kernel/index.ts'
import { type AnyKind, type EntryContext, NOTHING_NAMED } from '../../src/log/index.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { described } from '../support/described.ts'
import { signerNumber } from '../support/node.ts'
import { rememberFolds } from './folds.ts'
import { rememberSignatures } from './signatures.ts'

const HASH = 'a'.repeat(64) as Hash

/** A kind that reads two subjects at a cutoff, the second only where the first is there. */
function readingKind(): { readonly kind: AnyKind; readonly asked: string[] } {
  const asked: string[] = []
  const kind: AnyKind = {
    name: 'note.taken',
    decode: () => ({ ok: true, value: {} }),
    subject: () => 'note',
    cut: () => ({ heads: [], subjects: ['one', 'other'] }),
    check: (_state, _body, { named }: EntryContext) => {
      asked.push(`${named.cutHoldsPast} ${named.subjectAtCut('one') !== null && named.subjectAtCut('other')}`)
      return done
    },
    evolve: (_state, _body, { named }: EntryContext) => ({ one: named.subjectAtCut('one') as Json }),
  }
  const { kinds } =
    rememberFolds(createProtocol([{ name: 'note', ...described('note'), scope: 'public', kinds: [kind] }]))
      .aggregates[0] ?? {}
  return { kind: kinds?.[0] ?? kind, asked }
}

function contextAt(facts: Readonly<Record<string, object>>, cutHoldsPast = true): EntryContext {
  const named = { ...NOTHING_NAMED, cutHoldsPast, subjectAtCut: (id: string) => facts[id] ?? null }
  return { hash: HASH, named } as unknown as EntryContext
}

test('what a kind has read at a cutoff is asked anew wherever that is another', () => {
  const { kind, asked } = readingKind()
  const [one, other] = [{ of: 'one' }, { of: 'other' }]
  for (const context of [contextAt({}), contextAt({ other }), contextAt({})]) kind.check(null, {}, context)
  expect(asked).toHaveLength(1)
  kind.check(null, {}, contextAt({ one }))
  kind.check(null, {}, contextAt({ one, other }))
  kind.check(null, {}, contextAt({ one: { ...one }, other }))
  kind.check(null, {}, contextAt({}, false))
  expect(asked).toHaveLength(5)
  expect(kind.evolve(null, {}, contextAt({ one }))).toEqual({ one })
  expect(kind.evolve(null, {}, contextAt({}))).toEqual({ one: null })
})

test('a signature that was made here is one by that key over that message alone', async () => {
  rememberSignatures()
  const [signer, other] = [signerNumber(1), signerNumber(2)]
  const [message, another] = ['a', 'b'].map((letter) => taggedMessage('test-v1', letter.repeat(64) as Hash))
  if (message === undefined || another === undefined) throw new Error('two messages')
  const signature = signer.sign(message)
  const changed = signature.map((byte, i) => (i === 0 ? byte ^ 1 : byte))
  expect(verifySignature(signer.did, message, signature).ok).toBe(true)
  expect(verifySignature(signer.did, another, signature).ok).toBe(false)
  expect(verifySignature(other.did, message, signature).ok).toBe(false)
  expect(verifySignature(signer.did, message, changed).ok).toBe(false)
  const told = (bytes: Uint8Array) =>
    new Promise((resolve) => verifySignatureInPool(signer.did, message, bytes, ({ ok }) => resolve(ok)))
  expect([await told(signature), await told(changed)]).toEqual([true, false])
})

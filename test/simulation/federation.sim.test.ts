import { describe, expect, test } from 'vitest'
import { playFederation } from './federation.ts'

/** What must have counted in one of these stories at least. */
const EVERYTHING = [
  'agreement.suspended',
  'agreement.resumed',
  'amendment.effected',
  'attestation.issued',
  'comment.added',
  'cooperative.vouched',
  'dispute.resolved',
  'netting.committed',
  'netting.unaccepted',
  'obligation.confirmed',
  'obligation.forgiven',
  'obligation.withdrawn',
  'payment.recorded',
  'payment.confirmed',
  'payment.withdrawn',
  'termination.notified',
  'fork.witnessed',
]

describe('a federation that agrees, clears and attests on a bad network', () => {
  const said = new Set<string>()

  test.each([3, 14, 20, 79])(
    'ends with equal books, conserved amounts and no illegal transition (seed %i)',
    async (seed) => {
      const played = await playFederation(seed)
      expect(played.problems).toEqual([])
      expect(played.entries).toBeGreaterThan(played.size)
      for (const what of Object.keys(played.said)) said.add(what)
    },
  )

  test('has seen everything that cooperatives do with each other', () => {
    expect([...said]).toEqual(expect.arrayContaining(EVERYTHING))
  })
})

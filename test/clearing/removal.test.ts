import { describe, expect, test } from 'vitest'
import { netPositions } from '../../src/clearing/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { amendmentOf, roles, Words } from '../agreements/agreeing.ts'
import { alder, birch, cedar, clearingDocument, dogwood, Ledger } from './ledger.ts'

const ALL = [alder, birch, cedar, dogwood]

/** A circle of three, and an amendment by the fourth, signed by all, that removes one of them. */
function leaving() {
  const parties = roles(...ALL.map((one, i) => [one, i === 0 ? 'PROPOSER' : 'COUNTERPARTY'] as const))
  const ledger = Ledger.open(clearingDocument({ parties }), ALL)
  const debts = {
    ab: { debtor: alder, creditor: birch, amount: 100 },
    bc: { debtor: birch, creditor: cedar, amount: 80 },
    ca: { debtor: cedar, creditor: alder, amount: 60 },
  }
  for (const debt of Object.values(debts)) ledger.bind(debt)
  const without = parties
    .filter(({ did }) => did !== cedar.did)
    .map((party) => ({ ...party, role: party.did === dogwood.did ? ('PROPOSER' as const) : ('COUNTERPARTY' as const) }))
  const document = amendmentOf(ledger.document, dogwood, { parties: without })
  const words = new Words(ledger.desk)
  words.amend(dogwood, document)
  const signed = [alder, birch, cedar].map((signer) => words.sign(signer, document))
  return { ledger, debts, document, signed }
}

/** The amendment takes effect for somebody who has seen nothing of what was said elsewhere meanwhile. */
function effected(meanwhile: (there: Ledger, debts: ReturnType<typeof leaving>['debts']) => void): Ledger {
  const { ledger, debts, document, signed } = leaving()
  const there = ledger.split()
  meanwhile(there, debts)
  new Words(ledger.desk).effect(dogwood, document, signed)
  ledger.hear(there)
  ledger.desk.history.expectSameInAnyOrder()
  return ledger
}

describe('law 7: what both sides have signed stands, though one of them had signed its removal before', () => {
  const late = { debtor: cedar, creditor: alder, amount: 7, reference: 'late' }

  test('a debt that its debtor confirms after signing its own removal', () => {
    const ledger = effected((there) => {
      there.record(alder, late)
      there.confirm(cedar, late)
    })
    expect(ledger.view(late)).toMatchObject({ status: 'CONFIRMED', remaining: '7' })
  })

  test('a payment to the one that leaves, confirmed by it', () => {
    const ledger = effected((there, { bc }) => {
      there.confirmPayment(cedar, bc, there.pay(birch, bc, 80))
    })
    expect(ledger.view({ debtor: birch, creditor: cedar, amount: 80 })).toMatchObject({
      status: 'SETTLED',
      payments: [{ status: 'CONFIRMED', amount: '80' }],
    })
  })

  test('a round that the one that leaves has accepted, over a debt that began meanwhile', () => {
    let proposal: SealedEntry | undefined
    const ledger = effected((there) => {
      there.bind(late)
      proposal = there.proposeRound(birch)
      there.commit(birch, proposal, [there.accept(alder, proposal), there.accept(cedar, proposal)])
    })
    if (proposal === undefined) throw new Error('proposed above')
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'COMMITTED', committedTotal: '201' })
    expect(ledger.view(late)).toMatchObject({ status: 'SETTLED' })
    const positions = netPositions(ledger.totals()).map(({ cooperative, net }) => [cooperative, net])
    expect(Object.fromEntries(positions)).toEqual({ [alder.did]: '-33', [birch.did]: '20', [cedar.did]: '13' })
  })
})

import { describe, expect, test } from 'vitest'
import { netPositions } from '../../src/clearing/index.ts'
import { amendmentOf, roles, Words } from '../agreements/agreeing.ts'
import { alder, birch, cedar, clearingDocument, dogwood, EUR, Ledger } from './ledger.ts'

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
    .map(({ did }) => ({ did, role: did === dogwood.did ? ('PROPOSER' as const) : ('COUNTERPARTY' as const) }))
  const document = amendmentOf(ledger.document, dogwood, { parties: without })
  const words = new Words(ledger.desk)
  words.amend(dogwood, document)
  const signed = [alder, birch, cedar].map((signer) => words.sign(signer, document))
  return { ledger, debts, document, signed }
}

describe('I10: a removal and what crosses it', () => {
  test('answers of the removed count, debts begun after the signature do not, in any order of arrival', () => {
    const { ledger, debts, document, signed } = leaving()
    const there = ledger.split()
    const late = { debtor: cedar, creditor: alder, amount: 7, reference: 'late' }
    there.bind(late)
    const proposal = there.proposeRound(birch)
    const yes = [there.accept(alder, proposal), there.accept(cedar, proposal)]
    there.commit(birch, proposal, yes)
    expect(there.view(late)).toMatchObject({ status: 'SETTLED' })
    new Words(ledger.desk).effect(dogwood, document, signed, undefined, [])
    ledger.hear(there)
    expect(yes.map((entry) => ledger.refusal(entry))).toEqual([null, null])
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'COMMITTED', committedTotal: '201' })
    expect(ledger.desk.history.fold(ledger.idOf(late)).state).toBeNull()
    // Everybody stands where the round left him, alder 33 below nothing, though one of the debts is no more.
    const positions = netPositions(ledger.debts(), EUR).map(({ cooperative, net }) => [cooperative, net])
    expect(Object.fromEntries(positions)).toEqual({ [alder.did]: '-33', [birch.did]: '20', [cedar.did]: '13' })
    expect(ledger.view(debts.ca)).toMatchObject({ status: 'SETTLED' })
    ledger.desk.history.expectSameInAnyOrder()
  })
})

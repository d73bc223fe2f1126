import { expect, test } from 'vitest'
import { agreementAggregate, documentHash } from '../../src/agreements/index.ts'
import { attestationAggregate } from '../../src/attestations/index.ts'
import type { Scope } from '../../src/kernel/index.ts'
import { firstDocument, Words } from '../agreements/agreeing.ts'
import { History } from '../support/history.ts'
import { START } from '../support/node.ts'
import { alder, birch, credentialOf, issue, revoke } from './statements.ts'

const recognition = firstDocument({
  type: 'MUTUAL_RECOGNITION',
  terms: { attestationTypes: ['MemberInGoodStanding', 'Harvest'] },
} as never)
const clearing = firstDocument()

function proposed(document = recognition) {
  const history = new History(document.agreementId, [agreementAggregate, attestationAggregate])
  const desk = history.desk(START)
  new Words(desk).propose(alder, document)
  return { history, desk, scope: document.agreementId as Scope, hash: documentHash(document) }
}

test('A5: under an agreement that recognises its type, an attestation is for the parties alone', () => {
  const { history, desk, scope, hash } = proposed()
  const credential = credentialOf(alder, { type: 'Harvest' }, scope)
  expect(history.refusalOf(issue(desk, alder, credential, hash))).toBeNull()
  expect(history.refusalOf(revoke(desk, alder, credential))).toBeNull()
  history.expectSameInAnyOrder()
})

test('A5: a counterparty attests as the proposer does', () => {
  const { history, desk, scope, hash } = proposed()
  new Words(desk).sign(birch, recognition)
  const credential = credentialOf(birch, { subject: alder.did }, scope)
  expect(history.refusalOf(issue(desk, birch, credential, hash))).toBeNull()
})

test('A5: a type that the document does not list is refused', () => {
  const { history, desk, scope, hash } = proposed()
  const credential = credentialOf(alder, { type: 'PaymentReliability', claims: { onTimePercent: 98 } }, scope)
  expect(history.refusalOf(issue(desk, alder, credential, hash))).toBe('attestations.not-recognised')
})

test('A5: an agreement of another type recognises nothing', () => {
  const { history, desk, scope, hash } = proposed(clearing)
  const entry = issue(desk, alder, credentialOf(alder, {}, scope), hash)
  expect(history.refusalOf(entry)).toBe('attestations.not-recognised')
})

test("A5: in an agreement's scope the document is named", () => {
  const { history, desk, scope } = proposed()
  const entry = issue(desk, alder, credentialOf(alder, {}, scope))
  expect(history.refusalOf(entry)).toBe('attestations.document-misplaced')
})

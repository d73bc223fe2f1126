import { type AgreementDocument, agreementIdOf } from '../../src/agreements/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import { roles, Words } from '../agreements/agreeing.ts'
import { alder, clearingDocument, Ledger } from './ledger.ts'

/** An agreement that each has signed at its own desk, as nodes do it: a first entry answers the document itself. */
export function concluded(title: string, signers: readonly Signer[], changes: Partial<AgreementDocument> = {}): Ledger {
  const [proposer = alder, ...others] = signers
  const parties = roles([proposer, 'PROPOSER'], ...others.map((signer) => [signer, 'COUNTERPARTY'] as const))
  const nonce = title.replaceAll(' ', '-').padEnd(16, '-')
  const ledger = Ledger.blank(
    clearingDocument({
      agreementId: agreementIdOf(proposer.did, nonce),
      title,
      nonce,
      parties,
      ...changes,
    } as Partial<AgreementDocument>),
  )
  const words = new Words(ledger.desk)
  words.propose(proposer, ledger.document)
  const desks = others.map((signer) => ({ desk: words.split(), signer }))
  const signed = desks.map(({ desk, signer }) => desk.sign(signer, ledger.document))
  for (const { desk } of desks) words.hear(desk)
  words.activate(proposer, ledger.document, signed)
  return ledger
}

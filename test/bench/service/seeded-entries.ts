import { agreementIdOf, documentHash, documentJson } from '../../../src/agreements/index.ts'
import { bodyHash, type ObligationBody, obligationId } from '../../../src/clearing/index.ts'
import type { Signer } from '../../../src/identity/index.ts'
import type { Hash, Instant, Scope } from '../../../src/kernel/index.ts'
import { RULE_SET, type SealedEntry } from '../../../src/log/index.ts'
import { firstDocument, proofOf } from '../../agreements/agreeing.ts'
import { CURRENCY } from '../../federation/support/dealings.ts'
import { EntryWriter, type Words } from '../../support/entry-writer.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const DUE_DAYS = 365
/** All of them together stay within the credit limit of the arrangement. */
const AMOUNT_MAX = 10_000
/** Primes, so that neighbours in the log are none in an order by due date or by amount. */
const [AMOUNT_STEP, DUE_STEP] = [7_919, 101]

/** Two cooperatives' logs in the scope of an agreement. */
export interface Pair {
  readonly scope: Scope
  readonly documentHash: Hash
  readonly one: EntryWriter
  readonly other: EntryWriter
}

/** Debts with these numbers, half of them with either as debtor: first what each debtor records, then what each creditor confirms. */
export function debtEntries({ scope, documentHash, one, other }: Pair, numbers: readonly number[]): SealedEntry[][] {
  const debts = numbers.map((i) => {
    const [debtor, creditor] = i % 2 === 0 ? [one, other] : [other, one]
    const body = bodyOf(i, debtor.signer, creditor.signer, documentHash)
    return { debtor, creditor, body, subject: obligationId(scope, body) }
  })
  const recorded = debts.map(({ debtor, subject, body }) =>
    write(debtor, { kind: 'obligation.recorded', subject, body: { ...body } }),
  )
  const confirmed = debts.map(({ creditor, subject, body }, i) => {
    const after = [recorded[i]].flatMap((entry) => entry?.hash ?? [])
    const confirmation = { obligationId: subject, bodyHash: bodyHash(body) }
    return write(creditor, { kind: 'obligation.confirmed', subject, after, body: confirmation })
  })
  return [recorded, confirmed]
}

function bodyOf(i: number, debtor: Signer, creditor: Signer, documentHash: Hash): ObligationBody {
  const today = Math.floor(Date.now() / DAY_MS)
  return {
    ...{ debtor: debtor.did, creditor: creditor.did, currency: CURRENCY, reference: `invoice ${i}`, documentHash },
    amount: String(1 + ((i * AMOUNT_STEP) % AMOUNT_MAX)),
    dueDate: ((today + ((i * DUE_STEP) % DUE_DAYS)) * DAY_MS) as Instant,
  }
}

/** A cooperative, and what its public log begins with. */
export interface Founder {
  readonly signer: Signer
  readonly firstEntry: Hash
}

/** A clearing arrangement between two, proposed, signed, activated, with one debt under it. */
export function agreementEntries(number: number, proposer: Founder, other: Founder): SealedEntry[][] {
  const nonce = `agreement-${number}-of-the-bench`
  const document = firstDocument({
    ...{
      ruleSet: RULE_SET,
      nonce,
      agreementId: agreementIdOf(proposer.signer.did, nonce),
      title: `Agreement ${number}`,
    },
    parties: [
      { did: proposer.signer.did, role: 'PROPOSER', firstEntry: proposer.firstEntry },
      { did: other.signer.did, role: 'COUNTERPARTY', firstEntry: other.firstEntry },
    ],
  })
  const [scope, hash] = [document.agreementId, documentHash(document)]
  const [ours, theirs] = [new EntryWriter(proposer.signer, scope), new EntryWriter(other.signer, scope)]
  const about = (kind: string, body: Words['body'], after: readonly Hash[] = []) => ({
    kind,
    subject: scope,
    body,
    after,
  })
  const proposal = { document: documentJson(document), proof: proofOf(document, proposer.signer) }
  const proposed = write(ours, about('agreement.proposed', proposal))
  const signature = { documentHash: hash, proof: proofOf(document, other.signer) }
  const signed = write(theirs, about('agreement.signed', signature, [proposed.hash]))
  const activation = { documentHash: hash, signatures: [signed.hash] }
  const activated = write(ours, about('agreement.activated', activation, [signed.hash]))
  const pair = { scope, documentHash: hash, one: ours, other: theirs }
  return [[proposed], [signed], [activated], ...debtEntries(pair, [number])]
}

function write(writer: EntryWriter, words: Words): SealedEntry {
  return writer.write({ at: Date.now(), ...words })
}

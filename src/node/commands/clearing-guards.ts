import {
  type ClearingCurrency,
  currencyIn,
  exposure,
  type ObligationFacts,
  refuseClearing as refuse,
} from '../../clearing/index.ts'
import { type Did, done, type Hash, type Result } from '../../kernel/index.ts'
import type { CommandContext } from '../command.ts'
import { refuseForkers } from '../forks.ts'
import type { Arrangement } from './clearing-facts.ts'

/** A debt that this node is about to sign, or one that it is about to count against the limit. */
export interface DebtOffer {
  readonly debtor: Did
  readonly creditor: Did
  readonly currency: string
}

/** New debts are recorded only while the agreement is in operation. */
export function guardOperational({ view }: Arrangement): Result<void> {
  if (view.operational) return done
  const message = `the agreement is ${view.status} or not yet in effect: new debts need an ACTIVE one within its dates`
  return refuse('clearing.not-operational', message)
}

/** Debtor and creditor are two signing parties, one of them this cooperative, and the currency is cleared. */
export function guardOffer({ terms }: Arrangement, self: Did, offer: DebtOffer): Result<ClearingCurrency> {
  const { debtor, creditor, currency } = offer
  if (debtor === creditor) {
    return refuse(
      'clearing.self-obligation',
      'debtor and creditor are the same: an obligation is between two cooperatives',
    )
  }
  if (debtor !== self && creditor !== self) {
    return refuse('clearing.not-a-party', 'this cooperative records only what it owes or is owed itself')
  }
  for (const side of [debtor, creditor]) {
    if (!terms.signers.has(side)) {
      return refuse(
        'clearing.not-a-party',
        `${side} is no signing party of this agreement: name two of its signing parties`,
      )
    }
  }
  return currencyIn(terms, currency)
}

/** A document counts for new signatures once it has been in force: an amendment that is only proposed does not. */
export function guardInForce({ view }: Arrangement, documentHash: Hash): Result<void> {
  const amendment = view.amendments.find((candidate) => candidate.documentHash === documentHash)
  if (amendment === undefined || amendment.status === 'EFFECTIVE') return done
  return refuse('clearing.document-not-in-force', `the obligation rests on an amendment that is ${amendment.status}`)
}

/** What one debtor owes one creditor stays within the limit; counts up what a batch adds. */
export class LimitGuard {
  readonly #facts: readonly ObligationFacts[]
  readonly #self: Did
  readonly #owed = new Map<string, bigint>()

  constructor(self: Did, facts: readonly ObligationFacts[]) {
    this.#self = self
    this.#facts = facts
  }

  /** `amount` is what comes on top of everything that this node has signed, or been offered and not refused. */
  add(offer: DebtOffer, { code, scale, creditLimit }: ClearingCurrency, amount: bigint): Result<void> {
    const { debtor, creditor } = offer
    const key = `${debtor} ${creditor} ${code}`
    const pair = { self: this.#self, debtor, creditor, currency: code, scale }
    const before = this.#owed.get(key) ?? exposure(this.#facts, pair)
    const owed = before + amount
    const isWithin = owed <= BigInt(creditLimit)
    this.#owed.set(key, isWithin ? owed : before)
    if (isWithin) return done
    return refuse(
      'clearing.over-limit',
      `${debtor} would owe ${creditor} ${owed} ${code}; the agreement allows ${creditLimit} at a time, unconfirmed debts included`,
    )
  }
}

/** Nothing new with a cooperative that has forked a log; each is looked up once. */
export class ForkerGuard {
  readonly #context: CommandContext
  readonly #known = new Map<Did, Result<void>>()

  constructor(context: CommandContext) {
    this.#context = context
  }

  async check(did: Did): Promise<Result<void>> {
    const known = this.#known.get(did) ?? (await refuseForkers(this.#context, [did]))
    this.#known.set(did, known)
    return known
  }
}

/** This node signs nothing about an obligation that its own acceptance of an open round holds. */
export function guardUnreserved(reserved: ReadonlyMap<string, string>, obligation: string): Result<void> {
  const round = reserved.get(obligation)
  if (round === undefined) return done
  return refuse(
    'clearing.reserved',
    `${obligation} is reserved by ${round}, which this cooperative has accepted: wait for its end, or lift the reservation after its deadline`,
  )
}

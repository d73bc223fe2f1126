import {
  type ClearingCurrency,
  currencyIn,
  decidedOutcome,
  mayComeTo,
  moneyText,
  type ObligationState,
  type OutcomeFact,
  otherSide,
  outcomeBase,
  refuseClearing as refuse,
  type SignedBody,
} from '../../clearing/index.ts'
import { type Did, done, type Hash, type Result } from '../../kernel/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { refuseForkers } from '../../node/index.ts'
import { usageAggregate } from '../../resources/index.ts'
import { pendingCharges } from '../resources/pending-charges.ts'
import { ownExposure } from './exposure.ts'
import { type Arrangement, exposedFacts } from './facts.ts'

/** A debt that this node is about to sign, or to count against the limit. */
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

/** Guards of new debts under one agreement. Each debt that passes counts against the limit of the next. */
export class DebtGuards {
  readonly #context: CommandContext
  readonly #arrangement: Arrangement
  readonly #limit = new LimitGuard()
  readonly #forkers = new Map<Did, Result<void>>()
  readonly #charging: string | null

  /** `charging`: the use whose charge is signed; all other use that is not charged yet counts against the limit. */
  constructor(context: CommandContext, arrangement: Arrangement, charging: string | null = null) {
    this.#context = context
    this.#arrangement = arrangement
    this.#charging = charging
  }

  /** A debt that has not been recorded yet. */
  async checkOffer(offer: DebtOffer, currency: ClearingCurrency, amount: bigint): Promise<Result<void>> {
    const sides = await this.#checkSides(offer)
    return sides.ok ? await this.#checkLimit(offer, currency, amount) : sides
  }

  /** A signature under what the other side has recorded. */
  async checkSigning(state: ObligationState, theirs: Hash): Promise<Result<void>> {
    if (decidedOutcome(state) !== null) {
      return refuse(
        'clearing.already-resolved',
        'both sides have signed an outcome of the dispute: nothing is left to confirm',
      )
    }
    if (Object.keys(state.forgiveness).length > 0) {
      return refuse('clearing.already-forgiven', 'the creditor has forgiven it: nothing is left to confirm')
    }
    const body = state.bodies[theirs]
    return body === undefined ? done : await this.#checkNew(state, body, BigInt(body.amount))
  }

  /** An outcome of a dispute, if signing it would increase what this node counts already. */
  async checkOutcome(state: ObligationState, outcome: Pick<OutcomeFact, 'body' | 'outcome'>): Promise<Result<void>> {
    const base = outcomeBase(state, outcome)
    const body = state.bodies[outcome.body]
    if (body === undefined || (await this.#added(state, base)) === 0n) return done
    // An amount that was never recorded is a new debt, not just the end of a dispute.
    const isRecorded = Object.values(state.bodies).some(({ amount }) => base <= BigInt(amount))
    const operational = isRecorded ? done : guardOperational(this.#arrangement)
    return operational.ok ? await this.#checkNew(state, body, base) : operational
  }

  async #checkNew(state: ObligationState, body: SignedBody, base: bigint): Promise<Result<void>> {
    const inForce = guardInForce(this.#arrangement, body.documentHash)
    if (!inForce.ok) return inForce
    const sides = await this.#checkSides(state)
    if (!sides.ok) return sides
    const currency = this.#arrangement.terms.currencies.find(
      ({ code, scale }) => code === state.currency && scale === body.scale,
    )
    if (currency === undefined) {
      return refuse(
        'clearing.unknown-currency',
        `${state.currency} is no longer cleared under this agreement as it was then`,
      )
    }
    return await this.#checkLimit(state, currency, await this.#added(state, base))
  }

  async #checkLimit(offer: DebtOffer, currency: ClearingCurrency, amount: bigint): Promise<Result<void>> {
    return await this.#limit.add(offer, currency, amount, async () => {
      const { tx, self, now } = this.#context
      const { scope } = this.#arrangement
      const pair = { debtor: offer.debtor, creditor: offer.creditor, currency: offer.currency, scale: currency.scale }
      const options = {
        self,
        now,
        unanswered: await this.#context.unanswered(usageAggregate.subjectKind),
        except: this.#charging,
      }
      const pending = await pendingCharges(tx, { ...pair, settlement: scope }, options)
      return (await ownExposure(this.#context, scope, pair)) + pending
    })
  }

  /** What signing for an amount adds to what this node counts of the obligation already. */
  async #added(state: ObligationState, base: bigint): Promise<bigint> {
    const { self } = this.#context
    const [facts = { state, adjustments: [] }] = await exposedFacts(this.#context, this.#arrangement.scope, [state])
    return mayComeTo(facts, self, base) - mayComeTo(facts, self)
  }

  /** Nothing new with a party that leaves or has forked a log; each is looked up once. */
  async #checkSides(sides: Pick<DebtOffer, 'debtor' | 'creditor'>): Promise<Result<void>> {
    const other = otherSide(sides, this.#context.self)
    const staying = guardStaying(this.#arrangement, [this.#context.self, other])
    if (!staying.ok) return staying
    const checked = this.#forkers.get(other) ?? (await refuseForkers(this.#context, [other]))
    this.#forkers.set(other, checked)
    return checked
  }
}

/** A party that has signed its removal begins nothing new: once that is in force, its later entries do not count. */
export function guardStaying({ leaving }: Arrangement, dids: readonly Did[]): Result<void> {
  const did = dids.find((candidate) => leaving.has(candidate))
  if (did === undefined) return done
  return refuse(
    'clearing.leaving',
    `${did} has signed ${leaving.get(did)}, which removes it: wait until that is in force, declined or withdrawn`,
  )
}

/** A document counts for new signatures once it has been in force, not while it is only proposed. */
function guardInForce({ versions }: Arrangement, documentHash: Hash): Result<void> {
  if (versions.some(({ hash }) => hash === documentHash)) return done
  return refuse(
    'clearing.document-not-in-force',
    `the obligation rests on ${documentHash}, which was never in force under this agreement: have it recorded again`,
  )
}

/** Keeps a debtor's debt to a creditor within the limit; accumulates over a batch. */
class LimitGuard {
  readonly #owed = new Map<string, bigint>()

  /** `amount` comes on top of what counts already, which is computed once for each pair and currency. */
  async add(
    { debtor, creditor }: DebtOffer,
    { code, scale, creditLimit }: ClearingCurrency,
    amount: bigint,
    counted: () => Promise<bigint>,
  ): Promise<Result<void>> {
    const key = `${debtor} ${creditor} ${code}`
    const before = this.#owed.get(key) ?? (await counted())
    const owed = before + amount
    const isWithin = owed <= BigInt(creditLimit)
    this.#owed.set(key, isWithin ? owed : before)
    if (isWithin) return done
    const money = (minor: bigint) => moneyText(minor, { currency: code, scale })
    const limit = BigInt(creditLimit)
    const left = before < limit ? limit - before : 0n
    return refuse(
      'clearing.over-limit',
      `over the credit limit: ${debtor} may owe ${creditor} at most ${money(limit)} under this agreement, unconfirmed debts and use that is not charged yet included; ${money(left)} of that is left, and this adds ${money(amount)}`,
    )
  }
}

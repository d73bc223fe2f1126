import { currencyIn } from '../../clearing/index.ts'
import { type Did, done, type Hash, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { type BookableResource, type ChargeTerms, priceOf, refuseResources as refuse } from '../../resources/index.ts'
import { type Arrangement, everCleared, findArrangement } from '../clearing/facts.ts'
import { DebtGuards, guardOffer, guardOperational } from '../clearing/guards.ts'

/** A booking as far as its charges are concerned. */
export interface ChargedBooking {
  readonly resource: BookableResource
  readonly user: Did
}

/**
 * Before a booking is requested or granted whose use is charged in a clearing arrangement: it is in operation, user and
 * provider are signing parties of it, it clears the currency at the scale of the price, and the limit has room for
 * `added`, in minor units, beside everything that counts already.
 */
export async function guardCharges(
  context: CommandContext,
  { resource, user }: ChargedBooking,
  added: bigint,
): Promise<Result<void>> {
  const { settlementId, compensation, provider } = resource
  const { currency, scale, model } = compensation
  if (settlementId == null || (model !== 'FIXED' && model !== 'PER_USE') || currency === null) return done
  const arrangement = await findArrangement(context.tx, settlementId, context.now)
  if (!arrangement.ok) return arrangement
  const operational = guardOperational(arrangement.value)
  if (!operational.ok) return operational
  const offer = { debtor: user, creditor: provider, currency }
  const cleared = guardOffer(arrangement.value, context.self, offer)
  if (!cleared.ok) return cleared
  if (cleared.value.scale !== scale) {
    const message = `the price of ${resource.key} has ${scale} decimal places, and ${currency} has ${cleared.value.scale} in its clearing arrangement`
    return refuse('resources.cannot-charge', message)
  }
  return await new DebtGuards(context, arrangement.value).checkOffer(offer, cleared.value, added)
}

/** The charge of a use that this node records, by the newest document that clears its currency; null where nothing is charged. */
export async function draftCharge(
  context: CommandContext,
  resource: BookableResource,
  quantity: string,
): Promise<Result<ChargeTerms | null>> {
  const price = priceOf(resource, quantity)
  if (price === null) return ok(null)
  if (resource.settlementId == null) return ok({ documentHash: null, dueDate: null, ...price })
  const arrangement = await findArrangement(context.tx, resource.settlementId, context.now)
  if (!arrangement.ok) return arrangement
  const cleared = everCleared(arrangement.value, price.currency)
  return cleared.ok ? ok({ documentHash: cleared.value.document, dueDate: null, ...price }) : cleared
}

/** Whether a charge that this node signs can become a debt: on a document that is or was in force, in its currency. */
export async function guardCharge(
  context: CommandContext,
  resource: BookableResource,
  charge: ChargeTerms | null,
): Promise<Result<void>> {
  if (charge === null || charge.documentHash === null || resource.settlementId == null) return done
  const arrangement = await findArrangement(context.tx, resource.settlementId as Scope, context.now)
  if (!arrangement.ok) return arrangement
  const cleared = clearedCurrency(arrangement.value, charge.documentHash, charge)
  return cleared.ok ? done : cleared
}

/** The currency of a charge by the document that it names. */
export function clearedCurrency(
  { versions }: Arrangement,
  documentHash: Hash,
  { currency, scale }: Pick<ChargeTerms, 'currency' | 'scale'>,
) {
  const version = versions.find(({ hash }) => hash === documentHash)
  if (version === undefined) {
    const message = `the charge rests on ${documentHash}, which was never in force in the clearing arrangement`
    return refuse('resources.cannot-charge', message)
  }
  const cleared = currencyIn(version.terms, currency)
  if (!cleared.ok || cleared.value.scale === scale) return cleared
  const message = `${currency} has ${cleared.value.scale} decimal places in the clearing arrangement, and the charge ${scale}`
  return refuse('resources.cannot-charge', message)
}

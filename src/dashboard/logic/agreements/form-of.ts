import type { AgreementPageQuery } from '../../generated/operations.ts'
import { dayOfInstant } from '../moments.ts'
import { formatNumber } from '../money.ts'
import { writeCustomTerms } from './custom-terms.ts'
import {
  type CheckedDraft,
  type DraftForm,
  emptyDraft,
  emptyResource,
  type PartyRow,
  type ResourceRow,
} from './draft.ts'
import { schemaText } from './record-types.ts'

type Agreement = NonNullable<AgreementPageQuery['agreement']>
type Terms = Agreement['terms']
type Sharing = Extract<Terms, { readonly __typename: 'ResourceSharingTerms' }>

/** An agreement as the form shows it, to be changed there. */
export function formOf(agreement: Agreement, self: string, locale?: string): DraftForm {
  const { title, description, type, parties, effectiveDate, expiryDate, signBefore, noticeDays, autoRenewal } =
    agreement
  return {
    ...emptyDraft(self),
    title,
    description: description ?? '',
    type,
    parties: parties
      .filter(({ cooperative }) => cooperative.did !== self)
      .map(({ cooperative, role }) => ({ did: cooperative.did, role: asPartyRow(role) })),
    effectiveDate: dayOfInstant(effectiveDate),
    expiryDate: dayOfInstant(expiryDate),
    signBefore: dayOfInstant(signBefore),
    noticeDays: String(noticeDays),
    renewal: autoRenewal?.period ?? '',
    maxRenewals: autoRenewal?.maxRenewals == null ? '' : String(autoRenewal.maxRenewals),
    governingLaw: agreement.governingLaw ?? '',
    disputeResolution: agreement.disputeResolution ?? '',
    additionalTerms: agreement.additionalTerms ?? '',
    ...termsOf(agreement.terms, self, locale),
  }
}

/** What differs between what stood in a form and what stands there now, as the API takes changes. */
export function changesOf(before: CheckedDraft, now: NonNullable<CheckedDraft['input']>): Partial<typeof now> {
  const was: Readonly<Record<string, unknown>> = { ...before.input }
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(was[name]) !== JSON.stringify(value))
  return Object.fromEntries(changed)
}

/** A party that proposed another version is a counterparty of the one that we propose. */
function asPartyRow(role: Agreement['parties'][number]['role']): PartyRow['role'] {
  return role === 'PROPOSER' ? 'COUNTERPARTY' : role
}

function termsOf(terms: Terms, self: string, locale?: string): Partial<DraftForm> {
  switch (terms.__typename) {
    case 'ClearingArrangementTerms':
      return {
        nettingPeriod: terms.nettingPeriod ?? '',
        currencies: terms.currencies.map(({ code, scale, creditLimit }) => ({
          code,
          scale: String(scale),
          limit: formatNumber(creditLimit, scale, locale),
        })),
      }
    case 'ResourceSharingTerms':
      return { resources: terms.resources.map((resource) => resourceRow(resource, self, locale)) }
    case 'MutualRecognitionTerms':
      return { attestationTypes: terms.attestationTypes.join('\n') }
    case 'JointGovernanceTerms':
      return {
        quorum: String(terms.quorum),
        threshold: String(terms.threshold),
        weights: Object.fromEntries(terms.weights.map(({ party, weight }) => [party, String(weight)])),
        minimumPeriod: terms.minimumPeriod ?? '',
      }
    case 'CustomTerms':
      return {
        customName: terms.name,
        customTerms: writeCustomTerms(terms.custom),
        recordTypes: terms.recordTypes.map(({ name, description, authors, consent, schema }) => ({
          name,
          description: description ?? '',
          authors,
          consent,
          schema: schemaText(schema),
        })),
      }
  }
}

function resourceRow(resource: Sharing['resources'][number], self: string, locale?: string): ResourceRow {
  const { key, approval, settlement, bookingWindow, kind, description, provider, quantity, unit, compensation } =
    resource
  const { model, amount, currency, scale, period, unit: per } = compensation
  return {
    ...emptyResource(self),
    bookable: key
      ? { key, approval: approval ?? 'BY_PROVIDER', settlementId: settlement?.id ?? null, bookingWindow }
      : null,
    kind,
    description: description ?? '',
    provider,
    quantity: quantity ?? '',
    unit: unit ?? '',
    model,
    ...(amount === null || scale === null ? {} : { amount: formatNumber(amount, scale, locale), scale: String(scale) }),
    ...(currency === null ? {} : { currency }),
    ...(period === null ? {} : { period }),
    ...(per === null ? {} : { per }),
  }
}

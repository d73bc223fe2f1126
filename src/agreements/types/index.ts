import type { AgreementType } from '../document/agreement-type.ts'
import { clearingArrangement } from './clearing-arrangement.ts'
import { custom } from './custom.ts'
import { jointGovernance } from './joint-governance.ts'
import { mutualRecognition } from './mutual-recognition.ts'
import { resourceSharing } from './resource-sharing.ts'

export type { ClearingArrangementTerms } from './clearing-arrangement.ts'
export { type CustomTerms, type RecordConsent, type RecordType, recordTypesOf } from './custom.ts'
export type { JointGovernanceTerms } from './joint-governance.ts'
export type { MutualRecognitionTerms } from './mutual-recognition.ts'
export {
  BOOKING_APPROVALS,
  type BookingApproval,
  type CompensationModel,
  type ResourceSharingTerms,
  resourceKeyShape,
  type SharedResource,
} from './resource-sharing.ts'

/** Every type of agreement; the API's enum and one-of input are made from this list. */
export const AGREEMENT_TYPES = [
  resourceSharing,
  clearingArrangement,
  mutualRecognition,
  jointGovernance,
  custom,
] as const

export type AgreementTypeName = (typeof AGREEMENT_TYPES)[number]['name']

type TypedBy<T> =
  T extends AgreementType<infer Name, infer Terms> ? { readonly type: Name; readonly terms: Terms } : never

/** A type with its terms, as a discriminated union: testing `type` narrows `terms`. */
export type TypedTerms = TypedBy<(typeof AGREEMENT_TYPES)[number]>

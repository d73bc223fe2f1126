import { agreementAggregate, commentAggregate } from '../agreements/index.ts'
import { attestationAggregate, recognitionAggregate } from '../attestations/index.ts'
import { obligationAggregate, roundAggregate } from '../clearing/index.ts'
import { motionAggregate } from '../governance/index.ts'
import { type Aggregate, forkAggregate } from '../log/index.ts'
import { createProtocol, type SubjectList } from '../node/index.ts'
import { recordAggregate } from '../records/index.ts'
import { cooperativeAggregate } from '../registry/index.ts'
import { bookingAggregate, LAPSES, usageAggregate } from '../resources/index.ts'

/** Every subject of this version: the only list of them. */
const SUBJECTS = [
  forkAggregate,
  cooperativeAggregate,
  agreementAggregate,
  obligationAggregate,
  roundAggregate,
  attestationAggregate,
  commentAggregate,
  motionAggregate,
  recognitionAggregate,
  bookingAggregate,
  recordAggregate,
  usageAggregate,
] as const

/** The protocol of these subjects: what a node folds, and how. */
export const PROTOCOL = createProtocol(SUBJECTS)

/** Kinds of changes of this node's own rows, which are subjects of no log; and whether these have an id in the API. */
const LOCAL_SUBJECTS = { TRUST_EDGE: { hasId: false }, POLICY: { hasId: false }, PEER: { hasId: true } } as const

type KindOf<A> = A extends Aggregate<infer _State, infer Kind> ? Kind : never

/** All kinds of subjects that a change can be about. */
export type SubjectKind = KindOf<(typeof SUBJECTS)[number]> | keyof typeof LOCAL_SUBJECTS

/** Whether subjects of a kind can be looked up by id. */
export function hasId(kind: SubjectKind): boolean {
  return LOCAL_SUBJECTS[kind as keyof typeof LOCAL_SUBJECTS]?.hasId ?? PROTOCOL.aggregateAbout(kind) !== undefined
}

/** The lists of the API, and how time changes the status of their items. */
export const LISTS = {
  cooperatives: { aggregates: [cooperativeAggregate.name] },
  agreements: {
    aggregates: [agreementAggregate.name, 'draft'],
    lapses: { ACTIVE: 'TERMINATED', SUSPENDED: 'TERMINATED' },
  },
  obligations: { aggregates: [obligationAggregate.name] },
  nettingRounds: { aggregates: [roundAggregate.name], lapses: { PROPOSED: 'EXPIRED' } },
  attestations: { aggregates: [attestationAggregate.name] },
  bookings: { aggregates: [bookingAggregate.name], lapses: LAPSES },
  comments: { aggregates: [commentAggregate.name] },
  motions: { aggregates: [motionAggregate.name], lapses: { VOTING: 'VOTED' } },
  recognitions: { aggregates: [recognitionAggregate.name] },
  usages: { aggregates: [usageAggregate.name] },
  /** What may have a position in this node's status lists. */
  credentials: { aggregates: [attestationAggregate.name, bookingAggregate.name] },
  records: { aggregates: [recordAggregate.name] },
} as const satisfies Record<string, SubjectList>

import { agreementAggregate, commentAggregate } from '../agreements/index.ts'
import { attestationAggregate } from '../attestations/index.ts'
import { obligationAggregate, roundAggregate } from '../clearing/index.ts'
import { type Aggregate, forkAggregate } from '../log/index.ts'
import { createProtocol, type SubjectList } from '../node/index.ts'
import { cooperativeAggregate } from '../registry/index.ts'

/** Every subject that this version knows: the one list of them. */
const SUBJECTS = [
  forkAggregate,
  cooperativeAggregate,
  agreementAggregate,
  obligationAggregate,
  roundAggregate,
  attestationAggregate,
  commentAggregate,
] as const

export const PROTOCOL = createProtocol(SUBJECTS)

/** What changes of this node's own rows are about, subjects of no log; and whether it has an id in the API. */
const LOCAL_SUBJECTS = { TRUST_EDGE: { hasId: false }, POLICY: { hasId: false }, PEER: { hasId: true } } as const

type KindOf<A> = A extends Aggregate<infer _State, infer Kind> ? Kind : never

/** What a change can be about. */
export type SubjectKind = KindOf<(typeof SUBJECTS)[number]> | keyof typeof LOCAL_SUBJECTS

/** Whether what a change is about can be asked for by an id. */
export function hasId(kind: string): boolean {
  return LOCAL_SUBJECTS[kind as keyof typeof LOCAL_SUBJECTS]?.hasId ?? PROTOCOL.aggregateAbout(kind) !== undefined
}

/** The lists of the API, with how time changes the status of what they hold. */
export const LISTS = {
  cooperatives: { aggregates: [cooperativeAggregate.name] },
  agreements: {
    aggregates: [agreementAggregate.name, 'draft'],
    lapse: { phases: ['ACTIVE', 'SUSPENDED'], becomes: 'TERMINATED' },
  },
  obligations: { aggregates: [obligationAggregate.name] },
  nettingRounds: { aggregates: [roundAggregate.name], lapse: { phases: ['PROPOSED'], becomes: 'EXPIRED' } },
  attestations: { aggregates: [attestationAggregate.name] },
  comments: { aggregates: [commentAggregate.name] },
} as const satisfies Record<string, SubjectList>

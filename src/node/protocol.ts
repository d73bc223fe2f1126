import { agreementAggregate } from '../agreements/index.ts'
import { attestationAggregate } from '../attestations/index.ts'
import { obligationAggregate, roundAggregate } from '../clearing/index.ts'
import { type Aggregate, type AnyKind, forkAggregate } from '../log/index.ts'
import { cooperativeAggregate } from '../registry/index.ts'

/** Everything that can be said: each aggregate with its kinds, found by name. */
export interface Protocol {
  readonly aggregates: readonly Aggregate[]
  readonly kindNames: readonly string[]
  readonly kindOf: (name: string) => AnyKind | undefined
  /** The aggregate that a kind belongs to. */
  readonly aggregateOf: (kind: string) => Aggregate | undefined
  readonly aggregate: (name: string) => Aggregate | undefined
  /** Kinds beside those of the agreement itself that lapse with a removed author. */
  readonly lapsingKinds: readonly string[]
}

export function createProtocol(aggregates: readonly Aggregate[]): Protocol {
  const byName = new Map(aggregates.map((aggregate) => [aggregate.name, aggregate]))
  const kinds = new Map(
    aggregates.flatMap((aggregate) => aggregate.kinds.map((kind) => [kind.name, { kind, aggregate }])),
  )
  return {
    aggregates,
    kindNames: [...kinds.keys()],
    kindOf: (name) => kinds.get(name)?.kind,
    aggregateOf: (name) => kinds.get(name)?.aggregate,
    aggregate: (name) => byName.get(name),
    lapsingKinds: [...kinds.values()].flatMap(({ kind }) => (kind.lapses === true ? [kind.name] : [])),
  }
}

/** Everything that this version knows. */
export const PROTOCOL = createProtocol([
  forkAggregate,
  cooperativeAggregate,
  agreementAggregate,
  obligationAggregate,
  roundAggregate,
  attestationAggregate,
])

import { Field, ObjectType } from 'type-graphql'
import type { TypedChange } from '../changes/typed-change.ts'
import { DateTimeScalar, DidScalar } from '../graphql/scalars.ts'
import { Cooperative, Peer } from './cooperative.type.ts'

export const cooperativeChange: TypedChange = {
  node: 'Cooperative',
  type: () => Cooperative,
  field: { name: 'cooperative', description: 'The cooperative as it is now.' },
  fields: [],
  subjects: ['COOPERATIVE'],
  name: 'cooperativeChanged',
  description: 'A cooperative has changed: its profile, its vouches, whether it is blocked.',
  typeDescription: 'A change of a cooperative: its profile, its vouches, whether it is blocked.',
  only: {
    name: 'did',
    type: () => DidScalar,
    description: 'Only this one.',
    narrow: (did) => ({ matches: ({ subjectId }) => subjectId === did }),
  },
}

/** What every change of a peer carries: it is caused by no entry. */
@ObjectType()
abstract class PeerEvent {
  @Field(() => String, { description: 'Where to resume after this change; opaque.' })
  readonly cursor!: string

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: number
}

export const peerChange: TypedChange = {
  node: 'Peer',
  type: () => Peer,
  field: { name: 'peer', description: 'The peer as it is now.' },
  base: PeerEvent,
  fields: [],
  subjects: ['PEER'],
  name: 'peerChanged',
  description: 'A peer has come, gone, or caught up.',
  typeDescription: 'A peer came, went, or caught up.',
}

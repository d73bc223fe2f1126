import { Field, Int, ObjectType } from 'type-graphql'
import type { CooperativeView, VouchView } from '../../registry/index.ts'
import { connectionType } from '../graphql/connection.ts'
import { Standing, WhoMustUpgrade } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import type { PeerSource } from '../graphql/nodes.ts'
import { DateTimeScalar, DidScalar } from '../graphql/scalars.ts'
import type { BlockView } from './cooperative-views.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'A cooperative. Every DID resolves to one; only id, did, known and standing are always set.',
})
export class Cooperative implements Shows<CooperativeView, Cooperative> {
  @Field(() => DidScalar, { description: 'Its decentralised identifier: the public half of its signing key.' })
  readonly did!: string

  @Field(() => Boolean, { description: 'It has announced itself.' })
  readonly known!: boolean

  @Field(() => Standing, { description: 'How this node sees it.' })
  readonly standing!: Standing

  @Field(() => String, { nullable: true, description: 'The name that it announced.' })
  readonly name!: string | null

  @Field(() => String, { nullable: true, description: 'Its description of itself.' })
  readonly description!: string | null

  @Field(() => String, { nullable: true, description: 'Region.' })
  readonly region!: string | null

  @Field(() => String, { nullable: true, description: 'Contact.' })
  readonly contact!: string | null

  @Field(() => String, { nullable: true, description: 'URL of its API, if published.' })
  readonly graphqlUrl!: string | null

  @Field(() => [String], { nullable: true, description: 'Where its node listens for peers.' })
  readonly multiaddrs!: readonly string[] | null

  @Field(() => [Currency], { nullable: true, description: 'The currencies that it deals in.' })
  readonly currencies!: readonly Currency[] | null

  @Field(() => [String], { nullable: true, description: 'What it offers to the federation.' })
  readonly capabilities!: readonly string[] | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last announced its profile.' })
  readonly announcedAt!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When this node last received a message of its node.' })
  readonly lastSeenAt!: number | null
}

@ObjectType({ description: 'One cooperative’s public word for another, as long as it stands.' })
export class Vouch implements Shows<VouchView, Vouch> {
  @Field(() => DateTimeScalar, { description: 'When it was given, by its giver’s word.' })
  readonly at!: number

  @Field(() => String, { nullable: true, description: 'What is vouched for, in prose.' })
  readonly statement!: string | null
}

@ObjectType({
  description: 'A block that an operator of this node has set. Not shared.',
})
export class Block implements Shows<BlockView, Block> {
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly at!: number

  @Field(() => String, { nullable: true, description: 'Reason, for internal use.' })
  readonly reason!: string | null
}

@ObjectType({ description: 'A currency: an ISO 4217 code or a unit of its own.' })
export class Currency {
  @Field(() => String, { description: 'ISO 4217 code, or the name of an own unit.' })
  readonly code!: string

  @Field(() => Int, { description: 'Digits after the decimal point: 2 for EUR, so that "12050" is 120.50.' })
  readonly scale!: number

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name!: string | null
}

@ObjectType({ implements: NodeInterface, description: 'A node that this node is connected to, or tries to reach.' })
export class Peer implements Shows<PeerSource, Peer> {
  @Field(() => String, { nullable: true, description: 'The address that the connection uses.' })
  readonly address!: string | null

  @Field(() => Boolean, { description: 'There is a connection now.' })
  readonly connected!: boolean

  @Field(() => Boolean, { description: 'The last exchange brought no news: both hold the same entries.' })
  readonly inSync!: boolean

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last exchange with it ended.' })
  readonly lastSyncAt!: number | null

  @Field(() => Int, { nullable: true, description: 'How many entries it has announced that are not here yet.' })
  readonly behindEntries!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Version number of the rules by which it computes states; null until its node has reported it since this one started.',
  })
  readonly ruleSet!: number | null

  @Field(() => WhoMustUpgrade, {
    nullable: true,
    description:
      'Null while the rules of both are the same: the same entries come to the same state under the same rules only.',
  })
  readonly mustUpgrade!: WhoMustUpgrade | null
}

export const CooperativeConnection = connectionType('Cooperative', () => Cooperative)

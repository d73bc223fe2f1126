import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import { settingsCommands } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { still } from '../graphql/errors.ts'
import { payload } from '../graphql/payload.ts'
import { LocalNode, Policies, Token } from './self.type.ts'
import { viewLocalNode, viewPolicies } from './self-views.ts'

export const { Payload: PoliciesPayload, PayloadResolver: PoliciesPayloadResolver } = payload(
  'Policies',
  'The policies after the mutation.',
  { name: 'policies', type: () => Policies, description: 'The policies that hold now.', read: viewPolicies },
)

export const { Payload: LocalNodePayload, PayloadResolver: LocalNodePayloadResolver } = payload(
  'LocalNode',
  'This node after the mutation.',
  {
    name: 'self',
    type: () => LocalNode,
    description: 'This node as it is now.',
    read: (views, _answer, context) => viewLocalNode(views, context, context.require('VIEWER').role),
  },
)

@ObjectType({ description: 'A new token with its secret.' })
export class CreateTokenPayload {
  @Field(() => String, {
    description: 'What to send as `Authorization: Bearer …`. Shown once; the node keeps only its hash.',
  })
  readonly secret!: string
}

@Resolver(() => CreateTokenPayload)
export class CreateTokenPayloadResolver {
  @FieldResolver(() => Token, { description: 'The new token.' })
  token(@Root() answer: TokenAnswer, @Ctx() context: ApiContext): Promise<Token> {
    return context.read((views) => tokenOf(views, answer))
  }
}

export const { Payload: RevokeTokenPayload, PayloadResolver: RevokeTokenPayloadResolver } = payload(
  'RevokeToken',
  'The token after it was revoked.',
  { name: 'token', type: () => Token, description: 'The token that has ended.', read: tokenOf },
)

interface TokenAnswer {
  readonly tokenId: string
}

async function tokenOf({ reader }: Views, { tokenId }: TokenAnswer): Promise<Token> {
  return still(await settingsCommands.findToken(reader, tokenId), tokenId)
}

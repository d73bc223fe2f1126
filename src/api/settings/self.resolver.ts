import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver } from 'type-graphql'
import { settingsCommands, settingsInputs } from '../../app/index.ts'
import type { NetPositionView } from '../../clearing/index.ts'
import { ok } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { NodeInterface } from '../graphql/node.type.ts'
import { digestOfScope } from '../log/scopes.ts'
import { NetPosition } from '../obligations/obligation.type.ts'
import { listOwnPositions } from '../obligations/positions.ts'
import { CreateTokenPayload, LocalNodePayload, PoliciesPayload, RevokeTokenPayload } from './self.payload.ts'
import { LocalNode, Policies, StateDigest, Token } from './self.type.ts'
import { headCursor, viewLocalNode, viewPolicies } from './self-views.ts'

@Resolver(() => LocalNode)
export class LocalNodeResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative that this node serves.' })
  cooperative(@Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(views.self))
  }

  @FieldResolver(() => Policies, { description: 'Its policies.' })
  policies(@Ctx() context: ApiContext): Promise<Policies> {
    return context.read((views) => viewPolicies(views))
  }

  @Cost(SCOPE_COST)
  @FieldResolver(() => [NetPosition], {
    description: 'What we are owed and owe, over all clearing arrangements: a line for each currency and scale.',
  })
  positions(@Ctx() context: ApiContext): Promise<readonly NetPositionView[]> {
    return context.read(listOwnPositions)
  }

  @Auth('VIEWER')
  @Query(() => NodeInterface, {
    nullable: true,
    description: 'Anything by its id; null where nothing of that id is here.',
  })
  node(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.byId(id))
  }

  @Auth('VIEWER')
  @Query(() => LocalNode, { description: 'This node.' })
  self(@Ctx() context: ApiContext) {
    const { role } = context.require('VIEWER')
    return context.read((views) => viewLocalNode(views, context, role))
  }

  @Auth('VIEWER')
  @Query(() => String, {
    description:
      'The newest change; belongs to the same snapshot as the rest of the operation. Subscribe with it, and nothing is missed.',
  })
  headCursor(@Ctx() context: ApiContext): Promise<string> {
    return context.read((views) => headCursor(views))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => StateDigest, {
    description:
      'The digest of "public" or of an agreement. Over folded entries only, nothing that depends on the clock.',
  })
  stateDigest(
    @Arg('scope', () => String, { description: '"public", or an agreement’s id.' }) scope: string,
    @Ctx() context: ApiContext,
  ): Promise<StateDigest> {
    return context.read((views) => digestOfScope(views, scope))
  }

  @Auth('ADMIN')
  @Query(() => [Token], { description: 'Every token that has not been revoked, oldest first.' })
  tokens(@Ctx() context: ApiContext): Promise<readonly Token[]> {
    return context.read((views) => settingsCommands.listTokens(views.reader))
  }

  @Auth('ADMIN')
  @Mutation(() => PoliciesPayload, { nullable: true, description: 'Changes how this node behaves.' })
  updatePolicies(
    @Input(settingsInputs.UpdatePoliciesInput) input: Input<settingsInputs.UpdatePoliciesInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('updatePolicies', input, settingsCommands.updatePolicies)
  }

  @Auth('ADMIN')
  @Mutation(() => LocalNodePayload, {
    nullable: true,
    description:
      'Resumes signing although `signingStop` is set, on the responsibility of an operator: that its log is complete; that its clock is right, until the partners’ clocks agree; or that agreements in which its last entry is not dated in the future need not wait.',
  })
  async resumeSigning(
    @Input(settingsInputs.ResumeSigningInput) input: Input<settingsInputs.ResumeSigningInput>,
    @Ctx() context: ApiContext,
  ) {
    const answer = await context.execute('resumeSigning', input, () => async () => ok({}))
    await context.node.resumeSigning()
    return answer
  }

  @Auth('ADMIN')
  @Mutation(() => CreateTokenPayload, { nullable: true, description: 'Creates a token for this API.' })
  async createToken(
    @Input(settingsInputs.CreateTokenInput) input: Input<settingsInputs.CreateTokenInput>,
    @Ctx() context: ApiContext,
  ) {
    const { tokenId } = await context.execute('createToken', input, settingsCommands.createToken)
    return { tokenId, secret: settingsCommands.tokenText(context.node.signer, String(tokenId)) }
  }

  @Auth('ADMIN')
  @Mutation(() => RevokeTokenPayload, {
    nullable: true,
    description: 'Ends a token at once, and the sockets that use it.',
  })
  async revokeToken(
    @Input(settingsInputs.RevokeTokenInput) input: Input<settingsInputs.RevokeTokenInput>,
    @Ctx() context: ApiContext,
  ) {
    const answer = await context.execute('revokeToken', input, settingsCommands.revokeToken)
    context.environment.tokensChanged()
    return answer
  }
}

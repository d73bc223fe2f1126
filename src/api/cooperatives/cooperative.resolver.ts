import { multiaddr } from '@multiformats/multiaddr'
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { registryCommands, registryInputs } from '../../app/index.ts'
import { checkDid } from '../../identity/index.ts'
import { type Did, ok } from '../../kernel/index.ts'
import { type PeerNetwork } from '../../node/index.ts'
import type { CooperativeView, VouchView } from '../../registry/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { apiError, unwrap } from '../graphql/errors.ts'
import { CooperativeFilter } from '../graphql/filter.input.ts'
import { Input } from '../graphql/mutation.input.ts'
import { type PeerSource } from '../graphql/nodes.ts'
import { DidScalar } from '../graphql/scalars.ts'
import { CooperativePayload, PeerPayload } from './cooperative.payload.ts'
import { Block, Cooperative, CooperativeConnection, Peer, Vouch } from './cooperative.type.ts'
import { ADMISSIONS, type BlockView, listCooperatives, readVouchesGiven } from './cooperative-views.ts'
import { findPeer, listPeers } from './peers.ts'

@Resolver(() => Cooperative)
export class CooperativeResolver {
  @FieldResolver(() => [Cooperative], { description: 'Cooperatives that vouch for it.' })
  vouchedBy(@Root() cooperative: CooperativeView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(cooperative.vouches.map(({ by }) => by)))
  }

  @FieldResolver(() => [Vouch], {
    description: 'The vouches for it that have not been withdrawn, by the DIDs of their authors.',
  })
  vouches(@Root() cooperative: CooperativeView): readonly VouchView[] {
    return cooperative.vouches
  }

  @Cost(SCOPE_COST)
  @FieldResolver(() => [Vouch], { description: 'The vouches that it has given and that stand.' })
  vouchesGiven(@Root() cooperative: CooperativeView, @Ctx() context: ApiContext): Promise<readonly VouchView[]> {
    return context.read((views) => readVouchesGiven(views, cooperative.did))
  }

  @FieldResolver(() => Block, { nullable: true, description: 'Since when and why this node has blocked it.' })
  block(@Root() cooperative: CooperativeView, @Ctx() context: ApiContext): Promise<BlockView | null> {
    return context.read(async (views) => (await views.once(ADMISSIONS)).denied.get(cooperative.did) ?? null)
  }

  @FieldResolver(() => Peer, {
    nullable: true,
    description: 'Its node, where this one is connected to it, or was since it was started.',
  })
  peer(@Root() cooperative: CooperativeView, @Ctx() context: ApiContext): Promise<PeerSource | null> {
    return context.read(async (views) => findPeer(views, cooperative.did))
  }

  @Auth('VIEWER')
  @Query(() => Cooperative, { nullable: true, description: 'A cooperative by its DID, known or not.' })
  cooperative(
    @Arg('did', () => DidScalar, { description: 'Its DID.' }) did: Did,
    @Ctx() context: ApiContext,
  ): Promise<CooperativeView> {
    const known = unwrap(checkDid(did))
    context.environment.network.lookFor(known)
    return context.read((views) => views.cooperative(known))
  }

  @Auth('VIEWER')
  @Query(() => CooperativeConnection, {
    description:
      'The registry, this node’s own cooperative included. Blocked ones only where the filter asks for DENIED.',
  })
  cooperatives(
    @Arg('filter', () => CooperativeFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: CooperativeFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<CooperativeView>> {
    return context.read((views) => listCooperatives(views, filter ?? {}, page))
  }

  @Auth('OPERATOR')
  @Mutation(() => CooperativePayload, {
    nullable: true,
    description: 'Changes what we say of ourselves, and announces it.',
  })
  updateProfile(
    @Input(registryInputs.UpdateProfileInput) input: Input<registryInputs.UpdateProfileInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('updateProfile', input, registryCommands.updateProfile)
  }

  @Auth('OPERATOR')
  @Mutation(() => CooperativePayload, {
    nullable: true,
    description: 'Vouches publicly for a cooperative.',
  })
  vouchForCooperative(
    @Input(registryInputs.VouchForCooperativeInput) input: Input<registryInputs.VouchForCooperativeInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('vouchForCooperative', input, registryCommands.vouchForCooperative)
  }

  @Auth('OPERATOR')
  @Mutation(() => CooperativePayload, { nullable: true, description: 'Takes a vouch back.' })
  withdrawVouch(
    @Input(registryInputs.WithdrawVouchInput) input: Input<registryInputs.WithdrawVouchInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawVouch', input, registryCommands.withdrawVouch)
  }

  @Auth('ADMIN')
  @Mutation(() => CooperativePayload, { nullable: true, description: 'Blocks a cooperative, at this node only.' })
  blockCooperative(
    @Input(registryInputs.BlockCooperativeInput) input: Input<registryInputs.BlockCooperativeInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('blockCooperative', input, registryCommands.blockCooperative)
  }

  @Auth('ADMIN')
  @Mutation(() => CooperativePayload, { nullable: true, description: 'Takes a cooperative off the deny-list.' })
  unblockCooperative(
    @Input(registryInputs.UnblockCooperativeInput) input: Input<registryInputs.UnblockCooperativeInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('unblockCooperative', input, registryCommands.unblockCooperative)
  }

  @Auth('ADMIN')
  @Mutation(() => CooperativePayload, {
    nullable: true,
    description: 'Deals again with a cooperative that has forked its log, as far as its branches are known now.',
  })
  liftForkBan(
    @Input(registryInputs.LiftForkBanInput) input: Input<registryInputs.LiftForkBanInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('liftForkBan', input, registryCommands.liftForkBan)
  }
}

@Resolver(() => Vouch)
export class VouchResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative that gave it.' })
  by(@Root() vouch: VouchView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(vouch.by))
  }

  @FieldResolver(() => Cooperative, { description: 'The cooperative vouched for.' })
  about(@Root() vouch: VouchView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(vouch.about))
  }
}

@Resolver(() => Peer)
export class PeerResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative of the node.' })
  cooperative(@Root() peer: PeerSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(peer.did))
  }

  @Auth('VIEWER')
  @Query(() => [Peer], { description: 'Every peer that this node is connected to or tries to reach.' })
  peers(@Ctx() context: ApiContext): Promise<readonly PeerSource[]> {
    return context.read((views) => listPeers(views))
  }

  @Auth('OPERATOR')
  @Mutation(() => PeerPayload, {
    nullable: true,
    description: 'Connects to a peer, and reconnects automatically after every loss.',
  })
  async connectPeer(
    @Input(registryInputs.ConnectPeerInput) input: Input<registryInputs.ConnectPeerInput>,
    @Ctx() context: ApiContext,
  ) {
    // A peer may be slow to answer: no snapshot is open meanwhile.
    await context.renew()
    const peerId = await dial(context.environment.network, input.multiaddr)
    return await context.execute('connectPeer', input, () => async () => ok({ peerId }))
  }
}

/** An address over TCP, or WebSocket on it: the transports that there are. */
function isDialable(text: string): boolean {
  try {
    return multiaddr(text)
      .getComponents()
      .some(({ name }) => name === 'tcp')
  } catch {
    // Reported by the caller.
    return false
  }
}

async function dial(network: PeerNetwork, address: string): Promise<Did> {
  if (!isDialable(address)) {
    throw apiError('BAD_USER_INPUT', 'a multiaddr looks like /ip4/192.0.2.7/tcp/4001, with or without /p2p/…')
  }
  try {
    return await network.connect(address)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw apiError('UNAVAILABLE', `no node answered at ${address}: ${reason}`)
  }
}

import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { AgreementView, AmendmentView } from '../../agreements/index.ts'
import { settingsCommands } from '../../app/index.ts'
import type { AttestationView } from '../../attestations/index.ts'
import type { ObligationView, PaymentView } from '../../clearing/index.ts'
import type { Did } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement, Amendment } from '../agreements/agreement.type.ts'
import { Attestation, TrustEdge } from '../attestations/attestation.type.ts'
import { listTrustEdges, type TrustEdgeView } from '../attestations/trust-views.ts'
import { Cooperative, Peer } from '../cooperatives/cooperative.type.ts'
import { findPeer } from '../cooperatives/peers.ts'
import type { ApiContext } from '../execution/context.ts'
import { NettingRound } from '../netting/netting.type.ts'
import { Obligation, Payment } from '../obligations/obligation.type.ts'
import { LocalNode, Policies, Token } from '../settings/self.type.ts'
import { viewLocalNode, viewPolicies } from '../settings/self-views.ts'
import { still } from './errors.ts'
import { type PeerSource, type RoundSource } from './nodes.ts'
import {
  AgreementPayload,
  AmendmentPayload,
  AttestationPayload,
  CooperativePayload,
  CreateTokenPayload,
  LocalNodePayload,
  NettingRoundPayload,
  ObligationPayload,
  ObligationsPayload,
  PaymentPayload,
  PeerPayload,
  PoliciesPayload,
  RevokeTokenPayload,
  TrustEdgePayload,
} from './payload.type.ts'

// A command answers with ids; the objects are read afresh, so that a repeated mutation shows them as they are now.

@Resolver(() => CooperativePayload)
export class CooperativePayloadResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative as it is now.' })
  cooperative(@Root() answer: { cooperativeId: Did }, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(answer.cooperativeId))
  }
}

@Resolver(() => AgreementPayload)
export class AgreementPayloadResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement as it is now.' })
  agreement(@Root() { agreementId }: { agreementId: string }, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read(async (views) => still(await views.find('Agreement', agreementId), agreementId))
  }
}

@Resolver(() => AmendmentPayload)
export class AmendmentPayloadResolver {
  @FieldResolver(() => Amendment, { description: 'The amendment as it is now.' })
  amendment(@Root() { amendmentId }: { amendmentId: string }, @Ctx() context: ApiContext): Promise<AmendmentView> {
    return context.read(async (views) => still(await views.find('Amendment', amendmentId), amendmentId))
  }
}

@Resolver(() => ObligationPayload)
export class ObligationPayloadResolver {
  @FieldResolver(() => Obligation, { description: 'The obligation as it is now.' })
  obligation(@Root() { obligationId }: { obligationId: string }, @Ctx() context: ApiContext): Promise<ObligationView> {
    return context.read(async (views) => still(await views.find('Obligation', obligationId), obligationId))
  }
}

@Resolver(() => ObligationsPayload)
export class ObligationsPayloadResolver {
  @FieldResolver(() => [Obligation], { description: 'The obligations as they are now, in the order of the input.' })
  obligations(@Root() answer: { obligationIds: string[] }, @Ctx() context: ApiContext): Promise<ObligationView[]> {
    return context.read((views) =>
      Promise.all(answer.obligationIds.map(async (id) => still(await views.find('Obligation', id), id))),
    )
  }
}

type PaymentAnswer = { readonly paymentIds: readonly string[] } | { readonly paymentId: string }

@Resolver(() => PaymentPayload)
export class PaymentPayloadResolver {
  @FieldResolver(() => [Payment], {
    description: 'The payments as they are now: one for each obligation that was paid.',
  })
  payments(@Root() answer: PaymentAnswer, @Ctx() context: ApiContext): Promise<PaymentView[]> {
    const ids = 'paymentId' in answer ? [answer.paymentId] : answer.paymentIds
    return context.read((views) => Promise.all(ids.map(async (id) => still(await views.find('Payment', id), id))))
  }
}

@Resolver(() => NettingRoundPayload)
export class NettingRoundPayloadResolver {
  @FieldResolver(() => NettingRound, { description: 'The netting round as it is now.' })
  nettingRound(@Root() answer: { nettingRoundId: string }, @Ctx() context: ApiContext): Promise<RoundSource> {
    const { nettingRoundId: id } = answer
    return context.read(async (views) => still(await views.find('NettingRound', id), id))
  }
}

@Resolver(() => AttestationPayload)
export class AttestationPayloadResolver {
  @FieldResolver(() => Attestation, { description: 'The attestation as it is now.' })
  attestation(@Root() answer: { attestationId: string }, @Ctx() context: ApiContext): Promise<AttestationView> {
    const { attestationId: id } = answer
    return context.read(async (views) => still(await views.find('Attestation', id), id))
  }
}

@Resolver(() => TrustEdgePayload)
export class TrustEdgePayloadResolver {
  @FieldResolver(() => TrustEdge, { description: 'The trust edge as it is now.' })
  trustEdge(@Root() answer: { issuer: Did }, @Ctx() context: ApiContext): Promise<TrustEdgeView> {
    return context.read(async (views) => {
      const edges = await listTrustEdges(views)
      return still(
        edges.find(({ issuer }) => issuer === answer.issuer),
        answer.issuer,
      )
    })
  }
}

@Resolver(() => PoliciesPayload)
export class PoliciesPayloadResolver {
  @FieldResolver(() => Policies, { description: 'The policies that hold now.' })
  policies(@Ctx() context: ApiContext): Promise<Policies> {
    return context.read((views) => viewPolicies(views))
  }
}

@Resolver(() => LocalNodePayload)
export class LocalNodePayloadResolver {
  @FieldResolver(() => LocalNode, { description: 'This node as it is now.' })
  self(@Ctx() context: ApiContext) {
    const { role } = context.require('VIEWER')
    return context.read((views) => viewLocalNode(views, context, role))
  }
}

@Resolver(() => PeerPayload)
export class PeerPayloadResolver {
  @FieldResolver(() => Peer, { description: 'The peer as it is now.' })
  peer(@Root() { peerId }: { peerId: Did }, @Ctx() context: ApiContext): Promise<PeerSource> {
    return context.read((views) => still(findPeer(views, peerId), peerId))
  }
}

@Resolver(() => CreateTokenPayload)
export class CreateTokenPayloadResolver {
  @FieldResolver(() => Token, { description: 'The new token.' })
  token(@Root() { tokenId }: { tokenId: string }, @Ctx() context: ApiContext): Promise<Token> {
    return context.read(async ({ reader }) => still(await settingsCommands.findToken(reader, tokenId), tokenId))
  }
}

@Resolver(() => RevokeTokenPayload)
export class RevokeTokenPayloadResolver {
  @FieldResolver(() => Token, { description: 'The token that has ended.' })
  token(@Root() { tokenId }: { tokenId: string }, @Ctx() context: ApiContext): Promise<Token> {
    return context.read(async ({ reader }) => still(await settingsCommands.findToken(reader, tokenId), tokenId))
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import {
  type AttestationView,
  type IssuerTrust as IssuerTrustView,
  type TrustAssessment as TrustAssessmentView,
  type TrustPart as TrustPartView,
  weighIssuer,
} from '../../attestations/index.ts'
import type { Did } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { AttestationFilter } from '../graphql/filter.input.ts'
import { DidScalar } from '../graphql/scalars.ts'
import {
  Attestation,
  AttestationConnection,
  IssuerTrust,
  TrustAssessment,
  TrustEdge,
  TrustPart,
} from './attestation.type.ts'
import { listAttestations } from './attestation-views.ts'
import { assess, listTrustEdges, type TrustEdgeView, WEIGHTS } from './trust-views.ts'

@Resolver(() => Attestation)
export class AttestationResolver {
  @FieldResolver(() => Cooperative, { description: 'The issuer.' })
  issuer(@Root() attestation: AttestationView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(attestation.issuer))
  }

  @FieldResolver(() => Cooperative, {
    nullable: true,
    description: 'The subject, where it is a cooperative that has announced itself; null for members.',
  })
  async subjectCooperative(
    @Root() { subject }: AttestationView,
    @Ctx() context: ApiContext,
  ): Promise<CooperativeView | null> {
    const cooperative = await context.read((views) => views.cooperative(subject))
    return cooperative.known ? cooperative : null
  }

  @FieldResolver(() => IssuerTrust, {
    description: 'How much its issuer counts at this node, whether or not the attestation is valid.',
  })
  issuerTrust(
    @Root() { issuer, subject, type }: AttestationView,
    @Ctx() context: ApiContext,
  ): Promise<IssuerTrustView> {
    return context.read(async (views) =>
      weighIssuer({ issuer, subjects: [subject], types: [type] }, await views.once(WEIGHTS)),
    )
  }

  @Auth('VIEWER')
  @Query(() => Attestation, { nullable: true, description: 'An attestation by its id.' })
  attestation(@Arg('id', () => ID, { description: 'Its id: att_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('Attestation', id))
  }

  @Auth('VIEWER')
  @Query(() => AttestationConnection, { description: 'Attestations, newest first; revoked ones only where asked for.' })
  attestations(
    @Arg('filter', () => AttestationFilter, {
      nullable: true,
      description: 'Which ones; without it, all in force or not.',
    })
    filter: AttestationFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<AttestationView>> {
    return context.read((views) => listAttestations(views, filter ?? {}, page))
  }
}

@Resolver(() => TrustAssessment)
export class TrustAssessmentResolver {
  @FieldResolver(() => [TrustPart], { description: 'Every valid attestation about the subject, and what it adds.' })
  parts(@Root() assessment: TrustAssessmentView): readonly TrustPartView[] {
    return assessment.parts
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => TrustAssessment, {
    description: 'Trust in a subject: its attestations, weighted by this node’s own weights for their issuers.',
  })
  trust(
    @Arg('subject', () => DidScalar, { description: 'DID of the subject.' }) subject: Did,
    @Arg('type', () => String, { nullable: true, description: 'Only attestations of this type; without it, of any.' })
    type: string | null,
    @Ctx() context: ApiContext,
  ): Promise<TrustAssessmentView> {
    return context.read(async (views) => assess(views, await views.once(WEIGHTS), subject, type ?? null))
  }
}

@Resolver(() => TrustPart)
export class TrustPartResolver {
  @FieldResolver(() => Attestation, { description: 'The attestation.' })
  attestation(@Root() { attestationId }: TrustPartView, @Ctx() context: ApiContext): Promise<AttestationView> {
    return context.read((views) => views.get('Attestation', attestationId))
  }

  @FieldResolver(() => [Agreement], {
    description: 'The MutualRecognition agreements under which its issuer is recognised.',
  })
  recognisedUnder(@Root() part: TrustPartView, @Ctx() context: ApiContext): Promise<AgreementView[]> {
    return context.read((views) =>
      Promise.all(part.recognisedUnder.map(async (id) => await views.get('Agreement', id))),
    )
  }
}

@Resolver(() => TrustEdge)
export class TrustEdgeResolver {
  @FieldResolver(() => Cooperative, { description: 'The issuer.' })
  issuer(@Root() edge: TrustEdgeView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(edge.issuer))
  }

  @Auth('VIEWER')
  @Query(() => [TrustEdge], { description: 'Every weight that this node has set, by DID.' })
  trustEdges(@Ctx() context: ApiContext): Promise<readonly TrustEdgeView[]> {
    return context.read((views) => listTrustEdges(views))
  }
}

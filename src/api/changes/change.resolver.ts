import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import { hasId, type SubjectKind as SubjectKindName } from '../../app/index.ts'
import type { AttestationView } from '../../attestations/index.ts'
import type { ObligationView, PaymentView } from '../../clearing/index.ts'
import type { Did } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Attestation } from '../attestations/attestation.type.ts'
import { Cooperative, Peer } from '../cooperatives/cooperative.type.ts'
import { findPeer } from '../cooperatives/peers.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { SubjectKind } from '../graphql/enums.ts'
import { present } from '../graphql/errors.ts'
import { NodeInterface } from '../graphql/node.type.ts'
import { type NodeSource, type PeerSource, type RoundSource } from '../graphql/nodes.ts'
import { DidScalar } from '../graphql/scalars.ts'
import { NettingRound } from '../netting/netting.type.ts'
import { paymentNamedBy } from '../obligations/clearing-views.ts'
import { Obligation, Payment } from '../obligations/obligation.type.ts'
import {
  AgreementChange,
  AttestationChange,
  Change,
  ChangeConnection,
  CooperativeChange,
  NettingRoundChange,
  ObligationChange,
  PeerChange,
} from './change.type.ts'
import { AFTER, AUTHOR, authorOf } from './change-views.ts'
import { type ChangeSource, listChanges } from './changes.ts'
import { subscribeTo } from './subscriptions.ts'

/** The payment that a change is about; null if it is about something else. */
function paymentOf({ kind, entryHash }: ChangeSource, context: ApiContext): Promise<PaymentView | null> | null {
  if (!kind.startsWith('payment.') || entryHash === null) return null
  return context.read((views) => paymentNamedBy(views, entryHash))
}

const PAYMENT = {
  nullable: true,
  description:
    'Of payment.recorded, payment.confirmed, payment.rejected and payment.withdrawn: the payment, as it is now.',
} as const

@Resolver(() => Change)
export class ChangeResolver {
  @FieldResolver(() => Cooperative, AUTHOR)
  author(@Root() change: ChangeSource, @Ctx() context: ApiContext) {
    return authorOf(change, context)
  }

  @FieldResolver(() => Payment, PAYMENT)
  payment(@Root() change: ChangeSource, @Ctx() context: ApiContext): Promise<PaymentView | null> | null {
    return paymentOf(change, context)
  }

  @FieldResolver(() => NodeInterface, {
    nullable: true,
    description: 'What it is about, as it is now; null where that is gone, or has no id of its own.',
  })
  subject(@Root() change: ChangeSource, @Ctx() context: ApiContext): Promise<NodeSource | null> {
    return context.read((views) => (hasId(change.subjectKind) ? views.byId(change.subjectId) : null))
  }

  @Auth('VIEWER')
  @Query(() => ChangeConnection, { description: 'The change feed, oldest first. Without after: from the oldest kept.' })
  changes(
    @Arg('after', () => String, { nullable: true, description: 'Only what came after this cursor.' })
    after: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 50 by default, at most 100.' })
    first: number | null,
    @Arg('before', () => String, { nullable: true, description: 'With last: only what came before this cursor.' })
    before: string | null,
    @Arg('last', () => Int, { nullable: true, description: 'The newest ones instead, oldest first too: at most 100.' })
    last: number | null,
    @Arg('subjects', () => [SubjectKind], { nullable: true, description: 'Only what is about one of these.' })
    subjects: SubjectKindName[] | null,
    @Arg('scope', () => String, { nullable: true, description: 'Only of "public", or of one agreement.' })
    scope: string | null,
    @Ctx() context: ApiContext,
  ) {
    return context.read((views) => listChanges(views, { after, first, before, last, subjects, scope }))
  }

  @Auth('VIEWER')
  @Subscription(() => Change, {
    name: 'changes',
    subscribe: subscribeTo(({ subjects, scope }) => ({ subjects, scope })),
    description: 'Every change, each once, never merged.',
  })
  everyChange(
    @Root() change: ChangeSource,
    @Arg('after', () => String, AFTER) _after: string | null,
    @Arg('subjects', () => [SubjectKind], { nullable: true, description: 'Only what is about one of these.' })
    _subjects: SubjectKindName[] | null,
    @Arg('scope', () => String, { nullable: true, description: 'Only of "public", or of one agreement.' })
    _scope: string | null,
  ): ChangeSource {
    return change
  }
}

@Resolver(() => CooperativeChange)
export class CooperativeChangeResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative as it is now.' })
  cooperative(@Root() change: ChangeSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(change.subjectId as Did))
  }

  @Auth('VIEWER')
  @Subscription(() => CooperativeChange, {
    subscribe: subscribeTo(({ did }) => ({
      subjects: ['COOPERATIVE'],
      matches: ({ subjectId }) => did == null || subjectId === did,
    })),
    description: 'A cooperative has changed: its profile, its vouches, whether it is blocked.',
  })
  cooperativeChanged(
    @Root() change: ChangeSource,
    @Arg('did', () => DidScalar, { nullable: true, description: 'Only this one.' }) _did: Did | null,
    @Arg('after', () => String, AFTER) _after: string | null,
  ): ChangeSource {
    return change
  }
}

@Resolver(() => AgreementChange)
export class AgreementChangeResolver {
  @FieldResolver(() => Cooperative, AUTHOR)
  author(@Root() change: ChangeSource, @Ctx() context: ApiContext) {
    return authorOf(change, context)
  }

  @FieldResolver(() => Agreement, { description: 'The agreement as it is now.' })
  agreement(@Root() { agreementId }: ChangeSource, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreementId))
  }

  @Auth('VIEWER')
  @Subscription(() => AgreementChange, {
    subscribe: subscribeTo(({ id }) => ({
      subjects: ['AGREEMENT', 'AMENDMENT'],
      matches: ({ agreementId }) => id == null || agreementId === id,
      wants: async ({ agreementId }, views) => (await views.find('Agreement', agreementId)) !== null,
    })),
    description:
      'An agreement, a draft, or an amendment of one has changed. A discarded draft appears in `changes` only.',
  })
  agreementChanged(
    @Root() change: ChangeSource,
    @Arg('id', () => ID, { nullable: true, description: 'Only this one.' }) _id: string | null,
    @Arg('after', () => String, AFTER) _after: string | null,
  ): ChangeSource {
    return change
  }
}

@Resolver(() => ObligationChange)
export class ObligationChangeResolver {
  @FieldResolver(() => Cooperative, AUTHOR)
  author(@Root() change: ChangeSource, @Ctx() context: ApiContext) {
    return authorOf(change, context)
  }

  @FieldResolver(() => Payment, PAYMENT)
  payment(@Root() change: ChangeSource, @Ctx() context: ApiContext): Promise<PaymentView | null> | null {
    return paymentOf(change, context)
  }

  @FieldResolver(() => Obligation, { description: 'The obligation as it is now.' })
  obligation(@Root() { subjectId }: ChangeSource, @Ctx() context: ApiContext): Promise<ObligationView> {
    return context.read((views) => views.get('Obligation', subjectId))
  }

  @Auth('VIEWER')
  @Subscription(() => ObligationChange, {
    subscribe: subscribeTo(({ agreementId }) => ({
      subjects: ['OBLIGATION'],
      scope: agreementId,
      wants: async ({ subjectId }, views) => (await views.find('Obligation', subjectId)) !== null,
    })),
    description: 'An obligation has changed: recorded, confirmed, disputed, paid, set off, reserved.',
  })
  obligationChanged(
    @Root() change: ChangeSource,
    @Arg('agreementId', () => ID, { nullable: true, description: 'Only under this agreement.' })
    _agreementId: string | null,
    @Arg('after', () => String, AFTER) _after: string | null,
  ): ChangeSource {
    return change
  }
}

@Resolver(() => NettingRoundChange)
export class NettingRoundChangeResolver {
  @FieldResolver(() => Cooperative, AUTHOR)
  author(@Root() change: ChangeSource, @Ctx() context: ApiContext) {
    return authorOf(change, context)
  }

  @FieldResolver(() => NettingRound, { description: 'The netting round as it is now.' })
  nettingRound(@Root() { subjectId }: ChangeSource, @Ctx() context: ApiContext): Promise<RoundSource> {
    return context.read((views) => views.get('NettingRound', subjectId))
  }

  @Auth('VIEWER')
  @Subscription(() => NettingRoundChange, {
    subscribe: subscribeTo(({ agreementId }) => ({
      subjects: ['NETTING_ROUND'],
      scope: agreementId,
      wants: async ({ subjectId }, views) => (await views.find('NettingRound', subjectId)) !== null,
    })),
    description: 'A netting round has changed: proposed, answered, decided, expired.',
  })
  nettingRoundChanged(
    @Root() change: ChangeSource,
    @Arg('agreementId', () => ID, { nullable: true, description: 'Only under this agreement.' })
    _agreementId: string | null,
    @Arg('after', () => String, AFTER) _after: string | null,
  ): ChangeSource {
    return change
  }
}

@Resolver(() => AttestationChange)
export class AttestationChangeResolver {
  @FieldResolver(() => Cooperative, AUTHOR)
  author(@Root() change: ChangeSource, @Ctx() context: ApiContext) {
    return authorOf(change, context)
  }

  @FieldResolver(() => Attestation, { description: 'The attestation as it is now.' })
  attestation(@Root() { subjectId }: ChangeSource, @Ctx() context: ApiContext): Promise<AttestationView> {
    return context.read((views) => views.get('Attestation', subjectId))
  }

  @Auth('VIEWER')
  @Subscription(() => AttestationChange, {
    subscribe: subscribeTo(({ subject }) => ({
      subjects: ['ATTESTATION'],
      wants: async ({ subjectId }, views) => {
        const attestation = await views.find('Attestation', subjectId)
        return attestation !== null && (subject == null || attestation.subject === subject)
      },
    })),
    description: 'An attestation has changed: issued, revoked, come into force, expired.',
  })
  attestationChanged(
    @Root() change: ChangeSource,
    @Arg('subject', () => DidScalar, { nullable: true, description: 'Only about this cooperative or member.' })
    _subject: Did | null,
    @Arg('after', () => String, AFTER) _after: string | null,
  ): ChangeSource {
    return change
  }
}

@Resolver(() => PeerChange)
export class PeerChangeResolver {
  @FieldResolver(() => Peer, { description: 'The peer as it is now.' })
  peer(@Root() { subjectId }: ChangeSource, @Ctx() context: ApiContext): Promise<PeerSource> {
    return context.read((views) => present(findPeer(views, subjectId), subjectId))
  }

  @Auth('VIEWER')
  @Subscription(() => PeerChange, {
    subscribe: subscribeTo(() => ({
      subjects: ['PEER'],
      wants: ({ subjectId }, views) => findPeer(views, subjectId) !== null,
    })),
    description: 'A peer has come, gone, or caught up.',
  })
  peerChanged(@Root() change: ChangeSource, @Arg('after', () => String, AFTER) _after: string | null): ChangeSource {
    return change
  }
}

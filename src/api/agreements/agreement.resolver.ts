import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type {
  AgreementView,
  AmendmentView,
  SharedResource as SharedResourceTerms,
  SignatureView,
  SuspensionView,
  TerminationView,
  VersionView,
} from '../../agreements/index.ts'
import { INSTANT_MAX, type Instant } from '../../kernel/index.ts'
import { decodePage } from '../../node/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { BookingApproval } from '../graphql/enums.ts'
import { unwrap } from '../graphql/errors.ts'
import { fieldResolver } from '../graphql/field-resolver.ts'
import { AgreementFilter } from '../graphql/filter.input.ts'
import { DateTimeScalar, DurationScalar } from '../graphql/scalars.ts'
import {
  Agreement,
  AgreementConnection,
  AgreementVersion,
  Amendment,
  Books,
  Party,
  type PartySource,
  Signature,
  Suspension,
  Termination,
} from './agreement.type.ts'
import { listAgreements, REQUESTS } from './agreement-views.ts'
import type { BooksView } from './books.ts'
import { booksWith } from './books.ts'
import { AgreementTerms, SharedResource, shownTerms } from './terms.type.ts'

const VERSIONS_DEFAULT = 20

@Resolver(() => Agreement)
export class AgreementResolver {
  @FieldResolver(() => AgreementTerms, { description: 'The terms that its type has.' })
  terms(@Root() agreement: AgreementView) {
    return shownTerms(agreement)
  }

  @FieldResolver(() => [Party], { description: 'The parties of the current version.' })
  parties(@Root() { id, parties }: AgreementView): readonly PartySource[] {
    return parties.map((party) => ({ ...party, agreementId: id }))
  }

  @FieldResolver(() => [Signature], { description: 'Every signature under every version that is or was in force.' })
  signatures(@Root() agreement: AgreementView): readonly SignatureView[] {
    return agreement.signatures
  }

  @FieldResolver(() => [Cooperative], { description: 'The parties that have still to sign the current version.' })
  awaiting(@Root() agreement: AgreementView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(agreement.awaiting))
  }

  @FieldResolver(() => [Amendment], { description: 'Every amendment that was proposed, oldest first.' })
  amendments(@Root() agreement: AgreementView): readonly AmendmentView[] {
    return agreement.amendments
  }

  @FieldResolver(() => [AgreementVersion], {
    description: 'The versions that are or were in force, oldest first: the newest `last` of those below `before`.',
  })
  versions(
    @Root() { versions }: AgreementView,
    @Arg('last', () => Int, { defaultValue: VERSIONS_DEFAULT, description: 'How many, at most 100.' }) last: number,
    @Arg('before', () => Int, { nullable: true, description: 'Only versions below this number; without it, all.' })
    before: number | null | undefined,
  ): readonly VersionView[] {
    const { limit } = unwrap(decodePage({ last }))
    const below = versions.filter(({ version }) => before == null || version < before)
    return below.slice(Math.max(0, below.length - limit))
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'For a request: when it expires if it is not answered.',
  })
  requestExpiresAt(@Root() { id }: AgreementView, @Ctx() context: ApiContext): Promise<Instant | null> {
    return context.read(async (views) => (await views.once(REQUESTS)).get(id) ?? null)
  }

  @Auth('VIEWER')
  @Query(() => Agreement, { nullable: true, description: 'An agreement or a draft by its id.' })
  agreement(@Arg('id', () => ID, { description: 'Its id: agr_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('Agreement', id))
  }

  @Auth('VIEWER')
  @Query(() => AgreementConnection, { description: 'Agreements and drafts, newest first.' })
  agreements(
    @Arg('filter', () => AgreementFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: AgreementFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<AgreementView>> {
    return context.read((views) => listAgreements(views, filter ?? {}, page))
  }
}

@Resolver(() => AgreementVersion)
export class AgreementVersionResolver {
  @FieldResolver(() => AgreementTerms, { description: 'The terms that its type has.' })
  terms(@Root() version: VersionView) {
    return shownTerms(version)
  }

  @FieldResolver(() => [Party], { description: 'The parties of this version.' })
  parties(@Root() { agreementId, parties }: VersionView): readonly PartySource[] {
    return parties.map((party) => ({ ...party, agreementId }))
  }

  @FieldResolver(() => Cooperative, { description: 'The cooperative that proposed it.' })
  proposedBy(@Root() { proposedBy }: VersionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(proposedBy))
  }
}

@Resolver(() => Party)
export class PartyResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative.' })
  cooperative(@Root() party: PartySource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(party.did))
  }

  @FieldResolver(() => Books, { nullable: true, description: 'Whether its records equal ours; null for our own.' })
  books(@Root() { did, agreementId }: PartySource, @Ctx() context: ApiContext): Promise<BooksView | null> {
    return context.read(async (views) => (did === views.self ? null : booksWith(views, did, agreementId)))
  }
}

@Resolver(() => Signature)
export class SignatureResolver {
  @FieldResolver(() => Cooperative, { description: 'The signer.' })
  party(@Root() signature: SignatureView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(signature.party))
  }
}

@Resolver(() => Suspension)
export class SuspensionResolver {
  @FieldResolver(() => Cooperative, { description: 'The party that suspended it.' })
  by(@Root() suspension: SuspensionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(suspension.by))
  }
}

@Resolver(() => Termination)
export class TerminationResolver {
  @FieldResolver(() => Cooperative, { nullable: true, description: 'The party that ended it; null for an expiry.' })
  async by(@Root() { by }: TerminationView, @Ctx() context: ApiContext): Promise<CooperativeView | null> {
    return by === null ? null : await context.read((views) => views.cooperative(by))
  }

  @FieldResolver(() => Cooperative, { nullable: true, description: 'For BREACH: the party in breach.' })
  async breachedBy(@Root() { party }: TerminationView, @Ctx() context: ApiContext): Promise<CooperativeView | null> {
    return party === null ? null : await context.read((views) => views.cooperative(party))
  }

  @FieldResolver(() => DateTimeScalar, {
    description:
      'When the agreement ended or will end. For MUTUAL_CONSENT while a party is awaited: the last instant that can be written, in the year 9999. For WITHDRAWAL while `noticeRunsFrom` is null: an estimate, which acknowledgements move.',
  })
  effectiveAt(@Root() { effectiveAt }: TerminationView): Instant {
    return effectiveAt ?? INSTANT_MAX
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'For WITHDRAWAL: when the notice began to run, which is when more than half of the other signing parties had acknowledged it; `noticeDays` later the agreement ends. Null while fewer have.',
  })
  noticeRunsFrom(@Root() { notice }: TerminationView): Instant | null {
    return notice?.runsFrom ?? null
  }

  @FieldResolver(() => [Cooperative], {
    description: 'For WITHDRAWAL: the other signing parties whose nodes have acknowledged the notice, first one first.',
  })
  acknowledgedBy(@Root() { notice }: TerminationView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(notice?.acknowledgedBy ?? []))
  }

  @FieldResolver(() => [Cooperative], { description: 'Which signing parties have consented to its end.' })
  consentedBy(@Root() termination: TerminationView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(termination.consentedBy))
  }

  @FieldResolver(() => [Cooperative], {
    description:
      'Which signing parties have still to consent, where at least one has. Empty where none has, and once it has ended.',
  })
  awaiting(@Root() termination: TerminationView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(termination.awaiting))
  }
}

@Resolver(() => Amendment)
export class AmendmentResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement that it changes.' })
  agreement(@Root() { agreementId }: AmendmentView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreementId))
  }

  @FieldResolver(() => Cooperative, { description: 'The cooperative that proposed it.' })
  proposedBy(@Root() amendment: AmendmentView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(amendment.proposedBy))
  }

  @FieldResolver(() => [Signature], { description: 'The signatures under it.' })
  signatures(@Root() amendment: AmendmentView): readonly SignatureView[] {
    return amendment.signatures
  }

  @FieldResolver(() => [Cooperative], { description: 'The parties that have still to sign it.' })
  awaiting(@Root() amendment: AmendmentView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(amendment.awaiting))
  }

  @Auth('VIEWER')
  @Query(() => Amendment, { nullable: true, description: 'An amendment by its id.' })
  amendment(@Arg('id', () => ID, { description: 'Its id: amd_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('Amendment', id))
  }
}

export const ResourceKeyResolver = fieldResolver<SharedResourceTerms>(() => SharedResource, {
  name: 'key',
  type: () => String,
  description: 'Names it within the agreement, for good; empty in a document that names none: it cannot be booked.',
  read: ({ key }) => key ?? '',
})

export const ResourceApprovalResolver = fieldResolver<SharedResourceTerms>(() => SharedResource, {
  name: 'approval',
  type: () => BookingApproval as never,
  description: 'Who answers a request to book it.',
  read: ({ approval }) => approval ?? 'BY_PROVIDER',
})

export const ResourceBookingWindowResolver = fieldResolver<SharedResourceTerms>(() => SharedResource, {
  name: 'bookingWindow',
  type: () => DurationScalar,
  nullable: true,
  description:
    'How far ahead it is booked at most, from a request until the end of its booking; null for 5 years, of which an AUTOMATIC provider’s node grants 180 days automatically.',
  read: ({ bookingWindow }) => bookingWindow ?? null,
})

export const ResourceSettlementResolver = fieldResolver<SharedResourceTerms>(() => SharedResource, {
  name: 'settlement',
  type: () => Agreement,
  nullable: true,
  description: 'The clearing arrangement in which its use is charged; null where none is named, or it is not here.',
  read: ({ settlementId = null }, context) =>
    settlementId === null ? null : context.read((views) => views.find('Agreement', settlementId)),
})

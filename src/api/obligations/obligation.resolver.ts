import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import type {
  BilateralPositionView,
  DisputeView,
  NetPositionView,
  ObligationSetOffView,
  ObligationTotalView,
  ObligationView,
  PaymentView,
  WithdrawalView,
} from '../../clearing/index.ts'
import type { Did, Scope } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { ObligationOrder } from '../graphql/enums.ts'
import { ObligationFilter } from '../graphql/filter.input.ts'
import { type RoundSource } from '../graphql/nodes.ts'
import { DidScalar } from '../graphql/scalars.ts'
import { NettingRound } from '../netting/netting.type.ts'
import { listObligations, reservationsIn, totalObligations } from './clearing-views.ts'
import {
  BilateralPosition,
  Dispute,
  NetPosition,
  Obligation,
  ObligationConnection,
  ObligationSetOff,
  ObligationTotal,
  Payment,
  Withdrawal,
} from './obligation.type.ts'
import { listBilateralPositions, listNetPositions } from './positions.ts'

@Resolver(() => Obligation)
export class ObligationResolver {
  @FieldResolver(() => Agreement, { description: 'The clearing arrangement that it is recorded under.' })
  agreement(@Root() { agreement }: ObligationView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'DID of the debtor.' })
  debtor(@Root() obligation: ObligationView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(obligation.debtor))
  }

  @FieldResolver(() => Cooperative, { description: 'DID of the creditor.' })
  creditor(@Root() obligation: ObligationView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(obligation.creditor))
  }

  @FieldResolver(() => Cooperative, { description: 'Which of the two recorded it first.' })
  recordedBy(@Root() obligation: ObligationView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(obligation.recordedBy))
  }

  @FieldResolver(() => [Payment], { description: 'The payments recorded on it, oldest first.' })
  payments(@Root() obligation: ObligationView): readonly PaymentView[] {
    return obligation.payments
  }

  @FieldResolver(() => [ObligationSetOff], { description: 'What rounds have set off on it, oldest first.' })
  setOffs(@Root() obligation: ObligationView): readonly ObligationSetOffView[] {
    return obligation.setOffs
  }

  @FieldResolver(() => NettingRound, {
    nullable: true,
    description:
      'The round that an acceptance has reserved it for: no other round takes it until that ends. It can still be paid and disputed.',
  })
  reservedBy(@Root() { id, agreement }: ObligationView, @Ctx() context: ApiContext): Promise<RoundSource | null> {
    return context.read(async (views) => {
      const round = (await reservationsIn(views, agreement as Scope)).get(id)
      return round === undefined ? null : await views.find('NettingRound', round)
    })
  }

  @Auth('VIEWER')
  @Query(() => Obligation, { nullable: true, description: 'An obligation by its id.' })
  obligation(@Arg('id', () => ID, { description: 'Its id: obl_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('Obligation', id))
  }

  @Auth('VIEWER')
  @Query(() => ObligationConnection, { description: 'Obligations under every agreement that is here.' })
  obligations(
    @Arg('filter', () => ObligationFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: ObligationFilter | null,
    @Arg('orderBy', () => ObligationOrder, { defaultValue: 'NEWEST_FIRST', description: 'In which order.' })
    order: ObligationOrder,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<ObligationView>> {
    return context.read((views) => listObligations(views, filter ?? {}, page, order))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => [ObligationTotal], {
    description: 'What is open on all obligations that a filter finds: a line for each currency.',
  })
  obligationTotals(
    @Arg('filter', () => ObligationFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: ObligationFilter | null,
    @Ctx() context: ApiContext,
  ): Promise<readonly ObligationTotalView[]> {
    return context.read((views) => totalObligations(views, filter ?? {}))
  }
}

@Resolver(() => Dispute)
export class DisputeResolver {
  @FieldResolver(() => Cooperative, { description: 'The party that disputes it.' })
  by(@Root() dispute: DisputeView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(dispute.by))
  }
}

@Resolver(() => Withdrawal)
export class WithdrawalResolver {
  @FieldResolver(() => Cooperative, { description: 'The party that withdrew it.' })
  by(@Root() withdrawal: WithdrawalView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(withdrawal.by))
  }
}

@Resolver(() => Payment)
export class PaymentResolver {
  @FieldResolver(() => Obligation, { description: 'What it pays.' })
  obligation(@Root() { obligation }: PaymentView, @Ctx() context: ApiContext): Promise<ObligationView> {
    return context.read((views) => views.get('Obligation', obligation))
  }

  @FieldResolver(() => Cooperative, { description: 'Who recorded it: the debtor, or the creditor of a repayment.' })
  payer(@Root() { payer }: PaymentView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(payer))
  }

  @FieldResolver(() => Cooperative, { description: 'Who confirms that it has arrived.' })
  payee(@Root() { payee }: PaymentView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(payee))
  }
}

@Resolver(() => ObligationSetOff)
export class ObligationSetOffResolver {
  @FieldResolver(() => NettingRound, { description: 'The round that set it off.' })
  round(@Root() { round }: ObligationSetOffView, @Ctx() context: ApiContext): Promise<RoundSource> {
    return context.read((views) => views.get('NettingRound', round))
  }
}

@Resolver(() => NetPosition)
export class NetPositionResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative.' })
  cooperative(@Root() position: NetPositionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(position.cooperative))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => [NetPosition], {
    description: 'Position of every party in one currency of an arrangement, over binding debts.',
  })
  netPositions(
    @Arg('agreementId', () => ID, { description: 'The clearing arrangement.' }) agreementId: string,
    @Arg('currency', () => String, { description: 'One of its currencies.' }) currency: string,
    @Ctx() context: ApiContext,
  ): Promise<readonly NetPositionView[]> {
    return context.read((views) => listNetPositions(views, agreementId, currency))
  }
}

@Resolver(() => BilateralPosition)
export class BilateralPositionResolver {
  @FieldResolver(() => Agreement, { description: 'The clearing arrangement.' })
  agreement(@Root() { agreement }: BilateralPositionView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'The other side.' })
  counterparty(@Root() position: BilateralPositionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(position.counterparty))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => [BilateralPosition], {
    description: 'Where we stand with a counterparty: a line for each currency of each arrangement that we share.',
  })
  bilateralPositions(
    @Arg('counterparty', () => DidScalar, { description: 'The other side.' }) counterparty: Did,
    @Ctx() context: ApiContext,
  ): Promise<readonly BilateralPositionView[]> {
    return context.read((views) => listBilateralPositions(views, counterparty))
  }
}

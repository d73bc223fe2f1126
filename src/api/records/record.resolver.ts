import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import { recordCommands, recordInputs } from '../../app/index.ts'
import type { RecordView } from '../../records/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { RecordFilter } from '../graphql/filter.input.ts'
import { Input } from '../graphql/mutation.input.ts'
import { AgreementRecord, AgreementRecordConnection, RecordPayload } from './record.type.ts'
import { listRecords } from './record-views.ts'

export { RecordPayloadResolver } from './record.type.ts'

@Resolver(() => AgreementRecord)
export class RecordResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement under which it was recorded.' })
  agreement(@Root() { agreement }: RecordView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'Which party recorded it.' })
  author(@Root() { author }: RecordView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(author))
  }

  @FieldResolver(() => [Cooperative], { description: 'The other parties that have consented to it.' })
  confirmedBy(@Root() { confirmedBy }: RecordView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => Promise.all(confirmedBy.map((did) => views.cooperative(did))))
  }

  @FieldResolver(() => [Cooperative], { description: 'The parties whose answer it waits for.' })
  awaiting(@Root() { awaiting }: RecordView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => Promise.all(awaiting.map((did) => views.cooperative(did))))
  }

  @Auth('VIEWER')
  @Query(() => AgreementRecord, { nullable: true, description: 'A record by its id.' })
  record(@Arg('id', () => ID, { description: 'Its id: rec_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('AgreementRecord', id))
  }

  @Auth('VIEWER')
  @Query(() => AgreementRecordConnection, { description: 'Records under every agreement that is here.' })
  records(
    @Arg('filter', () => RecordFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: RecordFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<RecordView>> {
    return context.read((views) => listRecords(views, filter ?? {}, page))
  }
}

/** What operators and signers do with records. */
@Resolver()
export class RecordMutations {
  @Auth('OPERATOR')
  @Mutation(() => RecordPayload, {
    nullable: true,
    description: 'Records something under a custom agreement in operation, signed, for all of its parties.',
  })
  addRecord(@Input(recordInputs.AddRecordInput) input: Input<recordInputs.AddRecordInput>, @Ctx() context: ApiContext) {
    return context.execute('addRecord', input, recordCommands.addRecord)
  }

  @Auth('SIGNER')
  @Mutation(() => RecordPayload, { nullable: true, description: 'Consents to another party’s record, for good.' })
  confirmRecord(
    @Input(recordInputs.ConfirmRecordInput) input: Input<recordInputs.ConfirmRecordInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('confirmRecord', input, recordCommands.confirmRecord)
  }

  @Auth('OPERATOR')
  @Mutation(() => RecordPayload, {
    nullable: true,
    description: 'Says that another party’s record is wrong. It may still be confirmed afterwards.',
  })
  disputeRecord(
    @Input(recordInputs.DisputeRecordInput) input: Input<recordInputs.DisputeRecordInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('disputeRecord', input, recordCommands.disputeRecord)
  }

  @Auth('OPERATOR')
  @Mutation(() => RecordPayload, {
    nullable: true,
    description: 'Takes back an own record that is not confirmed. A confirmation on its way counts all the same.',
  })
  withdrawRecord(
    @Input(recordInputs.WithdrawRecordInput) input: Input<recordInputs.WithdrawRecordInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawRecord', input, recordCommands.withdrawRecord)
  }
}

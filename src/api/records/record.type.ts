import { Field, ObjectType } from 'type-graphql'
import type { JsonObject } from '../../kernel/index.ts'
import type { RecordView } from '../../records/index.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { connectionType } from '../graphql/connection.ts'
import { RecordStatus } from '../graphql/enums.ts'
import { still } from '../graphql/errors.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { payload } from '../graphql/payload.ts'
import { DateTimeScalar, JsonObjectScalar } from '../graphql/scalars.ts'
import { Dispute } from '../obligations/obligation.type.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'Something that a party of a custom agreement recorded, of a type that the terms describe.',
})
export class AgreementRecord extends NodeInterface implements Shows<RecordView, AgreementRecord> {
  @Field(() => String, { description: 'The name of its type in the terms that it was recorded under.' })
  readonly type!: string

  @Field(() => JsonObjectScalar, { description: 'What was recorded; valid by the schema of its type.' })
  readonly payload!: JsonObject

  @Field(() => String, { nullable: true, description: 'A number or the like.' })
  readonly reference!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was recorded, by its author’s word.' })
  readonly recordedAt!: number

  @Field(() => RecordStatus, { description: 'Where it stands.' })
  readonly status!: RecordStatus

  @Field(() => Dispute, {
    nullable: true,
    description:
      'The oldest open dispute about it, else the newest of all. It ends by its author’s withdrawing the record, or the disputing party’s confirming it; what is confirmed stays so.',
  })
  readonly dispute!: Dispute | null

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' })
  readonly reason!: string | null
}

export const AgreementRecordConnection = connectionType('AgreementRecord', () => AgreementRecord)

export const { Payload: RecordPayload, PayloadResolver: RecordPayloadResolver } = payload<{
  readonly recordId: string
}>('Record', 'The record after the mutation.', {
  name: 'record',
  type: () => AgreementRecord,
  description: 'The record as it is now.',
  read: async (views, { recordId }) => still(await views.find('AgreementRecord', recordId), recordId),
})

export const recordChange: TypedChange = {
  node: 'AgreementRecord',
  type: () => AgreementRecord,
  field: { name: 'record', description: 'The record as it is when this is delivered.' },
  subjects: ['RECORD'],
  name: 'recordChanged',
  description: 'Records that are added, confirmed, disputed or withdrawn.',
  typeName: 'RecordChange',
  typeDescription: 'A change of a record.',
  only: ONLY_UNDER_AGREEMENT,
}

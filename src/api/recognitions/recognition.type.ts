import { Field, ObjectType } from 'type-graphql'
import type { RecognitionView } from '../../attestations/index.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { connectionType } from '../graphql/connection.ts'
import { AttestationStatus, RecognitionStatus } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { nodePayload } from '../graphql/payload.ts'
import { DateTimeScalar, DidScalar } from '../graphql/scalars.ts'
import type { PresentationView, PresentedView } from './presentation-check.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'A host recognises a member of another party, on the strength of that party’s attestation.',
})
export class Recognition extends NodeInterface implements Shows<RecognitionView, Recognition> {
  @Field(() => DidScalar, { description: 'DID of the member.' })
  readonly member!: string

  @Field(() => String, { description: 'The type of the attestation, which the agreement lists.' })
  readonly attestationType!: string

  @Field(() => String, { nullable: true, description: 'What the member may do or be here, in the host’s words.' })
  readonly role!: string | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends automatically; null for no date of its own.',
  })
  readonly until!: number | null

  @Field(() => Boolean, {
    description: 'The member proved to hold the key of this DID; else the host’s operator says who it is.',
  })
  readonly holderProved!: boolean

  @Field(() => RecognitionStatus, { description: 'Where it stands, computed at the time of reading.' })
  readonly status!: RecognitionStatus

  @Field(() => String, { nullable: true, description: 'Where it is LAPSED: why.' })
  readonly lapsedBecause!: string | null

  @Field(() => DateTimeScalar, { description: 'When the host signed it, by its own word.' })
  readonly recognisedAt!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is withdrawn, expired or lapsed.' })
  readonly endedAt!: number | null

  @Field(() => String, { nullable: true, description: 'Where it is WITHDRAWN: why, if the host gave a reason.' })
  readonly reason!: string | null
}

@ObjectType({ description: 'What a check of a presentation found. Its challenge stays unused.' })
export class PresentationCheck implements Shows<PresentationView, PresentationCheck> {
  @Field(() => Boolean, {
    description: 'There is no problem: the holder has proved its key, and every credential holds.',
  })
  readonly valid!: boolean

  @Field(() => DidScalar, { nullable: true, description: 'Whose key made the proof; null where none holds.' })
  readonly holder!: string | null

  @Field(() => [String], { description: 'What is wrong, a sentence each.' })
  readonly problems!: readonly string[]
}

@ObjectType({ description: 'A credential that was presented.' })
export class PresentedCredential implements Shows<PresentedView, PresentedCredential> {
  @Field(() => AttestationStatus, {
    description: 'Where it stands now, by its proof, its dates, its issuer’s status lists and the log of this node.',
  })
  readonly status!: AttestationStatus

  @Field(() => DidScalar, { nullable: true, description: 'Its issuer; null where it is named by no DID.' })
  readonly issuer!: string | null

  @Field(() => DidScalar, { nullable: true, description: 'Whom it is about; null where that is named by no DID.' })
  readonly subject!: string | null

  @Field(() => String, { description: 'What it states, beside being a VerifiableCredential.' })
  readonly type!: string

  @Field(() => Boolean, {
    description:
      'Whether its holder could be recognised by it here: it is valid, about the holder alone, and of an issuer and a type that an agreement in operation recognises.',
  })
  readonly recognised!: boolean

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'As of when it is known whether it was revoked; null where that is not known.',
  })
  readonly statusAsOf!: number | null
}

@ObjectType({
  description: 'What a member signs to prove that it holds the key of its DID. Good once, until expiresAt.',
})
export class PresentationChallengePayload {
  @Field(() => String, { description: 'The challenge of the proof.' })
  readonly challenge!: string

  @Field(() => String, { description: 'The domain of the proof: the DID of this cooperative.' })
  readonly domain!: string

  @Field(() => DateTimeScalar, { description: 'Until when it can be answered.' })
  readonly expiresAt!: number
}

export const RecognitionConnection = connectionType('Recognition', () => Recognition)
export const { Payload: RecognitionPayload, PayloadResolver: RecognitionPayloadResolver } = nodePayload(
  'Recognition',
  'recognition',
  () => Recognition,
)

export const recognitionChange: TypedChange = {
  node: 'Recognition',
  type: () => Recognition,
  field: { name: 'recognition', description: 'The recognition as it is now.' },
  subjects: ['RECOGNITION'],
  name: 'recognitionChanged',
  description: 'A recognition has changed: granted, withdrawn, expired, or lapsed with its attestation or agreement.',
  typeDescription: 'A change of a recognition.',
  only: ONLY_UNDER_AGREEMENT,
}

import { Field, Int, ObjectType } from 'type-graphql'
import { ENTRY_BYTES_MAX } from '../../log/index.ts'
import { PART_BYTES_MAX } from '../execution/limits.ts'
import { edgeType } from '../graphql/connection.ts'
import { Cost, costOfBytes } from '../graphql/cost.decorator.ts'
import { PageInfo } from '../graphql/node.type.ts'
import { DateTimeScalar, DidScalar } from '../graphql/scalars.ts'

@ObjectType({
  description:
    'A signed entry of a log, byte for byte as it was received, stubs excepted: of a stranger’s public entry of a kind that this version does not know, its place in the log is kept and not its body. Its hash is SHA-256 of `rochdale-entry-v1`, a newline and the bytes; the signature is Ed25519 over the same tag, a newline and the hash’s 32 bytes.',
})
export class LogEntry {
  @Field(() => String, { description: 'Its identity.' })
  readonly hash!: string

  @Field(() => DidScalar, { description: 'DID of the author.' })
  readonly author!: string

  @Field(() => Int, { description: 'Its number in the author’s log of this scope, from 1.' })
  readonly seq!: number

  @Field(() => String, { description: 'Its kind, e.g. obligation.recorded.' })
  readonly kind!: string

  @Field(() => String, { description: 'What it is about.' })
  readonly subjectId!: string

  @Field(() => DateTimeScalar, { description: 'When, as stated by its author.' })
  readonly at!: number

  @Field(() => String, { nullable: true, description: 'Why it counts for nothing, everywhere; null where it counts.' })
  readonly refusal!: string | null

  @Field(() => [String], { description: 'SHA-256 of each attachment that it names: see attachmentPart.' })
  readonly attachments!: readonly string[]

  @Cost(costOfBytes(ENTRY_BYTES_MAX))
  @Field(() => String, { description: 'The signed bytes, canonical JSON, in base64; of a stub the empty text.' })
  readonly bytes!: string

  @Field(() => Boolean, { description: 'It is a stub: its bytes come when they are needed.' })
  readonly stub!: boolean

  @Field(() => String, { description: 'The signature, 64 bytes in base64.' })
  readonly signature!: string
}

@ObjectType({ description: 'A piece of an attachment; all of them, in order, are its bytes.' })
export class AttachmentPart {
  @Field(() => String, { description: 'SHA-256 of the whole attachment.' })
  readonly hash!: string

  @Field(() => Int, { description: 'How long the whole attachment is.' })
  readonly byteCount!: number

  @Field(() => Int, { description: 'Where this piece begins.' })
  readonly offset!: number

  @Cost(costOfBytes(PART_BYTES_MAX))
  @Field(() => String, { description: 'The piece, in base64; at most 1 MiB of bytes.' })
  readonly bytes!: string

  @Field(() => Int, { nullable: true, description: 'Where the next piece begins; null after the last one.' })
  readonly nextOffset!: number | null
}

const LogEntryEdge = edgeType('LogEntry', () => LogEntry)

@ObjectType('LogEntryConnection', { description: 'A page of entries, each after what it names.' })
export class LogEntryConnection {
  @Field(() => [LogEntryEdge], { description: 'The entries of this page.' })
  readonly edges!: readonly unknown[]

  @Field(() => PageInfo, { description: 'What lies around this page.' })
  readonly pageInfo!: PageInfo
}

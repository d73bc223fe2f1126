import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { listEntries, readAttachmentPart } from './entries.ts'
import { AttachmentPart, LogEntry, LogEntryConnection } from './entry.type.ts'

const SCOPE = { description: '"public", or an agreement’s id.' } as const

@Resolver(() => LogEntry)
export class LogEntryResolver {
  @Auth('VIEWER')
  @Query(() => LogEntryConnection, {
    description:
      'All signed entries of "public" or of an agreement, in causal order. With their attachments they are the complete evidence, and fold to the state digest of the same operation’s snapshot once there is no next page.',
  })
  logEntries(
    @Arg('scope', () => String, SCOPE) scope: string,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 50 by default, at most 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Only what came after this cursor.' })
    after: string | null,
    @Ctx() context: ApiContext,
  ) {
    return context.read((views) => listEntries(views, { scope, first, after }))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => AttachmentPart, {
    nullable: true,
    description: 'A piece of an attachment of "public" or of an agreement; null where it is not here.',
  })
  attachmentPart(
    @Arg('scope', () => String, SCOPE) scope: string,
    @Arg('hash', () => String, { description: 'SHA-256 of the attachment, as an entry names it.' }) hash: string,
    @Arg('offset', () => Int, { defaultValue: 0, description: 'Where the piece begins.' }) offset: number,
    @Ctx() context: ApiContext,
  ): Promise<AttachmentPart | null> {
    return context.read((views) => readAttachmentPart(views, { scope, hash, offset }))
  }
}

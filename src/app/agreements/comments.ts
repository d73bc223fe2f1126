import {
  COMMENT_CHARS_MAX,
  canBeCommentedOn,
  commentId,
  isCommentText,
  readersOf,
  refuseAgreements as refuse,
} from '../../agreements/index.ts'
import { done, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { findAgreement, findAmendment } from './facts.ts'
import type { AddCommentInput } from './inputs.ts'

/** Writes a signed comment to all readers of an agreement. */
export function addComment({ agreementId, text, about = null, replyToId = null }: AddCommentInput): Run {
  return async (context) => {
    const found = await findAgreement(context, agreementId)
    if (!found.ok) return found
    const { scope, state } = found.value
    if (!readersOf(state).includes(context.self))
      return refuse('agreements.not-a-party', 'parties and witnesses of an agreement comment on it')
    if (!isCommentText(text))
      return refuse('agreements.bad-comment', `a comment has 1 to ${COMMENT_CHARS_MAX} characters, not blanks alone`)
    const subject = about === agreementId ? null : about
    const isThere = await checkAbout(context, scope, subject)
    if (!isThere.ok) return isThere
    const replied = replyToId === null ? null : (await context.tx.subjects(scope, [replyToId]))[0]
    if (replied !== null && replied?.aggregate !== 'comment')
      return refuse('agreements.not-found', `${replyToId} is no comment on this agreement that this node knows`)
    const nonce = context.nonce()
    const body = { nonce, text, about: subject, replyTo: replyToId }
    const written = await context.write({ kind: 'comment.added', scope, body })
    return written.ok ? ok({ commentId: commentId(scope, context.self, nonce) }) : written
  }
}

async function checkAbout(context: CommandContext, scope: Scope, about: string | null): Promise<Result<void>> {
  if (about === null) return done
  if (about.startsWith('amd_')) {
    const amendment = await findAmendment(context, about)
    if (amendment.ok && amendment.value.scope === scope) return done
  } else {
    const [row] = await context.tx.subjects(scope, [about])
    if (row !== undefined && canBeCommentedOn(about)) return done
  }
  return refuse(
    'agreements.not-found',
    `${about} is no amendment of this agreement, and nothing under it that can be commented on`,
  )
}

import { z } from 'zod'
import { idOf } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, isVisible, type Scope, shape } from '../../kernel/index.ts'
import { stateReader } from '../../log/index.ts'

export const COMMENT_CHARS_MAX = 4_000
const NONCE_CHARS_MAX = 64

/** What a comment is about where it is not about the agreement as a whole: a debt, or an amendment. */
const ABOUT = /^(obl|amd)_[0-9a-f]{64}$/
const COMMENT_ID = /^cmt_[0-9a-f]{64}$/

export const commentShape = z.strictObject({
  /** Makes two comments of one author different. */
  nonce: shape.text(NONCE_CHARS_MAX),
  text: shape.text(COMMENT_CHARS_MAX).refine(isVisible, 'a comment shows something'),
  about: z.string().regex(ABOUT).nullable(),
  /** The comment that it answers. */
  replyTo: z.string().regex(COMMENT_ID).nullable(),
})

/** Whether a text can be a comment: some characters that are seen, and not too many. */
export function isCommentText(text: string): boolean {
  return commentShape.shape.text.safeParse(text).success
}

export type CommentBody = z.infer<typeof commentShape>

/** A party's signed word to the others under an agreement. */
export interface Comment {
  readonly id: string
  readonly agreement: Scope
  readonly author: Did
  readonly at: Instant
  readonly text: string
  readonly about: string | null
  readonly replyTo: string | null
  /** Of the entry. A forked log may have signed two comments with one id: the lesser hash stays. */
  readonly hash: Hash
}

/** Reads a stored state of this aggregate. */
export const asComment = stateReader<Comment>()

export function commentId(agreement: Scope, author: Did, nonce: string): string {
  return idOf('cmt', [agreement, author, nonce])
}

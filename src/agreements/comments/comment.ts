import { z } from 'zod'
import { idOf } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, type Scope, shape } from '../../kernel/index.ts'
import { stateReader } from '../../log/index.ts'

/** Maximum length of a comment, in characters. */
export const COMMENT_CHARS_MAX = 4_000
const NONCE_CHARS_MAX = 64

/** The id of a comment's target if that is not the agreement as a whole: an amendment, or what works under it. */
const ABOUT = /^(amd|obl|bkg|use|mot|rcg|rec)_[0-9a-f]{64}$/
const COMMENT_ID = /^cmt_[0-9a-f]{64}$/

export const commentShape = z.strictObject({
  /** Distinguishes two comments of one author. */
  nonce: shape.text(NONCE_CHARS_MAX),
  text: shape.visible(COMMENT_CHARS_MAX),
  about: z.string().regex(ABOUT).nullable(),
  /** The comment to which it replies. */
  replyTo: z.string().regex(COMMENT_ID).nullable(),
})

/** Whether a text can be a comment: some visible characters, and not too many. */
export function isCommentText(text: string): boolean {
  return commentShape.shape.text.safeParse(text).success
}

/** Whether the id is of a sort of subject that comments can be about. */
export function canBeCommentedOn(id: string): boolean {
  return ABOUT.test(id)
}

export type CommentBody = z.infer<typeof commentShape>

/** A party's signed message to the others under an agreement. */
export interface Comment {
  readonly id: string
  readonly agreement: Scope
  readonly author: Did
  readonly at: Instant
  readonly text: string
  readonly about: string | null
  readonly replyTo: string | null
  /** The entry's hash. A forked log may have signed two comments with one id: the lesser hash counts. */
  readonly hash: Hash
}

/** Reads a stored state of this aggregate. */
export const asComment = stateReader<Comment>()

/** The id of a comment: `cmt_` and a hash of scope, author and nonce. */
export function commentId(agreement: Scope, author: Did, nonce: string): string {
  return idOf('cmt', [agreement, author, nonce])
}

import { decodeShape, done } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { refuse } from '../refusals.ts'
import { type Comment, type CommentBody, commentId, commentShape } from './comment.ts'

/** A party or witness writes to the others; whatever the agreement's status, also before all have signed. */
export const commentAdded: EntryKind<CommentBody, Comment> = {
  name: 'comment.added',
  lapses: true,
  decode: (raw) => decodeShape(commentShape, raw),
  subject: ({ nonce }, { author, scope }) => commentId(scope, author, nonce),
  check: (state) => (state === null ? done : refuse('agreements.already-said', 'this comment was added already')),
  evolve: (state, { nonce, text, about, replyTo }, { author, scope, at, hash }) => {
    if (state !== null && state.hash < hash) return state
    return { id: commentId(scope, author, nonce), agreement: scope, author, at, text, about, replyTo, hash }
  },
}

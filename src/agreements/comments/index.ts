import type { Aggregate } from '../../log/index.ts'
import { asComment, type Comment } from './comment.ts'
import { commentAdded } from './comment-added.ts'

export * from './comment.ts'

/** One subject for each comment; its right side is its target. */
export const commentAggregate: Aggregate<Comment, 'COMMENT'> = {
  name: 'comment',
  scope: 'agreement',
  kinds: [commentAdded],
  idPrefix: 'cmt_',
  subjectKind: 'COMMENT',
  stateVersion: 1,
  readState: asComment,
  index: ({ agreement, author, at, text, about }) => ({
    phase: 'ADDED',
    parties: [author],
    left: author,
    right: about ?? agreement,
    fromMs: at,
    text,
  }),
}

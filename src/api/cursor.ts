import { apiError } from './unwrap.ts'

/** Cursors are opaque to clients: this prefix keeps one of a list from being taken for one of the change feed. */
const CHANGE_TAG = 'change'
const CURSOR_CHARS_MAX = 500

/** Where a client resumes after a change of this store's history. */
export function changeCursor(epoch: string, number: number): string {
  return Buffer.from(`${CHANGE_TAG}:${epoch}:${number}`).toString('base64url')
}

/** The number of the change that a cursor names, in this history and no other. */
export function changeNumber(
  cursor: string,
  { epoch, head }: { readonly epoch: string; readonly head: number },
): number {
  const text = cursor.length > CURSOR_CHARS_MAX ? '' : Buffer.from(cursor, 'base64url').toString()
  const match = /^change:(.+):(\d{1,15})$/.exec(text)
  if (match === null || changeCursor(match[1] ?? '', Number(match[2])) !== cursor) {
    throw apiError('BAD_USER_INPUT', 'this is no cursor of changes: take one from a change, or from headCursor')
  }
  if (match[1] !== epoch) {
    throw apiError(
      'OUTDATED_CURSOR',
      'this cursor belongs to a history that the node no longer has: read everything anew, then subscribe with headCursor',
    )
  }
  const number = Number(match[2])
  if (number > head) {
    throw apiError('FUTURE_CURSOR', 'this cursor lies beyond the newest change: take headCursor instead')
  }
  return number
}

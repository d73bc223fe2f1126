import { apiError } from './errors.ts'

/** Cursors are opaque to clients: this prefix keeps one of a list from being taken for one of the change feed. */
const CHANGE_TAG = 'change'
const ENTRY_TAG = 'entry'
const CURSOR_CHARS_MAX = 500

/** Where a client resumes after a change of this store's history. */
export function changeCursor(epoch: string, number: number): string {
  return cursorOf(CHANGE_TAG, epoch, number)
}

/** Where a client goes on reading the entries of a scope. */
export function entryCursor(epoch: string, number: number): string {
  return cursorOf(ENTRY_TAG, epoch, number)
}

/** The number of the change that a cursor names, in this history and no other. */
export function changeNumber(
  cursor: string,
  { epoch, head }: { readonly epoch: string; readonly head: number },
): number {
  const number = numberIn(cursor, CHANGE_TAG, {
    epoch,
    notOne: 'this is no cursor of changes: take one from a change, or from headCursor',
    outdated:
      'this cursor belongs to a history that the node no longer has: read everything again, then subscribe with headCursor',
  })
  if (number > head) {
    throw apiError('FUTURE_CURSOR', 'this cursor lies beyond the newest change: take headCursor instead')
  }
  return number
}

/** The place of the entry that a cursor names. */
export function entryNumber(cursor: string, epoch: string): number {
  return numberIn(cursor, ENTRY_TAG, {
    epoch,
    notOne: 'this is no cursor of entries: take one from logEntries',
    outdated: 'this cursor belongs to a history that the node no longer has: read the entries from the beginning',
  })
}

function cursorOf(tag: string, epoch: string, number: number): string {
  return Buffer.from(`${tag}:${epoch}:${number}`).toString('base64url')
}

function numberIn(
  cursor: string,
  tag: string,
  { epoch, notOne, outdated }: { readonly epoch: string; readonly notOne: string; readonly outdated: string },
): number {
  const text = cursor.length > CURSOR_CHARS_MAX ? '' : Buffer.from(cursor, 'base64url').toString()
  const [, named, number] = /^\w+:(.+):(\d{1,15})$/.exec(text) ?? []
  if (named === undefined || cursorOf(tag, named, Number(number)) !== cursor) throw apiError('BAD_USER_INPUT', notOne)
  if (named !== epoch) throw apiError('OUTDATED_CURSOR', outdated)
  return Number(number)
}

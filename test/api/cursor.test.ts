import type { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { changeCursor, changeNumber, entryCursor, entryNumber } from '../../src/api/graphql/cursor.ts'

const history = { epoch: 'now', head: 7 }

test('a cursor leads back to its change', () => {
  expect(changeNumber(changeCursor('now', 7), history)).toBe(7)
  expect(changeNumber(changeCursor('now', 0), history)).toBe(0)
})

test('a cursor of another history is outdated, one beyond the newest change lies in the future', () => {
  expect(codeOf(changeCursor('before', 3))).toBe('OUTDATED_CURSOR')
  expect(codeOf(changeCursor('now', 8))).toBe('FUTURE_CURSOR')
})

test.each(['', 'x', '7', Buffer.from('row:3').toString('base64url'), `${changeCursor('now', 3)}=`, 'A'.repeat(10_000)])(
  '%s is no cursor of changes',
  (cursor) => {
    expect(codeOf(cursor)).toBe('BAD_USER_INPUT')
  },
)

test('a cursor of entries is none of changes, and belongs to one history too', () => {
  expect(entryNumber(entryCursor('now', 5), 'now')).toBe(5)
  expect(codeOf(entryCursor('now', 5))).toBe('BAD_USER_INPUT')
  expect(() => entryNumber(changeCursor('now', 5), 'now')).toThrow('no cursor of entries')
  expect(() => entryNumber(entryCursor('before', 5), 'now')).toThrow('a history that the node no longer has')
})

function codeOf(cursor: string): unknown {
  try {
    return changeNumber(cursor, history)
  } catch (error) {
    return (error as GraphQLError).extensions.code
  }
}

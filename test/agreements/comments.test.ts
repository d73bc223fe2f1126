import { expect, test } from 'vitest'
import { asComment, COMMENT_CHARS_MAX, type Comment } from '../../src/agreements/index.ts'
import { declineAgreement, proposeAgreement, terminateAgreement } from '../../src/app/agreements/commands.ts'
import { addComment } from '../../src/app/agreements/comments.ts'
import type { Scope } from '../../src/kernel/index.ts'
import { Village } from './village.ts'

/** The comments under an agreement that a member has, by their texts. */
async function commentsAt(village: Village, i: number, agreementId: string): Promise<Comment[]> {
  const rows = await village.member(i).node.store.read((reader) => reader.subjectsOf(agreementId as Scope, 'comment'))
  return rows.map(({ state }) => asComment(state)).sort((one, other) => (one.text < other.text ? -1 : 1))
}

async function digestAt(village: Village, i: number, agreementId: string): Promise<string> {
  const { node } = village.member(i)
  return (await node.store.read((reader) => node.stateDigest(reader, agreementId as Scope))).digest
}

test('parties talk before all have signed, while it holds and after it has ended, and have the same comments', async () => {
  await using village = await Village.found(2)
  const agreementId = await village.draft([1])
  expect((await village.refused(0, addComment({ agreementId, text: 'Too early' }))).code).toBe('agreements.wrong-state')
  await village.do(0, proposeAgreement({ agreementId }))
  await village.settle()
  const first = await village.do(1, addComment({ agreementId, text: 'Who pays the baker?' }))
  await village.settle()
  await village.do(0, addComment({ agreementId, text: 'We do.', replyToId: String(first.commentId) }))
  await village.settle()
  await village.do(1, declineAgreement({ agreementId, reason: 'No' }))
  await village.settle()
  await village.do(0, addComment({ agreementId, text: 'A pity.' }))
  await village.settle()
  for (const i of [0, 1]) {
    const comments = await commentsAt(village, i, agreementId)
    expect(comments.map(({ author, text }) => [author, text])).toEqual([
      [village.did(0), 'A pity.'],
      [village.did(0), 'We do.'],
      [village.did(1), 'Who pays the baker?'],
    ])
    expect(comments[1]?.replyTo).toBe(first.commentId)
  }
  expect(await digestAt(village, 0, agreementId)).toBe(await digestAt(village, 1, agreementId))
})

test('a comment is about something that is there, says something, and is by a reader', async () => {
  await using village = await Village.found(3)
  const agreementId = await village.conclude([1])
  const codeOf = async (i: number, input: Partial<Parameters<typeof addComment>[0]>) =>
    (await village.refused(i, addComment({ agreementId, text: 'Hm', ...input }))).code
  expect(await codeOf(0, { text: '' })).toBe('agreements.bad-comment')
  expect(await codeOf(0, { text: ' \n' })).toBe('agreements.bad-comment')
  expect(await codeOf(0, { text: 'x'.repeat(COMMENT_CHARS_MAX + 1) })).toBe('agreements.bad-comment')
  expect(await codeOf(0, { about: `obl_${'0'.repeat(64)}` })).toBe('agreements.not-found')
  expect(await codeOf(0, { about: `amd_${'0'.repeat(64)}` })).toBe('agreements.not-found')
  expect(await codeOf(0, { about: 'somewhere' })).toBe('agreements.not-found')
  expect(await codeOf(0, { replyToId: agreementId })).toBe('agreements.not-found')
  expect(await codeOf(2, {})).toBe('agreements.not-found')
  expect(await commentsAt(village, 0, agreementId)).toEqual([])
  await village.do(0, terminateAgreement({ agreementId, reason: { withdrawal: {} } }))
  await village.do(0, addComment({ agreementId, text: 'x'.repeat(COMMENT_CHARS_MAX), about: agreementId }))
  await village.settle()
  expect(await commentsAt(village, 1, agreementId)).toMatchObject([{ about: null, author: village.did(0) }])
})

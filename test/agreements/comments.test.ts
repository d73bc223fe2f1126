import { expect, test } from 'vitest'
import { asComment, COMMENT_CHARS_MAX, type Comment } from '../../src/agreements/index.ts'
import { declineAgreement, proposeAgreement, terminateAgreement } from '../../src/app/agreements/commands.ts'
import { addComment } from '../../src/app/agreements/comments.ts'
import type { Scope } from '../../src/kernel/index.ts'
import { Council } from '../governance/council.ts'
import { AgreementFederation } from './simulated-federation.ts'

/** The comments under an agreement that a member has, by their texts. */
async function commentsAt(federation: AgreementFederation, i: number, agreementId: string): Promise<Comment[]> {
  const rows = await federation
    .member(i)
    .node.store.read((reader) => reader.subjectsOf(agreementId as Scope, 'comment'))
  return rows.map(({ state }) => asComment(state)).sort((one, other) => (one.text < other.text ? -1 : 1))
}

async function digestAt(federation: AgreementFederation, i: number, agreementId: string): Promise<string> {
  const { node } = federation.member(i)
  return (await node.store.read((reader) => node.stateDigest(reader, agreementId as Scope))).digest
}

test('parties talk before all have signed, while it holds and after it has ended, and have the same comments', async () => {
  await using federation = await AgreementFederation.found(2)
  const agreementId = await federation.draft([1])
  expect((await federation.refused(0, addComment({ agreementId, text: 'Too early' }))).code).toBe(
    'agreements.wrong-state',
  )
  await federation.do(0, proposeAgreement({ agreementId }))
  await federation.settle()
  const first = await federation.do(1, addComment({ agreementId, text: 'Who pays the baker?' }))
  await federation.settle()
  await federation.do(0, addComment({ agreementId, text: 'We do.', replyToId: String(first.commentId) }))
  await federation.settle()
  await federation.do(1, declineAgreement({ agreementId, reason: 'No' }))
  await federation.settle()
  await federation.do(0, addComment({ agreementId, text: 'A pity.' }))
  await federation.settle()
  for (const i of [0, 1]) {
    const comments = await commentsAt(federation, i, agreementId)
    expect(comments.map(({ author, text }) => [author, text])).toEqual([
      [federation.did(0), 'A pity.'],
      [federation.did(0), 'We do.'],
      [federation.did(1), 'Who pays the baker?'],
    ])
    expect(comments[1]?.replyTo).toBe(first.commentId)
  }
  expect(await digestAt(federation, 0, agreementId)).toBe(await digestAt(federation, 1, agreementId))
})

test('a comment is about something that is there, says something, and is by a reader', async () => {
  await using federation = await AgreementFederation.found(3)
  const agreementId = await federation.conclude([1])
  const codeOf = async (i: number, input: Partial<Parameters<typeof addComment>[0]>) =>
    (await federation.refused(i, addComment({ agreementId, text: 'Hm', ...input }))).code
  expect(await codeOf(0, { text: '' })).toBe('agreements.bad-comment')
  expect(await codeOf(0, { text: ' \n' })).toBe('agreements.bad-comment')
  expect(await codeOf(0, { text: 'x'.repeat(COMMENT_CHARS_MAX + 1) })).toBe('agreements.bad-comment')
  expect(await codeOf(0, { about: `obl_${'0'.repeat(64)}` })).toBe('agreements.not-found')
  expect(await codeOf(0, { about: `amd_${'0'.repeat(64)}` })).toBe('agreements.not-found')
  expect(await codeOf(0, { about: 'somewhere' })).toBe('agreements.not-found')
  expect(await codeOf(0, { replyToId: agreementId })).toBe('agreements.not-found')
  expect(await codeOf(2, {})).toBe('agreements.not-found')
  expect(await commentsAt(federation, 0, agreementId)).toEqual([])
  await federation.do(0, terminateAgreement({ agreementId, reason: { withdrawal: {} } }))
  await federation.do(0, addComment({ agreementId, text: 'x'.repeat(COMMENT_CHARS_MAX), about: agreementId }))
  await federation.settle()
  expect(await commentsAt(federation, 1, agreementId)).toMatchObject([{ about: null, author: federation.did(0) }])
})

test('a comment is about what works under the agreement, and nothing under another', async () => {
  await using council = await Council.meet(2)
  const { federation, agreementId } = council
  const about = await council.propose(0)
  await federation.settle()
  await federation.do(1, addComment({ agreementId, text: 'Which press?', about }))
  await federation.settle()
  expect(await commentsAt(federation, 0, agreementId)).toMatchObject([{ about, author: federation.did(1) }])
  const other = await federation.conclude([1])
  const refusal = await federation.refused(1, addComment({ agreementId: other, text: 'Which press?', about }))
  expect(refusal.code).toBe('agreements.not-found')
})

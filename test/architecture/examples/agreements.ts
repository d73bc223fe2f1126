import { expect } from 'vitest'
import type { RunningApi } from '../../api/running-node.ts'
import { hasStatus, type Nodes, seen, show } from './examples.ts'

async function draft(node: RunningApi, title: string, terms: object, parties: readonly string[]): Promise<string> {
  const input = { title, terms, parties: parties.map((did) => ({ did, role: 'COUNTERPARTY' })) }
  return (await show(node, 'mutation-create-draft', { input })).agreement.id
}

export async function agreeAndDisagree({ alder, birch }: Nodes): Promise<void> {
  const terms = { custom: { name: 'Oven sharing', terms: { hours: 4 } } }
  const discarded = await draft(alder, 'Discarded', terms, [birch.did])
  await show(alder, 'mutation-update-draft', { input: { agreementId: discarded, title: 'Soon discarded' } })
  await show(alder, 'mutation-discard-draft', { input: { agreementId: discarded } })
  const declined = await draft(alder, 'Declined', terms, [birch.did])
  await show(alder, 'mutation-propose-agreement', { input: { agreementId: declined } })
  await seen(birch, 'query-agreements', { filter: { awaitingMySignature: true } }, ({ totalCount }) => totalCount === 1)
  await show(birch, 'mutation-decline-agreement', { input: { agreementId: declined, reason: 'No oven here' } })
  const ended = await seen(alder, 'query-agreement', { id: declined }, hasStatus('TERMINATED'))
  expect(ended.termination).toMatchObject({ cause: 'DECLINED', by: { did: birch.did } })
  const withdrawn = await draft(alder, 'Withdrawn', terms, [birch.did])
  await show(alder, 'mutation-propose-agreement', { input: { agreementId: withdrawn } })
  await show(alder, 'mutation-withdraw-proposal', { input: { agreementId: withdrawn, reason: 'A better one comes' } })
  expect((await show(alder, 'query-agreement', { id: withdrawn })).termination.cause).toBe('PROPOSAL_WITHDRAWN')
}

/** An agreement of Alder with some others, active at all three nodes. */
export async function agree(nodes: Nodes, title: string, terms: object, parties: readonly string[]): Promise<string> {
  const { alder, birch, cedar } = nodes
  const agreementId = await draft(alder, title, terms, parties)
  const { documentHash } = (await show(alder, 'mutation-propose-agreement', { input: { agreementId } })).agreement
  for (const node of [birch, cedar].filter(({ did }) => parties.includes(did))) {
    await seen(node, 'query-agreement', { id: agreementId }, hasStatus('PROPOSED'))
    await show(node, 'mutation-sign-agreement', { input: { agreementId, documentHash } })
  }
  for (const node of [alder, birch, cedar].filter(({ did }) => [alder.did, ...parties].includes(did))) {
    const { signatures } = await seen(node, 'query-agreement', { id: agreementId }, hasStatus('ACTIVE'))
    expect(signatures.map(({ valid }: { valid: boolean }) => valid)).toEqual([true, ...parties.map(() => true)])
  }
  await seen(alder, 'query-agreement', { id: agreementId }, ({ parties: all }) =>
    all.every(({ books }: { books: { verdict: string } | null }) => books === null || books.verdict === 'AGREE'),
  )
  return agreementId
}

export async function amend({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  await show(alder, 'mutation-suspend-agreement', { input: { agreementId, reason: 'Audit' } })
  await seen(birch, 'query-agreement', { id: agreementId }, hasStatus('SUSPENDED'))
  await show(alder, 'mutation-resume-agreement', { input: { agreementId } })
  const propose = async (description: string, noticeDays: number, baseVersion = 1) => {
    const input = { agreementId, baseVersion, description, noticeDays }
    return (await show(alder, 'mutation-propose-amendment', { input })).amendment.id as string
  }
  const withdrawn = await propose('Withdrawn', 40)
  await show(alder, 'mutation-withdraw-amendment', { input: { amendmentId: withdrawn } })
  const declined = await propose('Declined', 90)
  await seen(birch, 'query-amendment', { id: declined }, hasStatus('PROPOSED'))
  await show(birch, 'mutation-decline-amendment', { input: { amendmentId: declined, reason: 'Too long' } })
  await seen(alder, 'query-amendment', { id: declined }, hasStatus('DECLINED'))
  const effective = await propose('More notice', 60)
  for (const node of [birch, cedar]) {
    await seen(node, 'query-amendment', { id: effective }, hasStatus('PROPOSED'))
    await show(node, 'mutation-sign-amendment', { input: { amendmentId: effective } })
  }
  for (const node of [alder, birch, cedar]) {
    const { agreement } = await seen(node, 'query-amendment', { id: effective }, hasStatus('EFFECTIVE'))
    expect(agreement).toMatchObject({ id: agreementId, version: 2 })
  }
  expect(await show(cedar, 'query-node', { id: effective })).toMatchObject({ __typename: 'Amendment' })
  const { versions } = await show(cedar, 'query-agreement-versions', { id: agreementId })
  expect(versions.map((one: { version: number; noticeDays: number }) => [one.version, one.noticeDays])).toEqual([
    [1, expect.any(Number)],
    [2, 60],
  ])
  const { versions: first } = await show(cedar, 'query-agreement-versions', { id: agreementId, before: 2 })
  expect(first).toMatchObject([{ version: 1, inForceUntil: versions[1].inForceFrom }])
}

/** What the parties say to each other about an agreement and a debt under it. */
export async function comment({ alder, birch }: Nodes, agreementId: string, obligationId: string): Promise<void> {
  const about = { agreementId, about: obligationId, text: 'The second sack was wet.' }
  expect((await show(alder, 'mutation-add-comment', { input: about })).comment).toMatchObject({
    text: 'The second sack was wet.',
    about: { id: obligationId },
  })
  const { edges } = await seen(
    birch,
    'query-comments',
    { agreementId, about: obligationId },
    ({ totalCount }) => totalCount === 1,
  )
  expect(edges[0].node).toMatchObject({ author: { did: alder.did }, agreement: { id: agreementId }, replyTo: null })
}

export async function part({ alder, birch }: Nodes, agreementId: string): Promise<void> {
  const reason = { mutualConsent: { explanation: 'It has done its work' } }
  const pending = await show(alder, 'mutation-terminate-agreement', { input: { agreementId, reason } })
  expect(pending.agreement).toMatchObject({ status: 'ACTIVE', termination: { consentedBy: [{ did: alder.did }] } })
  await seen(birch, 'query-agreement', { id: agreementId }, ({ termination }) => termination !== null)
  await show(birch, 'mutation-consent-to-termination', { input: { agreementId } })
  const ended = await seen(alder, 'query-agreement', { id: agreementId }, hasStatus('TERMINATED'))
  expect(ended.termination).toMatchObject({ cause: 'MUTUAL_CONSENT' })
  expect(ended.termination.consentedBy).toHaveLength(2)
}

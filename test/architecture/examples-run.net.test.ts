import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import { RunningApi } from '../api/running-node.ts'
import { GraphqlSocket } from '../api/socket.ts'
import { signerNumber } from '../support/node.ts'

const FOLDER = 'schema/examples'
const run = new Set<string>()

/** Runs an example at a node; an error, or an answer with nothing in it, fails the test. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape; the typed documents hold their types.
async function show(api: RunningApi, name: string, variables: object = {}): Promise<any> {
  run.add(`${name}.graphql`)
  const { data, errors } = await api.ask(readFileSync(`${FOLDER}/${name}.graphql`, 'utf8'), variables)
  expect(errors, name).toEqual([])
  const [field] = Object.values(data)
  expect(field, name).not.toBeNull()
  return field
}

/** As `show`, until the answer is as it will be when the news has come. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
async function seen(api: RunningApi, name: string, variables: object, isThere: (answer: any) => boolean): Promise<any> {
  run.add(`${name}.graphql`)
  const query = readFileSync(`${FOLDER}/${name}.graphql`, 'utf8')
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { data, errors } = await api.ask(query, variables)
    const answer = data === undefined ? null : Object.values(data)[0]
    if (errors.length === 0 && answer !== null && isThere(answer)) return answer
    if (Date.now() > end) throw new Error(`${name} did not come about: ${JSON.stringify({ answer, errors }, null, 1)}`)
  }
}

const hasStatus = (status: string) => (answer: { readonly status: string }) => answer.status === status

test('every example runs, in one story of three nodes', async () => {
  await using alder = await start('Alder')
  const bootstrap = { ROCHDALE_BOOTSTRAP: alder.running.network.listenAddresses().join(',') }
  await using birch = await start('Birch', bootstrap)
  await using cedar = await start('Cedar', bootstrap)
  const nodes = { alder, birch, cedar }
  const start_ = (await show(alder, 'query-head-cursor')) as string

  await meet(nodes)
  await agreeAndDisagree(nodes)
  const clearing = await agree(nodes, 'Clearing among us', CLEARING, [birch.did, cedar.did])
  await amend(nodes, clearing)
  await settle(nodes, clearing)
  await owe(nodes, clearing)
  const round = await net(nodes, clearing)
  await pay(nodes, clearing)
  const recognition = await attest(nodes)
  await administer(alder)
  await listen(birch, start_, { clearing, birch: birch.did })
  await part(nodes, recognition)
  await vanish(nodes, clearing)
  expect(round).toEqual(expect.any(String))
  expect([...run].sort()).toEqual(readdirSync(FOLDER).sort())
})

interface Nodes {
  readonly alder: RunningApi
  readonly birch: RunningApi
  readonly cedar: RunningApi
}

const CLEARING = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '1000000' }] } }

async function start(name: string, env: Record<string, string> = {}): Promise<RunningApi> {
  return await RunningApi.start({
    ROCHDALE_NAME: name,
    ROCHDALE_CHECK_SECONDS: '1',
    ROCHDALE_AUTO_CONFIRM: 'never',
    ROCHDALE_AUTO_ACCEPT_NETTING: 'false',
    ...env,
  })
}

async function meet({ alder, birch, cedar }: Nodes): Promise<void> {
  for (const node of [alder, birch, cedar]) {
    await seen(node, 'query-cooperatives', {}, ({ totalCount }) => totalCount === 3)
    await seen(node, 'query-cooperatives', { filter: { standing: ['MEMBER'] } }, ({ totalCount }) => totalCount === 2)
  }
  const profile = { region: 'Leipzig', capabilities: ['bread'], currencies: [{ code: 'EUR', scale: 2 }] }
  const { cooperative } = await show(alder, 'mutation-update-profile', { input: profile })
  expect(cooperative).toMatchObject({ name: 'Alder', region: 'Leipzig', capabilities: ['bread'] })
  await seen(birch, 'query-cooperative', { did: alder.did }, ({ region }) => region === 'Leipzig')
  await seen(
    birch,
    'query-cooperatives',
    { filter: { search: 'leip', capability: 'bread', currency: 'EUR' } },
    ({ edges }) => edges.length === 1,
  )
  const byDid = { filter: { search: cedar.did, standing: ['MEMBER'] } }
  expect((await show(birch, 'query-cooperatives', byDid)).edges).toHaveLength(1)
  expect((await show(cedar, 'query-cooperatives', byDid)).edges, 'its own is no member but itself').toHaveLength(0)
  await show(alder, 'mutation-vouch-for-cooperative', { input: { did: birch.did, statement: 'Ten years' } })
  await seen(cedar, 'query-cooperative', { did: birch.did }, ({ vouchedBy }) => vouchedBy[0]?.did === alder.did)
  const voucher = await show(cedar, 'query-cooperative', { did: alder.did })
  expect(voucher.vouchesGiven).toEqual([{ about: { did: birch.did, name: 'Birch' } }])
  expect((await show(cedar, 'query-cooperative', { did: birch.did })).vouches[0]).toMatchObject({
    by: { did: alder.did },
    statement: 'Ten years',
  })
  await show(alder, 'mutation-withdraw-vouch', { input: { did: birch.did } })
  const [multiaddr] = birch.running.network.listenAddresses()
  const { peer } = await show(cedar, 'mutation-connect-peer', { input: { multiaddr } })
  expect(peer).toMatchObject({ connected: true, cooperative: { did: birch.did } })
  await seen(alder, 'query-peers', {}, (peers) => peers.length === 2)
  expect(await show(alder, 'query-node', { id: `peer_${birch.did}` })).toMatchObject({ __typename: 'Peer' })
  expect(await show(alder, 'query-self')).toMatchObject({ did: alder.did, role: 'ADMIN', connectedPeers: 2 })
}

async function draft(node: RunningApi, title: string, terms: object, parties: readonly string[]): Promise<string> {
  const input = { title, terms, parties: parties.map((did) => ({ did, role: 'COUNTERPARTY' })) }
  return (await show(node, 'mutation-create-draft', { input })).agreement.id
}

async function agreeAndDisagree({ alder, birch }: Nodes): Promise<void> {
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
async function agree(nodes: Nodes, title: string, terms: object, parties: readonly string[]): Promise<string> {
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

async function amend({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
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
async function comment({ alder, birch }: Nodes, agreementId: string, obligationId: string): Promise<void> {
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

/** Obligations that are disputed, paid and forgiven, so that nothing of them is left. */
async function settle({ alder, birch }: Nodes, agreementId: string): Promise<void> {
  const record = async (amount: string, reference: string) => {
    const input = { agreementId, debtor: birch.did, creditor: alder.did, amount, currency: 'EUR', reference }
    const { id } = (await show(alder, 'mutation-record-obligation', { input })).obligation
    await seen(birch, 'query-obligation', { id }, hasStatus('RECORDED'))
    return id as string
  }
  const disputed = await record('9000', 'flour')
  await comment({ alder, birch } as Nodes, agreementId, disputed)
  await seen(birch, 'query-obligations', { filter: { awaitingMe: true } }, ({ totalCount }) => totalCount === 1)
  await show(birch, 'mutation-dispute-obligation', { input: { obligationId: disputed, reason: 'Half of it was wet' } })
  await show(birch, 'mutation-resolve-dispute', { input: { obligationId: disputed, outcome: { amount: '4500' } } })
  await seen(alder, 'query-obligation', { id: disputed }, hasStatus('DISPUTED'))
  await show(alder, 'mutation-resolve-dispute', { input: { obligationId: disputed, outcome: { amount: '4500' } } })
  const resolved = await seen(birch, 'query-obligation', { id: disputed }, hasStatus('CONFIRMED'))
  expect(resolved).toMatchObject({ amount: '4500', dispute: { by: { did: birch.did } } })
  const input = { obligationId: disputed, amount: '4500', reference: 'transfer 99' }
  const [payment] = (await show(birch, 'mutation-record-payment', { input })).payments
  await seen(alder, 'query-node', { id: payment.id }, ({ paymentStatus }) => paymentStatus === 'RECORDED')
  await show(alder, 'mutation-confirm-payment', { input: { paymentId: payment.id } })
  await seen(birch, 'query-obligation', { id: disputed }, hasStatus('SETTLED'))
  const forgiven = await record('100', 'gift')
  await show(birch, 'mutation-confirm-obligation', { input: { obligationId: forgiven } })
  await seen(alder, 'query-obligation', { id: forgiven }, hasStatus('CONFIRMED'))
  await show(alder, 'mutation-forgive-obligation', { input: { obligationId: forgiven, reason: 'After the flood' } })
  await seen(birch, 'query-obligation', { id: forgiven }, hasStatus('FORGIVEN'))
}

/** A owes B 100, B owes C 80, C owes A 60: each recorded by the debtor, confirmed by the creditor. */
async function owe({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  for (const [debtor, creditor, amount] of [
    [alder, birch, '10000'],
    [birch, cedar, '8000'],
    [cedar, alder, '6000'],
  ] as const) {
    const row = { debtor: debtor.did, creditor: creditor.did, amount, currency: 'EUR', reference: `debt ${amount}` }
    const { obligations } = await show(debtor, 'mutation-record-obligations', {
      input: { agreementId, obligations: [row] },
    })
    const ids = obligations.map(({ id }: { id: string }) => id) as string[]
    await seen(creditor, 'query-obligation', { id: ids[0] }, hasStatus('RECORDED'))
    await show(creditor, 'mutation-confirm-obligations', { input: { obligationIds: ids } })
  }
  for (const node of [alder, birch, cedar]) {
    const filter = { agreementId, status: ['CONFIRMED'] }
    await seen(node, 'query-obligations', { filter }, ({ totalCount }) => totalCount === 3)
  }
  const [total] = await show(alder, 'query-obligation-totals', { filter: { agreementId, referenceContains: 'EBT' } })
  expect(total).toMatchObject({ currency: 'EUR', count: 3, receivable: '6000', payable: '10000' })
  const [position] = await show(alder, 'query-bilateral-positions', { counterparty: birch.did })
  expect(position).toMatchObject({ payable: '10000', receivable: '0', net: '-10000', weMayStillOwe: '990000' })
  const positions = await show(cedar, 'query-net-positions', { agreementId, currency: 'EUR' })
  const nets = positions.map(({ cooperative, net }: { cooperative: { name: string }; net: string }) => [
    cooperative.name,
    net,
  ])
  expect(Object.fromEntries(nets)).toEqual({ Alder: '-4000', Birch: '2000', Cedar: '2000' })
}

async function net({ alder, birch, cedar }: Nodes, agreementId: string): Promise<string> {
  const preview = await show(birch, 'query-netting-preview', { input: { agreementId, currency: 'EUR' } })
  expect(preview).toMatchObject({ grossTotal: '24000', setOffTotal: '18000', residualTotal: '6000', cycleCount: 1 })
  expect(preview.certificate.verified).toBe(true)
  const fewest = { agreementId, currency: 'EUR', objective: 'FEWEST_TRANSFERS' }
  expect(await show(birch, 'query-netting-preview', { input: fewest })).toMatchObject({
    residualTotal: '4000',
    transferCount: 2,
    transferLowerBound: 2,
    isFewest: true,
  })
  await followPreview(birch, { agreementId, currency: 'EUR' })
  const lines = [{ cooperative: alder.did, amount: '4000' }]
  const credited = { agreementId, currency: 'EUR', creditLines: lines }
  const withCredit = await show(birch, 'query-netting-preview-with-credit', { input: credited })
  // Alder's 40 go on to Birch, who passes on 20 of them: nothing is left.
  expect(withCredit).toMatchObject({ setOffTotal: '24000', liquidity: { drawnTotal: '4000' } })
  const propose = async () =>
    (await show(alder, 'mutation-propose-netting', { input: { agreementId, currency: 'EUR' } })).nettingRound
      .id as string
  const abandoned = await propose()
  await seen(birch, 'query-netting-round', { id: abandoned }, hasStatus('PROPOSED'))
  const { edges } = await show(alder, 'query-obligations', { filter: { debtor: alder.did, status: ['CONFIRMED'] } })
  expect((await show(alder, 'query-obligation', { id: edges[0].node.id })).reservedBy.id).toBe(abandoned)
  await show(birch, 'mutation-reject-netting', { input: { nettingRoundId: abandoned, reason: 'Not today' } })
  await seen(alder, 'query-netting-round', { id: abandoned }, ({ rejections }) => rejections.length === 1)
  await show(alder, 'mutation-abandon-netting', { input: { nettingRoundId: abandoned } })
  const id = await propose()
  for (const node of [birch, cedar]) {
    const { result } = await seen(node, 'query-netting-round', { id }, hasStatus('PROPOSED'))
    await show(node, 'mutation-accept-netting', { input: { nettingRoundId: id, resultHash: result.resultHash } })
  }
  for (const node of [alder, birch, cedar]) {
    const round = await seen(node, 'query-netting-round', { id }, hasStatus('COMMITTED'))
    expect(round).toMatchObject({ committedTotal: '18000', committedCycleCount: 1, droppedCycleCount: 0 })
    expect(round.result).toMatchObject({ setOffTotal: '18000', certificate: { verified: true } })
  }
  const answer = { id, obligationId: edges[0].node.id }
  expect((await show(cedar, 'query-netting-round-answer', answer)).answerFor).toMatchObject({
    outcome: 'COMMITTED',
    reason: 'PART',
    committed: '6000',
  })
  const before = { id: abandoned, obligationId: edges[0].node.id }
  expect((await show(cedar, 'query-netting-round-answer', before)).answerFor).toMatchObject({
    outcome: 'DROPPED',
    missing: expect.arrayContaining([
      expect.objectContaining({
        cooperative: expect.objectContaining({ name: 'Birch' }),
        rejected: true,
        reason: 'Not today',
      }),
    ]),
  })
  expect((await show(alder, 'query-self')).positions).toEqual([
    { currency: 'EUR', scale: 2, receivable: '0', payable: '4000', net: '-4000' },
  ])
  await seen(cedar, 'query-netting-rounds', { filter: { status: ['COMMITTED'] } }, ({ totalCount }) => totalCount === 1)
  return id
}

/** To a creditor, oldest due first; then the books of all three are equal. */
async function pay({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  const input = { agreementId, creditor: birch.did, currency: 'EUR', amount: '1000', reference: 'transfer 100' }
  const [payment] = (await show(alder, 'mutation-record-payment', { input })).payments
  await seen(birch, 'query-node', { id: payment.id }, ({ __typename }) => __typename === 'Payment')
  await show(birch, 'mutation-confirm-payment', { input: { paymentId: payment.id } })
  await takeBack(alder, birch, agreementId)
  const { digest } = await show(alder, 'query-state-digest', { scope: agreementId })
  for (const node of [birch, cedar]) {
    await seen(node, 'query-state-digest', { scope: agreementId }, (answer) => answer.digest === digest)
  }
  const { edges } = await show(birch, 'query-log-entries', { scope: agreementId, first: 100 })
  const hash = edges.find(({ node }: { node: { kind: string } }) => node.kind === 'netting.proposed').node
    .attachments[0]
  const part = await show(cedar, 'query-attachment-part', { scope: agreementId, hash })
  expect(part).toMatchObject({ hash, offset: 0, nextOffset: null })
}

/** A payment that does not come, one that is taken back, and a debt that is. */
async function takeBack(alder: RunningApi, birch: RunningApi, agreementId: string): Promise<void> {
  const input = { agreementId, creditor: birch.did, currency: 'EUR', amount: '1' }
  const [lost] = (await show(alder, 'mutation-record-payment', { input })).payments
  await seen(birch, 'query-node', { id: lost.id }, ({ __typename }) => __typename === 'Payment')
  const rejected = await show(birch, 'mutation-reject-payment', { input: { paymentId: lost.id, reason: 'No money' } })
  expect(rejected.payments).toMatchObject([{ status: 'REJECTED', reason: 'No money' }])
  const [returned] = (await show(alder, 'mutation-record-payment', { input })).payments
  const withdrawn = await show(alder, 'mutation-withdraw-payment', { input: { paymentId: returned.id } })
  expect(withdrawn.payments).toMatchObject([{ status: 'WITHDRAWN', reason: null }])
  const row = { debtor: alder.did, creditor: birch.did, amount: '5', currency: 'EUR', reference: 'written twice' }
  const [debt] = (await show(alder, 'mutation-record-obligations', { input: { agreementId, obligations: [row] } }))
    .obligations
  const back = await show(alder, 'mutation-withdraw-obligation', { input: { obligationId: debt.id, reason: 'Twice' } })
  expect(back.obligation).toMatchObject({ status: 'WITHDRAWN', remaining: '0', withdrawal: { reason: 'Twice' } })
  await seen(birch, 'query-obligation', { id: debt.id }, hasStatus('WITHDRAWN'))
}

async function attest(nodes: Nodes): Promise<string> {
  const { alder, birch, cedar } = nodes
  const terms = { mutualRecognition: { attestationTypes: ['MemberInGoodStanding'] } }
  const recognition = await agree(nodes, 'Recognition', terms, [birch.did])
  const input = { subject: cedar.did, type: 'MemberInGoodStanding', claims: { since: '2019-05-01' } }
  const { attestation } = await show(birch, 'mutation-issue-attestation', { input })
  await seen(alder, 'query-attestation', { id: attestation.id }, hasStatus('VALID'))
  const assessment = await show(alder, 'query-trust', { subject: cedar.did, type: 'MemberInGoodStanding' })
  expect(assessment.parts[0]).toMatchObject({ recognisedUnder: [{ id: recognition }], issuerWeight: 0.5 })
  await show(alder, 'mutation-set-trust', { input: { issuer: birch.did, weight: 0.8, note: 'Thorough' } })
  expect(await show(alder, 'query-trust-edges')).toMatchObject([{ issuer: { did: birch.did }, weight: 0.8 }])
  expect((await show(alder, 'query-trust', { subject: cedar.did })).score).toBe(0.8)
  await show(birch, 'mutation-revoke-attestation', { input: { attestationId: attestation.id, reason: 'Left' } })
  await seen(alder, 'query-attestation', { id: attestation.id }, hasStatus('REVOKED'))
  const { credential } = await show(alder, 'query-attestation', { id: attestation.id })
  const checked = await show(cedar, 'query-check-credential', { credential: JSON.stringify(credential) })
  expect(checked).toMatchObject({ issuerCooperative: { did: birch.did }, problem: null })
  const filter = { subject: cedar.did, includeRevoked: true }
  expect((await show(alder, 'query-attestations', { filter })).totalCount).toBe(1)
  expect((await show(alder, 'query-attestations', { filter: { subject: cedar.did } })).totalCount).toBe(0)
  return recognition
}

async function administer(alder: RunningApi): Promise<void> {
  const { policies } = await show(alder, 'mutation-update-policies', { input: { minVouches: 2 } })
  expect(policies).toMatchObject({ minVouches: 2, autoConfirm: 'NEVER' })
  const forker = fork(alder)
  await alder.running.node.ingest(forker.entries)
  expect((await show(alder, 'query-cooperative', { did: forker.did })).standing).toBe('FORKED')
  const lifted = await show(alder, 'mutation-lift-fork-ban', { input: { did: forker.did, explanation: 'Settled' } })
  expect(lifted.cooperative.standing).not.toBe('FORKED')
  const blocked = await show(alder, 'mutation-block-cooperative', { input: { did: forker.did, reason: 'Once more' } })
  expect(blocked.cooperative.standing).toBe('DENIED')
  expect((await show(alder, 'query-cooperative', { did: forker.did })).block.reason).toBe('Once more')
  await show(alder, 'mutation-unblock-cooperative', { input: { did: forker.did } })
  await show(alder, 'mutation-resume-signing', { input: { explanation: 'All is there' } })
  const { token } = await show(alder, 'mutation-create-token', { input: { name: 'desk', role: 'VIEWER' } })
  await show(alder, 'mutation-revoke-token', { input: { tokenId: token.id } })
  expect(await show(alder, 'query-tokens')).toMatchObject([{ name: 'admin.token', role: 'ADMIN' }])
  expect((await show(alder, 'query-changes', { first: 100, subjects: ['POLICY'] })).edges.length).toBeGreaterThan(0)
}

/** Two different entries of one author at one place of its log. */
function fork(node: RunningApi) {
  const signer = signerNumber(9)
  const entries = ['One face', 'Another face'].map((name) => {
    const unsigned = encodeEntry({
      v: 1,
      author: signer.did,
      scope: 'public' as never,
      seq: 1,
      prev: null,
      at: node.running.node.clock(),
      kind: 'cooperative.announced',
      subject: signer.did,
      after: [],
      body: {
        name,
        description: null,
        region: null,
        contact: null,
        graphqlUrl: null,
        multiaddrs: [],
        currencies: [],
        capabilities: [],
        recoveryKeyHash: null,
      },
    })
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    return sealEntry(unsigned.value, signer)
  })
  return { did: signer.did, entries }
}

/** The stages of a preview, and what it comes to. */
async function followPreview(api: RunningApi, input: object): Promise<void> {
  const name = 'subscription-netting-previewed.graphql'
  run.add(name)
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const operation = socket.operate(readFileSync(`${FOLDER}/${name}`, 'utf8'), { input })
  for (let last = null as string | null; last !== 'DONE'; ) {
    const { nettingPreviewed } = await operation.data()
    last = nettingPreviewed.stage
    expect(nettingPreviewed.result?.setOffTotal).toBe(last === 'DONE' ? '18000' : undefined)
  }
}

/** Each subscription tells something of what has happened since the beginning. */
async function listen(api: RunningApi, after: string, ids: { clearing: string; birch: string }): Promise<void> {
  const start = (await api.ask('{ changes(first: 1) { edges { cursor } } }')).data.changes.edges[0].cursor
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const variables: Readonly<Record<string, object>> = {
    'subscription-changes': { subjects: ['AGREEMENT'] },
    'subscription-cooperative-changed': {},
    'subscription-agreement-changed': { id: ids.clearing },
    'subscription-obligation-changed': { agreementId: ids.clearing },
    'subscription-netting-round-changed': { agreementId: ids.clearing },
    'subscription-attestation-changed': {},
    'subscription-comment-added': { agreementId: ids.clearing },
    'subscription-peer-changed': {},
  }
  for (const [name, given] of Object.entries(variables)) {
    run.add(`${name}.graphql`)
    const operation = socket.operate(readFileSync(`${FOLDER}/${name}.graphql`, 'utf8'), { ...given, after: start })
    const [change] = Object.values(await operation.data()) as { cursor: string }[]
    expect(change?.cursor, name).toEqual(expect.any(String))
    operation.stop()
  }
  expect(after).not.toBe(start)
}

async function part({ alder, birch }: Nodes, agreementId: string): Promise<void> {
  const reason = { mutualConsent: { explanation: 'It has done its work' } }
  const pending = await show(alder, 'mutation-terminate-agreement', { input: { agreementId, reason } })
  expect(pending.agreement).toMatchObject({ status: 'ACTIVE', termination: { consentedBy: [{ did: alder.did }] } })
  await seen(birch, 'query-agreement', { id: agreementId }, ({ termination }) => termination !== null)
  await show(birch, 'mutation-consent-to-termination', { input: { agreementId } })
  const ended = await seen(alder, 'query-agreement', { id: agreementId }, hasStatus('TERMINATED'))
  expect(ended.termination).toMatchObject({ cause: 'MUTUAL_CONSENT' })
  expect(ended.termination.consentedBy).toHaveLength(2)
}

/** A proposer that is gone before it has decided: a participant waits for it no longer. */
async function vanish({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  const row = { debtor: cedar.did, creditor: alder.did, amount: '2000', currency: 'EUR', reference: 'late' }
  const { obligations } = await show(cedar, 'mutation-record-obligations', {
    input: { agreementId, obligations: [row] },
  })
  const [{ id }] = obligations
  await seen(alder, 'query-obligation', { id }, hasStatus('RECORDED'))
  await show(alder, 'mutation-confirm-obligation', { input: { obligationId: id } })
  await seen(cedar, 'query-obligation', { id }, hasStatus('CONFIRMED'))
  await seen(birch, 'query-obligation', { id }, hasStatus('CONFIRMED'))
  const deadline = new Date(Date.now() + 12_000).toISOString()
  const proposal = await show(alder, 'mutation-propose-netting', { input: { agreementId, currency: 'EUR', deadline } })
  const nettingRoundId = proposal.nettingRound.id
  await seen(birch, 'query-netting-round', { id: nettingRoundId }, hasStatus('PROPOSED'))
  await alder.running[Symbol.asyncDispose]()
  await show(birch, 'mutation-accept-netting', { input: { nettingRoundId } })
  await show(birch, 'mutation-withdraw-acceptance', { input: { nettingRoundId, reason: 'We pay it today.' } })
  await show(birch, 'mutation-accept-netting', { input: { nettingRoundId } })
  await seen(birch, 'query-netting-round', { id: nettingRoundId }, hasStatus('EXPIRED'))
  await show(birch, 'mutation-lift-reservation', { input: { nettingRoundId } })
}

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { abandonNetting, proposeNetting } from '../../src/app/clearing/commands.ts'
import { asRound, type ProposalFact } from '../../src/clearing/index.ts'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { signerOf } from '../../src/identity/index.ts'
import { type Did, type Hash, type Instant, ok, type Scope } from '../../src/kernel/index.ts'
import { encodeEntry, type SealedEntry, sealEntry } from '../../src/log/index.ts'
import { openKeyFile } from '../../src/storage/index.ts'
import { TestFederation } from '../support/federation.ts'
import {
  CURRENCY,
  didOf,
  foundClearing,
  lengthOfLog,
  owe,
  pay,
  record,
  refusalOf,
  tell,
  untilEqual,
  untilObligation,
} from './support/dealings.ts'
import { proposeWithOutsider } from './support/forged-round.ts'
import { leisure } from './support/leisure.ts'
import { Stranger } from './support/stranger.ts'

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let cedar: NodeProcess
/** A party of the arrangement that runs a program of its own. */
let mallow: Stranger
let scope: Scope
/** How long a round is open, in ms. */
let openMs: number
/** The debts of the worked example: 100, 80 and 60 in a circle. */
let debts: { readonly alderToBirch: string; readonly birchToCedar: string; readonly cedarToAlder: string }

const everybody = () => [alder, birch, cedar]

beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch, cedar] = await federation.startAll(['Alder', 'Birch', 'Cedar'])
  mallow = await Stranger.start()
  await mallow.announce('Mallow')
  await mallow.meet(alder)
  const begunAt = Date.now()
  scope = (await foundClearing(everybody(), [mallow])) as Scope
  const agreementId = scope
  const [alderToBirch, birchToCedar, cedarToAlder] = await Promise.all([
    owe({ agreementId, debtor: alder, creditor: birch, amount: '10000', reference: 'flour' }),
    owe({ agreementId, debtor: birch, creditor: cedar, amount: '8000', reference: 'timber' }),
    owe({ agreementId, debtor: cedar, creditor: alder, amount: '6000', reference: 'repairs' }),
  ])
  debts = { alderToBirch, birchToCedar, cedarToAlder }
  await untilEqual(everybody(), scope)
  openMs = leisure(Date.now() - begunAt)
})

afterAll(async () => {
  await mallow[Symbol.asyncDispose]()
  await federation[Symbol.asyncDispose]()
})

test('a round that lists the claim of somebody outside is rejected by every node, with the reason, and moves nothing', async () => {
  await untilMallowKnows()
  const { roundId } = await mallow.do((context) => proposeWithOutsider(context, scope, signerOf(randomBytes(32)).did))
  const [alderDid, birchDid, cedarDid] = await Promise.all(everybody().map(didOf))
  for (const node of everybody()) {
    const { rejections, acceptances } = await waitFor(`everybody’s answer is at ${node.options.name}`, async () => {
      const seen = await answersAt(node, String(roundId))
      return seen !== null && seen.rejections.length === 3 && seen
    })
    expect(rejections.map(({ cooperative }) => cooperative.did).sort()).toEqual([alderDid, birchDid, cedarDid].sort())
    for (const { reason } of rejections) expect(reason).toMatch(/^clearing\.inert-cycle: /)
    expect(acceptances).toEqual([])
  }
  await untilObligation(everybody(), debts.alderToBirch, { status: 'CONFIRMED', remaining: '10000' })
  await mallow.do(abandonNetting({ nettingRoundId: String(roundId) }))
  const free = await Promise.all(Object.values(debts).map((id) => reservedBy(birch, id)))
  expect(free).toEqual([null, null, null])
})

test('the proposer of a round is killed: what it holds is free after the deadline, and all agree on how it ended', async () => {
  await tell(cedar, 'updatePolicies', { autoAcceptNetting: false }, 'policies { autoAcceptNetting }')
  const deadline = new Date(Date.now() + openMs).toISOString()
  const { id } = await ask.proposeNetting(alder.client, { agreementId: scope, currency: CURRENCY, deadline })
  await waitFor('Birch has accepted, and Cedar knows it', async () => {
    const acceptances = (await answersAt(cedar, id))?.acceptances ?? []
    return acceptances.length === 2
  })
  await alder.kill()
  await tell(cedar, 'acceptNetting', { nettingRoundId: id }, 'nettingRound { status }')

  expect(await reservedBy(birch, debts.birchToCedar)).toBe(id)
  expect((await refusalOf(lift(birch, id))).refusal).toBe('clearing.before-deadline')
  await untilRound([birch, cedar], id, 'EXPIRED')
  await Promise.all([lift(birch, id), lift(cedar, id)])
  await pay(birch, cedar, debts.birchToCedar, '1000')
  await untilObligation([birch, cedar], debts.birchToCedar, { status: 'CONFIRMED', remaining: '7000' })

  alder = await federation.restart(alder)
  // By himself he would dial again after a pause that grew while Alder was away.
  await mallow.meet(alder)
  await waitFor('its proposer decides', async () =>
    ['COMMITTED', 'ABANDONED'].includes((await ask.nettingRound(birch.client, id))?.status ?? ''),
  )
  await untilEqual(everybody(), scope)
  await tell(cedar, 'updatePolicies', { autoAcceptNetting: true }, 'policies { autoAcceptNetting }')
})

test('a round is committed long after its participants gave it up: what was paid meanwhile is owed back', async () => {
  const { alderToBirch, birchToCedar, cedarToAlder } = debts
  const ids = [alderToBirch, birchToCedar, cedarToAlder]
  await untilMallowKnows()
  const before = await positionsAt(birch)
  const owedBefore = await remainingAt(birch, ids)
  const deadline = (Date.now() + openMs) as Instant
  const proposal = await mallow.do(proposeNetting({ agreementId: scope, currency: CURRENCY, deadline }))
  const id = String(proposal.nettingRoundId)
  // Mallow owes nothing: its round is left to operators.
  for (const node of everybody()) {
    const why = await waitFor(`${node.options.name} says why it waits`, () => whyWaitingAt(node, id))
    expect(why).toBe('its proposer stands in none of its cycles')
    await tell(node, 'acceptNetting', { nettingRoundId: id }, 'nettingRound { status }')
  }
  await waitFor('everybody has accepted, and Mallow knows it', async () => (await acceptancesAtMallow(id)).length === 3)
  const circle = BigInt((await roundAtMallow(id)).setOffTotal) / 3n
  await untilRound(everybody(), id, 'EXPIRED')
  await Promise.all(everybody().map((node) => lift(node, id)))
  const paid = owedBefore[1] ?? 0n
  await pay(birch, cedar, birchToCedar, String(paid))
  await untilObligation(everybody(), birchToCedar, { status: 'SETTLED', remaining: '0' })

  await commitAtMallow(id)
  await untilRound(everybody(), id, 'COMMITTED')
  await untilEqual(everybody(), scope)
  expect(circle).toBeGreaterThan(0n)
  await untilObligation(everybody(), birchToCedar, { remaining: '0', overpaid: String(circle) })
  const [first, , third] = owedBefore as [bigint, bigint, bigint]
  expect(await remainingAt(cedar, [alderToBirch, cedarToAlder])).toEqual([first - circle, third - circle])
  // The round itself moved nobody's position: only the payment did.
  const [alderDid, birchDid, cedarDid] = (await Promise.all(everybody().map(didOf))) as [string, string, string]
  const after = { ...before }
  after[birchDid] = String(BigInt(before[birchDid] ?? 0) + paid)
  after[cedarDid] = String(BigInt(before[cedarDid] ?? 0) - paid)
  expect(after[alderDid]).toBe(before[alderDid])
  for (const node of everybody()) expect(await positionsAt(node)).toEqual(after)
})

test('a debtor who forks his log to undo a debt stays bound on every node, is shown, and is dealt with no more', async () => {
  const debt = { agreementId: scope, debtor: cedar, creditor: birch, amount: '50000', reference: 'the new roof' }
  const id = await record(birch, debt)
  await waitFor('Cedar sees the claim', () => ask.obligation(cedar.client, id))
  await ask.confirmObligation(cedar.client, id)
  await untilObligation(everybody(), id, { status: 'CONFIRMED' })
  const whole = await untilEqual(everybody(), scope)
  await cedar.stop()

  const cedarDid = (await didOf(cedar)) as Did
  const { seed } = await openKeyFile(cedar.options.dataDir)
  await using twin = await Stranger.start(seed)
  await twin.meet(birch)
  const branch = await disputeInsteadOfConfirming(twin, id, lengthOfLog(whole, cedarDid))
  const { entry, hash, bytes, signature } = branch
  const parcels = [{ type: 'entry' as const, scope, bytes, signature }]
  twin.sync.offers.push({ scope, head: { author: cedarDid, seq: entry.seq, hash }, parcels })
  for (const node of [birch, alder]) {
    await waitFor(`${node.options.name} shows the fork`, async () => (await standingAt(node, cedarDid)) === 'FORKED')
  }
  const forked = await untilEqual([alder, birch], scope)
  expect(forked.heads.filter(({ author }) => author === cedarDid)).toHaveLength(2)
  for (const node of [alder, birch]) {
    const seen = await ask.obligation(node.client, id)
    expect(seen).toMatchObject({ status: 'CONFIRMED', remaining: '50000' })
  }
  const again = { ...debt, amount: '100', reference: 'a trifle' }
  const refused = await refusalOf(record(birch, again))
  expect(refused).toMatchObject({ code: 'CONFLICT', refusal: 'node.forker' })
  expect(refused.message).toContain('liftForkBan')
  await twin[Symbol.asyncDispose]()

  // The cooperative itself learns what its key has signed elsewhere, and signs nothing until its operator has looked.
  cedar = await federation.restart(cedar)
  await untilEqual(everybody(), scope)
  expect((await refusalOf(record(cedar, again))).refusal).toBe('node.signing-stopped')
  await tell(cedar, 'resumeSigning', { explanation: 'the stolen key was on that laptop' }, 'self { did }')
  for (const node of [alder, birch]) {
    const input = { did: cedarDid, explanation: 'their laptop was stolen' }
    await tell(node, 'liftForkBan', input, 'cooperative { standing }')
    expect(await standingAt(node, cedarDid)).not.toBe('FORKED')
  }
  await owe(again)
  await pay(cedar, birch, id, '50000')
  await untilObligation(everybody(), id, { status: 'SETTLED' })
  await untilEqual(everybody(), scope)
})

async function untilMallowKnows(): Promise<void> {
  await waitFor('Mallow knows what the others know', async () => {
    const his = await mallow.node.store.read((reader) => mallow.node.stateDigest(reader, scope))
    return his.digest === (await ask.stateOf(alder.client, scope)).digest
  })
}

/** Whoever holds Cedar's key says, at the place in its log where it had signed a debt, that it never would. */
async function disputeInsteadOfConfirming(twin: Stranger, id: string, length: number): Promise<SealedEntry> {
  const own = await waitFor('the twin has heard all that Cedar has said', async () => {
    const log = await twin.node.store.read((reader) => reader.logAfter(scope, twin.did, 0, 1000))
    return log.length === length && log
  })
  const signed = own.find(({ entry }) => entry.kind === 'obligation.confirmed' && entry.subject === id)
  if (signed === undefined) throw new Error('Cedar has confirmed it')
  const body = { ...signed.entry.body, reason: 'we never ordered a roof' }
  const unsigned = encodeEntry({ ...signed.entry, kind: 'obligation.disputed', body })
  if (!unsigned.ok) throw new Error(unsigned.refusal.message)
  return sealEntry(unsigned.value, twin.signer)
}

interface Answer {
  readonly cooperative: { readonly did: string }
  readonly reason: string | null
}

async function whyWaitingAt({ client }: NodeProcess, id: string): Promise<string | null> {
  const query = 'query ($id: ID!) { nettingRound(id: $id) { notAcceptedBecause } }'
  const data = await client.request<{ nettingRound: { notAcceptedBecause: string | null } | null }>(query, { id })
  return data.nettingRound?.notAcceptedBecause ?? null
}

async function answersAt(
  { client }: NodeProcess,
  id: string,
): Promise<{ readonly acceptances: readonly Answer[]; readonly rejections: readonly Answer[] } | null> {
  const answer = '{ cooperative { did } reason }'
  const query = `query ($id: ID!) { nettingRound(id: $id) { acceptances ${answer} rejections ${answer} } }`
  type Data = { nettingRound: { acceptances: Answer[]; rejections: Answer[] } | null }
  return (await client.request<Data>(query, { id })).nettingRound
}

async function lift(node: NodeProcess, nettingRoundId: string): Promise<void> {
  await tell(node, 'liftReservation', { nettingRoundId }, 'nettingRound { status }')
}

async function untilRound(nodes: readonly NodeProcess[], id: string, status: string): Promise<void> {
  for (const { options, client } of nodes) {
    await waitFor(
      `the round is ${status} at ${options.name}`,
      async () => (await ask.nettingRound(client, id))?.status === status,
    )
  }
}

/** The round's one proposal, as Mallow's own node has it. */
async function roundAtMallow(id: string) {
  const [row] = await mallow.node.store.read((reader) => reader.subjects(scope, [id]))
  const state = asRound(row?.state ?? null)
  const [[proposal, { resultHash, totals }]] = Object.entries(state.proposals) as [[string, ProposalFact]]
  return { state, proposal: proposal as Hash, resultHash, setOffTotal: totals.setOffTotal }
}

async function acceptancesAtMallow(id: string): Promise<Hash[]> {
  const { state } = await roundAtMallow(id)
  return Object.entries(state.answers).flatMap(([hash, { accepted }]) => (accepted ? [hash as Hash] : []))
}

/** Mallow decides his round at last, naming every acceptance. */
async function commitAtMallow(id: string): Promise<void> {
  const { proposal, resultHash } = await roundAtMallow(id)
  const acceptances = (await acceptancesAtMallow(id)).sort()
  const body = { roundId: id, proposal, resultHash, acceptances }
  await mallow.do(async (context) => {
    const written = await context.write({ kind: 'netting.committed', scope, body, answers: acceptances })
    return written.ok ? ok({}) : written
  })
}

async function remainingAt({ client }: NodeProcess, ids: readonly string[]): Promise<bigint[]> {
  const seen = await Promise.all(ids.map((id) => ask.obligation(client, id)))
  return seen.map((obligation) => BigInt(obligation?.remaining ?? -1))
}

async function reservedBy({ client }: NodeProcess, id: string): Promise<string | null> {
  const query = 'query ($id: ID!) { obligation(id: $id) { reservedBy { id } } }'
  const data = await client.request<{ obligation: { reservedBy: { id: string } | null } }>(query, { id })
  return data.obligation.reservedBy?.id ?? null
}

async function positionsAt({ client }: NodeProcess): Promise<Record<string, string>> {
  const query = `query ($id: ID!) { netPositions(agreementId: $id, currency: "${CURRENCY}") { cooperative { did } net } }`
  type Data = { netPositions: { cooperative: { did: string }; net: string }[] }
  const { netPositions } = await client.request<Data>(query, { id: scope })
  return Object.fromEntries(netPositions.map(({ cooperative, net }) => [cooperative.did, net]))
}

async function standingAt({ client }: NodeProcess, did: string): Promise<string> {
  const query = 'query ($did: DID!) { cooperative(did: $did) { standing } }'
  return (await client.request<{ cooperative: { standing: string } }>(query, { did })).cooperative.standing
}

import { randomBytes } from 'node:crypto'
import { createProof, type Signer, signerOf } from '../../identity/index.ts'
import { type Instant, instantText, type JsonObject } from '../../kernel/index.ts'
import { waitFor } from '../client.ts'
import * as ask from './operations.ts'
import type { Cast, Cooperative, Say } from './story.ts'

const HOUR_MS = 3_600_000
/** Time for both votes to be cast and heard: so many times what it took to sign, as machines differ. */
const VOTING_TIMES = 4
const VOTING_MS_MIN = 8_000
const CURRENCY = 'EUR'
const ATTESTATION_TYPE = 'MemberInGoodStanding'

/** What came of the agreements at work, to be checked. */
export interface AtWork {
  readonly motion: string
  readonly charged: string
  readonly setOffTotal: string
  readonly recognition: string
  readonly record: string
}

/**
 * Plays what four types of agreement do once they are signed: a motion, a van that is booked, used and netted in the
 * clearing arrangement, a guest who is recognised, and a delivery that is confirmed.
 */
export async function playAtWork(cast: Cast, settlementId: string, say: Say): Promise<AtWork> {
  say('7. Agreements at work: the three decide, share, host and record')
  const begunAt = Date.now()
  const [council, sharing, guests, hub] = await concludeAll(cast, settlementId, say)
  const votingMs = Math.max(VOTING_MS_MIN, VOTING_TIMES * (Date.now() - begunAt))
  const motionId = await vote(cast, council, votingMs, say)
  const charged = await bookVan(cast, sharing, settlementId, say)
  const setOffTotal = await netTheRide(cast, settlementId, say)
  const recognition = await host(cast, guests, say)
  const record = await deliver(cast, hub, say)
  const motion = await untilDecided(cast, motionId, say)
  return { motion, charged, setOffTotal, recognition, record }
}

async function concludeAll(cast: Cast, settlementId: string, say: Say) {
  const { did: provider } = await ask.self(cast.alder.client)
  const compensation = { model: 'PER_USE', amount: '50', currency: CURRENCY, scale: 2, unit: 'km' }
  const van = { key: 'van', kind: 'van', provider, quantity: '1', unit: 'van', approval: 'AUTOMATIC' }
  const schema = { properties: { product: { type: 'string' }, crates: { type: 'uint16' } } }
  const drafts = [
    ['Joint decisions', { jointGovernance: { quorum: 60, threshold: 51, minimumPeriod: 'PT5S' } }],
    ['A shared van', { resourceSharing: { resources: [{ ...van, compensation, settlementId }] } }],
    ['Guests of each other', { mutualRecognition: { attestationTypes: [ATTESTATION_TYPE] } }],
    ['A food hub', { custom: { name: 'Food hub', terms: {}, recordTypes: [{ name: 'delivery', schema }] } }],
  ] as const
  const ids = await Promise.all(drafts.map(([title, terms]) => conclude(cast, title, terms)))
  say(`   signed by all: ${drafts.map(([title]) => title).join(', ')}`)
  return ids as [string, string, string, string]
}

async function conclude({ alder, birch, cedar }: Cast, title: string, terms: object): Promise<string> {
  const dids = await Promise.all([birch, cedar].map(async ({ client }) => (await ask.self(client)).did))
  const parties = dids.map((did) => ({ did, role: 'COUNTERPARTY' }))
  const { id } = await ask.createDraft(alder.client, { title, terms, parties })
  await ask.proposeAgreement(alder.client, id)
  for (const { name, client } of [birch, cedar]) {
    const seen = await waitFor(`${name} sees ${title}`, () => ask.agreement(client, id))
    await ask.signAgreement(client, id, seen.documentHash)
  }
  for (const { name, client } of [alder, birch, cedar]) {
    const isInForce = async () => (await ask.agreement(client, id))?.operational
    await waitFor(`${title} is in force at ${name}`, isInForce)
  }
  return id
}

async function vote({ alder, birch, cedar }: Cast, agreementId: string, votingMs: number, say: Say): Promise<string> {
  const input = {
    agreementId,
    title: 'Buy a second van',
    text: 'The one that we share is **always out**.',
    closesAt: instantText((Date.now() + votingMs) as Instant),
  }
  const { motion } = await ask.mutate<{ motion: { id: string } }>(cedar.client, 'proposeMotion', input, 'motion { id }')
  for (const { name, client } of [alder, birch]) {
    await waitFor(`${name} sees the motion`, () => ask.find(client, 'motion', motion.id))
    await ask.mutate(client, 'castVote', { motionId: motion.id, choice: 'YES' }, 'motion { id }')
  }
  say('   Cedar moves to buy a second van; Alder and Birch vote yes')
  return motion.id
}

async function untilDecided(cast: Cast, motionId: string, say: Say): Promise<string> {
  const statuses = await Promise.all(
    Object.values(cast).map(({ name, client }: Cooperative) =>
      waitFor(`the motion is decided at ${name}`, async () => {
        const status = await ask.find(client, 'motion', motionId)
        return status === null || status === 'OPEN' ? null : status
      }),
    ),
  )
  say(`   the motion is ${statuses[0]} at all three: each has counted the same votes`)
  return statuses.every((status) => status === statuses[0]) ? (statuses[0] ?? '') : statuses.join()
}

async function bookVan({ alder, birch }: Cast, agreementId: string, settlementId: string, say: Say): Promise<string> {
  const from = Date.now()
  const [start, end] = [from, from + HOUR_MS].map((ms) => instantText(ms as Instant))
  const wish = { agreementId, resource: 'van', from: start, until: end, expectedUse: '120', purpose: 'hay' }
  const { booking } = await ask.mutate<{ booking: { id: string } }>(
    birch.client,
    'requestBooking',
    wish,
    'booking { id }',
  )
  const isGranted = async () => (await ask.find(birch.client, 'booking', booking.id)) === 'GRANTED'
  await waitFor('the van is granted', isGranted)
  say("   Birch books the van of Alder; Alder's node grants it, with a credential that a gate can check")
  const used = { bookingId: booking.id, quantity: '100', reference: 'km by the meter' }
  const { usage } = await ask.mutate<{ usage: { id: string } }>(alder.client, 'recordUsage', used, 'usage { id }')
  await waitFor('Birch sees the use', () => ask.find(birch.client, 'usage', usage.id))
  await ask.mutate(birch.client, 'confirmUsage', { usageId: usage.id }, 'usage { id }')
  const debt = await waitFor('the use is charged at both', async () => {
    const found = await Promise.all([alder, birch].map(({ client }) => ask.obligations(client, settlementId)))
    const charges = found.map((debts) => debts.find(({ reference }) => reference === usage.id))
    return charges.every((charge) => charge?.status === 'CONFIRMED') ? charges[0] : null
  })
  say(
    `   100 km are used and confirmed: ${(Number(debt.remaining) / 100).toFixed(2)} ${CURRENCY} are owed, once, automatically`,
  )
  return debt.remaining
}

async function netTheRide({ alder, birch, cedar }: Cast, agreementId: string, say: Say): Promise<string> {
  const [debtor, creditor] = await Promise.all([alder, birch].map(async ({ client }) => (await ask.self(client)).did))
  const owed = { agreementId, debtor, creditor, amount: '3000', currency: CURRENCY, reference: 'milk' }
  const { id } = await ask.recordObligation(alder.client, owed)
  for (const { name, client } of [alder, birch, cedar]) {
    const isBinding = async () => (await ask.obligation(client, id))?.status === 'CONFIRMED'
    await waitFor(`the milk is confirmed at ${name}`, isBinding)
  }
  const round = await ask.proposeNetting(alder.client, { agreementId, currency: CURRENCY })
  const committed = await waitFor('the round is committed', async () => {
    const seen = await ask.nettingRound(alder.client, round.id)
    return seen?.status === 'COMMITTED' ? seen : null
  })
  say(`   the ride is netted with milk: ${(Number(committed.committedTotal) / 100).toFixed(2)} ${CURRENCY} set off`)
  return committed.committedTotal
}

async function host({ alder, birch }: Cast, agreementId: string, say: Say): Promise<string> {
  const member = signerOf(randomBytes(32))
  const claim = { subject: member.did, type: ATTESTATION_TYPE, claims: {} }
  const fields = 'attestation { id credential }'
  const { attestation } = await ask.mutate<Issued>(birch.client, 'issueAttestation', claim, fields)
  await waitFor('Alder has the attestation', () => ask.attestation(alder.client, attestation.id))
  const challenge = await ask.presentationChallenge(alder.client)
  const presentation = present(member, attestation.credential, challenge)
  const input = { agreementId, by: { presentation }, role: 'guest' }
  const { recognition } = await ask.mutate<Recognised>(
    alder.client,
    'recogniseMember',
    input,
    'recognition { id status }',
  )
  say('   a member of Birch proves its key at Alder and is recognised there')
  return recognition.status
}

interface Issued {
  readonly attestation: { readonly id: string; readonly credential: JsonObject }
}
interface Recognised {
  readonly recognition: { readonly id: string; readonly status: string }
}

/** What the member's wallet makes: a W3C Verifiable Presentation of its credential, for this challenge. */
function present(member: Signer, credential: JsonObject, { challenge, domain }: ask.Challenge): JsonObject {
  const document = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: member.did,
    verifiableCredential: [credential],
  }
  const options = { proofPurpose: 'authentication', challenge, domain }
  return { ...document, proof: createProof(document, member, instantText(Date.now() as Instant), options) }
}

async function deliver({ birch, cedar }: Cast, agreementId: string, say: Say): Promise<string> {
  const input = { agreementId, type: 'delivery', payload: { product: 'apples', crates: 12 }, reference: 'week 49' }
  const { record } = await ask.mutate<{ record: { id: string } }>(cedar.client, 'addRecord', input, 'record { id }')
  await waitFor('Birch sees the delivery', () => ask.find(birch.client, 'record', record.id))
  await ask.mutate(birch.client, 'confirmRecord', { recordId: record.id }, 'record { id }')
  const isConfirmed = async () => (await ask.find(cedar.client, 'record', record.id)) === 'CONFIRMED'
  await waitFor('Cedar sees the confirmation', isConfirmed)
  say('   Cedar records a delivery of 12 crates of apples; Birch confirms it')
  return 'CONFIRMED'
}

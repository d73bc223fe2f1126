import { type NodeClient, waitFor } from '../client.ts'
import * as ask from './operations.ts'

/** One cooperative of the story, reached through the public API of its own node. */
export interface Cooperative {
  readonly name: string
  readonly client: NodeClient
}

/** The three cooperatives of the worked example. */
export interface Cast {
  readonly alder: Cooperative
  readonly birch: Cooperative
  readonly cedar: Cooperative
}

/** Prints what happens, a line at a time. */
export type Say = (line: string) => void

/** The result of the story, to be checked. */
export interface Outcome {
  readonly agreementId: string
  readonly roundId: string
  readonly setOffTotal: string
  readonly residualTotal: string
  readonly transfers: readonly string[]
  readonly digests: readonly string[]
}

const CURRENCY = 'EUR'
const DEBTS = { alderToBirch: '10000', birchToCedar: '8000', cedarToAlder: '6000' } as const

/**
 * Plays the worked example from discovery to the last payment: A owes B 100, B owes C 80, C owes A 60. The cycle
 * carries 60, so 180 of 240 is set off and 60 remains: A pays B 40, B pays C 20.
 */
export async function playWorkedExample(cast: Cast, say: Say): Promise<Outcome> {
  const dids = await discover(cast, say)
  const agreementId = await agree(cast, dids, say)
  await owe(cast, dids, agreementId, say)
  const round = await net(cast, agreementId, say)
  await compareBooks(cast, agreementId, say)
  await payTheRest(cast, agreementId, say)
  await attest(cast, dids, say)
  const digests = await compareBooks(cast, agreementId, say)
  return { agreementId, ...round, digests }
}

type Dids = Readonly<Record<keyof Cast, string>>

async function discover(cast: Cast, say: Say): Promise<Dids> {
  say('1. The cooperatives announce themselves and find each other by gossip')
  const dids = {
    alder: (await ask.self(cast.alder.client)).did,
    birch: (await ask.self(cast.birch.client)).did,
    cedar: (await ask.self(cast.cedar.client)).did,
  }
  for (const { name, client } of everybody(cast)) {
    const names = await waitFor(`${name} has discovered the others`, async () => {
      const known = await ask.cooperatives(client)
      return Object.values(dids).every((did) => known.some((cooperative) => cooperative.did === did)) ? known : null
    })
    say(
      `   ${name} knows ${names
        .map((cooperative) => cooperative.name)
        .sort()
        .join(', ')}`,
    )
  }
  return dids
}

async function agree({ alder, birch, cedar }: Cast, dids: Dids, say: Say): Promise<string> {
  say('2. Alder drafts and proposes a clearing arrangement; all three sign the same bytes')
  const draft = await ask.createDraft(alder.client, {
    title: 'Clearing among Alder, Birch and Cedar',
    terms: { clearingArrangement: { currencies: [{ code: CURRENCY, scale: 2, creditLimit: '50000' }] } },
    parties: [
      { did: dids.birch, role: 'COUNTERPARTY' },
      { did: dids.cedar, role: 'COUNTERPARTY' },
    ],
  })
  const proposed = await ask.proposeAgreement(alder.client, draft.id)
  say(`   proposed: document ${proposed.documentHash.slice(0, 16)}…, awaiting ${proposed.awaiting.length} signatures`)
  for (const { name, client } of [birch, cedar]) {
    const seen = await waitFor(`${name} sees the proposal`, () => ask.agreement(client, draft.id))
    await ask.signAgreement(client, draft.id, seen.documentHash)
    say(`   ${name} has signed`)
  }
  for (const { name, client } of [alder, birch, cedar]) {
    await waitFor(
      `the agreement is active at ${name}`,
      async () => (await ask.agreement(client, draft.id))?.operational,
    )
  }
  say('   active at all three')
  return draft.id
}

async function owe({ alder, birch, cedar }: Cast, dids: Dids, agreementId: string, say: Say): Promise<void> {
  say('3. They record what they owe each other; a debt binds when both sides have signed it')
  const record = (by: Cooperative, debtor: string, creditor: string, amount: string, reference: string) =>
    ask.recordObligation(by.client, { agreementId, debtor, creditor, amount, currency: CURRENCY, reference })
  await record(alder, dids.alder, dids.birch, DEBTS.alderToBirch, 'flour')
  say(`   Alder records its debt of ${money(DEBTS.alderToBirch)} to Birch; Birch's node confirms by policy`)
  await record(birch, dids.birch, dids.cedar, DEBTS.birchToCedar, 'timber')
  say(`   Birch records its debt of ${money(DEBTS.birchToCedar)} to Cedar; Cedar's node confirms by policy`)
  const claimed = await record(alder, dids.cedar, dids.alder, DEBTS.cedarToAlder, 'repairs')
  await waitFor('Cedar sees the claim', () => ask.obligation(cedar.client, claimed.id))
  await ask.confirmObligation(cedar.client, claimed.id)
  say(`   Alder records that Cedar owes it ${money(DEBTS.cedarToAlder)}; Cedar's operator confirms`)
  for (const { name, client } of [alder, birch, cedar]) {
    await waitFor(`three confirmed obligations at ${name}`, async () => {
      const obligations = await ask.obligations(client, agreementId)
      return obligations.length === 3 && obligations.every(({ status }) => status === 'CONFIRMED')
    })
  }
  say('   three confirmed obligations at all three')
}

async function net(
  { alder, birch, cedar }: Cast,
  agreementId: string,
  say: Say,
): Promise<Omit<Outcome, 'agreementId' | 'digests'>> {
  say('4. The netting preview, then a round that every node recomputes, accepts and commits')
  const preview = await ask.nettingPreview(cedar.client, agreementId, CURRENCY)
  say(
    `   gross ${money(preview.grossTotal)}, set off ${money(preview.setOffTotal)}, residual ${money(preview.residualTotal)}`,
  )
  const lines = preview.transfers.map(({ from, to, amount }) => `${from.name} pays ${to.name} ${money(amount)}`)
  const transfers = lines.sort()
  for (const transfer of transfers) say(`   ${transfer}`)
  say(`   certificate holds: ${preview.certificate?.verified}`)
  const round = await ask.proposeNetting(birch.client, { agreementId, currency: CURRENCY })
  for (const { name, client } of [alder, birch, cedar]) {
    await waitFor(
      `the round is committed at ${name}`,
      async () => (await ask.nettingRound(client, round.id))?.status === 'COMMITTED',
    )
  }
  const committed = await ask.nettingRound(alder.client, round.id)
  say(
    `   committed: ${money(committed?.committedTotal ?? '0')} in ${committed?.committedCycleCount} cycle, accepted by all`,
  )
  return { roundId: round.id, setOffTotal: preview.setOffTotal, residualTotal: preview.residualTotal, transfers }
}

async function compareBooks(cast: Cast, agreementId: string, say: Say): Promise<string[]> {
  const digests = await waitFor('equal digests at all three', async () => {
    const digests = await Promise.all(
      everybody(cast).map(async ({ client }) => (await ask.stateOf(client, agreementId)).digest),
    )
    return new Set(digests).size === 1 ? digests : null
  })
  say(`   the same state digest at all three: ${digests[0]?.slice(0, 32)}…`)
  return digests
}

async function payTheRest(cast: Cast, agreementId: string, say: Say): Promise<void> {
  say('5. What remains is paid; a payment counts when the creditor confirms it')
  await pay(cast.alder, cast.birch, { agreementId, reference: 'flour', amount: '4000' }, say)
  await pay(cast.birch, cast.cedar, { agreementId, reference: 'timber', amount: '2000' }, say)
  for (const { name, client } of everybody(cast)) {
    await waitFor(`everything is settled at ${name}`, async () =>
      (await ask.obligations(client, agreementId)).every(({ status }) => status === 'SETTLED'),
    )
  }
  say('   every obligation is settled at all three')
}

async function pay(
  debtor: Cooperative,
  creditor: Cooperative,
  { agreementId, reference, amount }: Readonly<Record<'agreementId' | 'reference' | 'amount', string>>,
  say: Say,
): Promise<void> {
  const owed = (await ask.obligations(debtor.client, agreementId)).find(
    (obligation) => obligation.reference === reference,
  )
  if (owed === undefined) throw new Error(`${debtor.name} has no obligation ${reference}`)
  const payment = await ask.recordPayment(debtor.client, owed.id, amount)
  await waitFor(`${creditor.name} sees the payment`, async () =>
    (await ask.obligation(creditor.client, owed.id))?.payments.some(({ id }) => id === payment),
  )
  await ask.confirmPayment(creditor.client, payment)
  say(`   ${debtor.name} pays ${creditor.name} ${money(amount)}, confirmed`)
}

async function attest({ alder, birch, cedar }: Cast, dids: Dids, say: Say): Promise<void> {
  say('6. Birch attests that Alder pays reliably; Cedar checks it; Birch revokes it')
  const claims = { onTimePercent: 100, obligationsSettled: 1, currency: CURRENCY, scale: 2 }
  const issued = await ask.issueAttestation(birch.client, { subject: dids.alder, type: 'PaymentReliability', claims })
  for (const { name, client } of [alder, cedar]) {
    await waitFor(
      `${name} checks the attestation`,
      async () => (await ask.attestation(client, issued))?.status === 'VALID',
    )
    say(`   at ${name} it is VALID`)
  }
  await ask.revokeAttestation(birch.client, issued)
  await waitFor(
    'Cedar sees the revocation',
    async () => (await ask.attestation(cedar.client, issued))?.status === 'REVOKED',
  )
  say('   at Cedar it is REVOKED')
}

function everybody({ alder, birch, cedar }: Cast): Cooperative[] {
  return [alder, birch, cedar]
}

function money(minorUnits: string): string {
  return `${(Number(minorUnits) / 100).toFixed(2)} ${CURRENCY}`
}

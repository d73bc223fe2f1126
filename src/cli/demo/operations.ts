import type { NodeClient } from '../client.ts'

/** The operations of the demonstration, as any front end would send them. */

export interface Agreement {
  readonly id: string
  readonly status: string
  readonly operational: boolean
  readonly documentHash: string
  readonly awaiting: readonly { readonly did: string }[]
}

export interface Obligation {
  readonly id: string
  readonly status: string
  readonly remaining: string
  readonly overpaid: string
  readonly reference: string | null
  readonly payments: readonly { readonly id: string; readonly status: string }[]
}

export interface Netting {
  readonly grossTotal: string
  readonly setOffTotal: string
  readonly residualTotal: string
  readonly transfers: readonly { readonly from: Named; readonly to: Named; readonly amount: string }[]
  readonly certificate: { readonly verified: boolean } | null
}

export interface Named {
  readonly did: string
  readonly name: string | null
}

export interface Round {
  readonly id: string
  readonly status: string
  readonly committedTotal: string
  readonly committedCycleCount: number
}

/** What two nodes compare: equal digests, equal states. */
export interface ScopeState {
  readonly digest: string
  readonly entryCount: number
  readonly heads: readonly { readonly author: string; readonly seq: number; readonly hash: string }[]
}

const AGREEMENT = 'id status operational documentHash awaiting { did }'
const OBLIGATION = 'id status remaining overpaid reference payments { id status }'
const ROUND = 'id status committedTotal committedCycleCount'

export async function self(client: NodeClient): Promise<{ readonly did: string }> {
  return (await client.request<{ self: { did: string } }>('query { self { did } }')).self
}

/** The cooperatives that a node knows with their names, at most 100. */
export async function cooperatives(client: NodeClient): Promise<Named[]> {
  const query = 'query { cooperatives(first: 100) { edges { node { did name known } } } }'
  const data = await client.request<{ cooperatives: { edges: { node: Named & { known: boolean } }[] } }>(query)
  return data.cooperatives.edges.map(({ node }) => node).filter(({ known }) => known)
}

export async function createDraft(client: NodeClient, input: object): Promise<{ readonly id: string }> {
  return (await mutate<{ agreement: { id: string } }>(client, 'createDraft', input, 'agreement { id }')).agreement
}

export async function proposeAgreement(client: NodeClient, agreementId: string): Promise<Agreement> {
  return await changeAgreement(client, 'proposeAgreement', { agreementId })
}

export async function signAgreement(client: NodeClient, agreementId: string, documentHash: string): Promise<Agreement> {
  return await changeAgreement(client, 'signAgreement', { agreementId, documentHash })
}

export async function agreement(client: NodeClient, id: string): Promise<Agreement | null> {
  const query = `query ($id: ID!) { agreement(id: $id) { ${AGREEMENT} } }`
  return (await client.request<{ agreement: Agreement | null }>(query, { id })).agreement
}

export async function recordObligation(client: NodeClient, input: object): Promise<Obligation> {
  return await changeObligation(client, 'recordObligation', input)
}

export async function confirmObligation(client: NodeClient, obligationId: string): Promise<Obligation> {
  return await changeObligation(client, 'confirmObligation', { obligationId })
}

export async function obligation(client: NodeClient, id: string): Promise<Obligation | null> {
  const query = `query ($id: ID!) { obligation(id: $id) { ${OBLIGATION} } }`
  return (await client.request<{ obligation: Obligation | null }>(query, { id })).obligation
}

export async function obligations(client: NodeClient, agreementId: string): Promise<Obligation[]> {
  const query = `query ($id: ID!) { obligations(filter: { agreementId: $id }, first: 100) { edges { node { ${OBLIGATION} } } } }`
  const data = await client.request<{ obligations: { edges: { node: Obligation }[] } }>(query, { id: agreementId })
  return data.obligations.edges.map(({ node }) => node)
}

/** What a netting round would set off now. */
export async function nettingPreview(client: NodeClient, agreementId: string, currency: string): Promise<Netting> {
  const query = `query ($input: NettingPreviewInput!) {
    nettingPreview(input: $input) {
      grossTotal setOffTotal residualTotal
      transfers { from { did name } to { did name } amount }
      certificate { verified }
    }
  }`
  return (await client.request<{ nettingPreview: Netting }>(query, { input: { agreementId, currency } })).nettingPreview
}

/** Proposes a netting round, and returns it. */
export async function proposeNetting(client: NodeClient, input: object): Promise<Round> {
  const fields = `nettingRound { ${ROUND} }`
  return (await mutate<{ nettingRound: Round }>(client, 'proposeNetting', input, fields)).nettingRound
}

export async function nettingRound(client: NodeClient, id: string): Promise<Round | null> {
  const query = `query ($id: ID!) { nettingRound(id: $id) { ${ROUND} } }`
  return (await client.request<{ nettingRound: Round | null }>(query, { id })).nettingRound
}

/** Answers the id of the recorded payment. */
export async function recordPayment(client: NodeClient, obligationId: string, amount: string): Promise<string> {
  const input = { obligationId, amount }
  const { payments } = await mutate<{ payments: { id: string }[] }>(client, 'recordPayment', input, 'payments { id }')
  const [payment] = payments
  if (payment === undefined) throw new Error('no payment was recorded')
  return payment.id
}

export async function confirmPayment(client: NodeClient, paymentId: string): Promise<void> {
  await mutate(client, 'confirmPayment', { paymentId }, 'payments { id }')
}

export async function issueAttestation(client: NodeClient, input: object): Promise<string> {
  const fields = 'attestation { id }'
  return (await mutate<{ attestation: { id: string } }>(client, 'issueAttestation', input, fields)).attestation.id
}

export async function attestation(client: NodeClient, id: string): Promise<{ readonly status: string } | null> {
  const query = 'query ($id: ID!) { attestation(id: $id) { status } }'
  return (await client.request<{ attestation: { status: string } | null }>(query, { id })).attestation
}

export async function revokeAttestation(client: NodeClient, attestationId: string): Promise<void> {
  const input = { attestationId, reason: 'the demonstration is over' }
  await mutate(client, 'revokeAttestation', input, 'attestation { id }')
}

/** A challenge for a member to sign, and for whom. */
export interface Challenge {
  readonly challenge: string
  readonly domain: string
}

export async function presentationChallenge(client: NodeClient): Promise<Challenge> {
  const query = 'mutation { createPresentationChallenge { challenge domain } }'
  return (await client.request<{ createPresentationChallenge: Challenge }>(query)).createPresentationChallenge
}

/** The status of a motion, booking, use or record; null while it is not here. */
export async function find(client: NodeClient, what: string, id: string): Promise<string | null> {
  const data = await client.request<Record<string, { status: string } | null>>(
    `query ($id: ID!) { ${what}(id: $id) { status } }`,
    { id },
  )
  return data[what]?.status ?? null
}

export async function stateOf(client: NodeClient, scope: string): Promise<ScopeState> {
  const query = 'query ($scope: String!) { stateDigest(scope: $scope) { digest entryCount heads { author seq hash } } }'
  return (await client.request<{ stateDigest: ScopeState }>(query, { scope })).stateDigest
}

/** Calls a mutation and answers the fields of its payload; its input type is named after it, as all of them are. */
export async function mutate<T>(client: NodeClient, mutation: string, input: object, fields: string): Promise<T> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`
  const data = await client.request<Record<string, T | null>>(query, { input })
  const payload = data[mutation]
  if (payload === null || payload === undefined) throw new Error(`${mutation} answered nothing`)
  return payload
}

async function changeAgreement(client: NodeClient, mutation: string, input: object): Promise<Agreement> {
  return (await mutate<{ agreement: Agreement }>(client, mutation, input, `agreement { ${AGREEMENT} }`)).agreement
}

async function changeObligation(client: NodeClient, mutation: string, input: object): Promise<Obligation> {
  return (await mutate<{ obligation: Obligation }>(client, mutation, input, `obligation { ${OBLIGATION} }`)).obligation
}

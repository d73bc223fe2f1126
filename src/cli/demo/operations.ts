import type { NodeClient } from '../client.ts'

/** The operations of the demonstration, as any front end would send them. */

interface Agreement {
  readonly id: string
  readonly status: string
  readonly operational: boolean
  readonly documentHash: string
  readonly awaiting: readonly { readonly did: string }[]
}

interface Obligation {
  readonly id: string
  readonly status: string
  readonly remaining: string
  readonly reference: string | null
  readonly payments: readonly { readonly id: string; readonly status: string }[]
}

interface Netting {
  readonly grossTotal: string
  readonly setOffTotal: string
  readonly residualTotal: string
  readonly transfers: readonly { readonly from: Named; readonly to: Named; readonly amount: string }[]
  readonly certificate: { readonly verified: boolean } | null
}

interface Named {
  readonly did: string
  readonly name: string | null
}

interface Round {
  readonly id: string
  readonly status: string
  readonly committedTotal: string
  readonly committedCycleCount: number
}

const AGREEMENT = 'id status operational documentHash awaiting { did }'
const OBLIGATION = 'id status remaining reference payments { id status }'
const ROUND = 'id status committedTotal committedCycleCount'

export async function self(client: NodeClient): Promise<{ readonly did: string }> {
  return (await client.request<{ self: { did: string } }>('query { self { did } }')).self
}

export async function cooperatives(client: NodeClient): Promise<Named[]> {
  const query = 'query { cooperatives(first: 100) { edges { node { did name known } } } }'
  const data = await client.request<{ cooperatives: { edges: { node: Named & { known: boolean } }[] } }>(query)
  return data.cooperatives.edges.map(({ node }) => node).filter(({ known }) => known)
}

export async function createDraft(client: NodeClient, input: object): Promise<{ readonly id: string }> {
  return await mutate(client, 'createDraft', 'CreateDraftInput', input, 'agreement { id }', 'agreement')
}

export async function proposeAgreement(client: NodeClient, agreementId: string): Promise<Agreement> {
  return await mutate(
    client,
    'proposeAgreement',
    'ProposeAgreementInput',
    { agreementId },
    `agreement { ${AGREEMENT} }`,
    'agreement',
  )
}

export async function signAgreement(client: NodeClient, agreementId: string, documentHash: string): Promise<Agreement> {
  const input = { agreementId, documentHash }
  return await mutate(client, 'signAgreement', 'SignAgreementInput', input, `agreement { ${AGREEMENT} }`, 'agreement')
}

export async function agreement(client: NodeClient, id: string): Promise<Agreement | null> {
  const query = `query ($id: ID!) { agreement(id: $id) { ${AGREEMENT} } }`
  return (await client.request<{ agreement: Agreement | null }>(query, { id })).agreement
}

export async function recordObligation(client: NodeClient, input: object): Promise<Obligation> {
  return await mutate(
    client,
    'recordObligation',
    'RecordObligationInput',
    input,
    `obligation { ${OBLIGATION} }`,
    'obligation',
  )
}

export async function confirmObligation(client: NodeClient, obligationId: string): Promise<Obligation> {
  const input = { obligationId }
  return await mutate(
    client,
    'confirmObligation',
    'ConfirmObligationInput',
    input,
    `obligation { ${OBLIGATION} }`,
    'obligation',
  )
}

export async function obligation(client: NodeClient, id: string): Promise<Obligation | null> {
  const query = `query ($id: ID!) { obligation(id: $id) { ${OBLIGATION} } }`
  return (await client.request<{ obligation: Obligation | null }>(query, { id })).obligation
}

export async function obligations(client: NodeClient, agreementId: string): Promise<Obligation[]> {
  const query = `query ($id: ID!) { obligations(filter: { agreementId: $id }) { edges { node { ${OBLIGATION} } } } }`
  const data = await client.request<{ obligations: { edges: { node: Obligation }[] } }>(query, { id: agreementId })
  return data.obligations.edges.map(({ node }) => node)
}

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

export async function proposeNetting(client: NodeClient, agreementId: string, currency: string): Promise<Round> {
  const input = { agreementId, currency }
  return await mutate(
    client,
    'proposeNetting',
    'ProposeNettingInput',
    input,
    `nettingRound { ${ROUND} }`,
    'nettingRound',
  )
}

export async function nettingRound(client: NodeClient, id: string): Promise<Round | null> {
  const query = `query ($id: ID!) { nettingRound(id: $id) { ${ROUND} } }`
  return (await client.request<{ nettingRound: Round | null }>(query, { id })).nettingRound
}

/** Answers the id of the recorded payment. */
export async function recordPayment(client: NodeClient, obligationId: string, amount: string): Promise<string> {
  const input = { obligationId, amount }
  const payments: { id: string }[] = await mutate(
    client,
    'recordPayment',
    'RecordPaymentInput',
    input,
    'payments { id }',
    'payments',
  )
  const [payment] = payments
  if (payment === undefined) throw new Error('no payment was recorded')
  return payment.id
}

export async function confirmPayment(client: NodeClient, paymentId: string): Promise<void> {
  await mutate(client, 'confirmPayment', 'ConfirmPaymentInput', { paymentId }, 'payments { id }', 'payments')
}

export async function issueAttestation(client: NodeClient, input: object): Promise<string> {
  const issued: { id: string } = await mutate(
    client,
    'issueAttestation',
    'IssueAttestationInput',
    input,
    'attestation { id }',
    'attestation',
  )
  return issued.id
}

export async function attestation(client: NodeClient, id: string): Promise<{ readonly status: string } | null> {
  const query = 'query ($id: ID!) { attestation(id: $id) { status } }'
  return (await client.request<{ attestation: { status: string } | null }>(query, { id })).attestation
}

export async function revokeAttestation(client: NodeClient, attestationId: string): Promise<void> {
  const input = { attestationId, reason: 'the demonstration is over' }
  await mutate(client, 'revokeAttestation', 'RevokeAttestationInput', input, 'attestation { id }', 'attestation')
}

export async function stateDigest(client: NodeClient, scope: string): Promise<string> {
  const query = 'query ($scope: String!) { stateDigest(scope: $scope) { digest } }'
  return (await client.request<{ stateDigest: { digest: string } }>(query, { scope })).stateDigest.digest
}

async function mutate<T>(
  client: NodeClient,
  name: string,
  type: string,
  input: object,
  fields: string,
  field: string,
): Promise<T> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`
  const data = await client.request<Record<string, Record<string, T> | null>>(query, { input })
  const value = data[name]?.[field]
  if (value === undefined) throw new Error(`${name} answered nothing`)
  return value
}

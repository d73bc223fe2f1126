import { strict as assert } from 'node:assert'
import { GraphqlError, type WaitOptions, waitFor } from '../../../src/cli/client.ts'
import * as ask from '../../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'

/** What the stories' cooperatives do with each other, through the public APIs of their nodes. */

/** Debts in all stories are in this currency. */
export const CURRENCY = 'EUR'
const CREDIT_LIMIT = '1000000000'

/** The cooperative that a data folder belongs to: it is the same after a restart, and while the node is off. */
const dids = new Map<string, string>()

export async function didOf({ client, options: { dataDir } }: NodeProcess): Promise<string> {
  const did = dids.get(dataDir) ?? (await ask.self(client)).did
  dids.set(dataDir, did)
  return did
}

/** Calls a mutation at a node and answers the fields of its payload. */
export async function tell<T = unknown>(
  { client }: NodeProcess,
  mutation: string,
  input: object,
  fields: string,
): Promise<T> {
  return await ask.mutate<T>(client, mutation, input, fields)
}

/** What a node refused: the code for programs, the name of the rule, and the sentence for people. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<{ readonly code: string; readonly refusal: string; readonly message: string }> {
  try {
    await work
  } catch (error) {
    assert(error instanceof GraphqlError, error instanceof Error ? error : String(error))
    const [{ message, extensions }] = error.errors as typeof error.errors & { 0: (typeof error.errors)[number] }
    return { code: extensions?.code ?? '', refusal: extensions?.refusal ?? '', message }
  }
  throw new Error('it was not refused')
}

/** Everybody knows everybody, and these others. */
export async function acquaint(
  nodes: readonly NodeProcess[],
  others: readonly string[] = [],
  patience?: WaitOptions,
): Promise<void> {
  const dids = [...(await Promise.all(nodes.map(didOf))), ...others]
  for (const { options, client } of nodes) {
    const knows = async (did: string) => {
      const query = 'query ($did: DID!) { cooperative(did: $did) { known } }'
      const { cooperative } = await client.request<{ cooperative: { known: boolean } | null }>(query, { did })
      return cooperative?.known === true
    }
    const knowsAll = async () => !(await Promise.all(dids.map(knows))).includes(false)
    await waitFor(`${options.name} knows the others`, knowsAll, patience)
  }
}

/** A party that signs for itself: its node is none of ours. */
export interface OtherParty {
  readonly did: string
  sign(agreementId: string): Promise<void>
}

/** Several conclude an agreement that the first one drafts; answers its id once it is in operation at all of them. */
export async function agree(
  nodes: readonly NodeProcess[],
  draft: object,
  strangers: readonly OtherParty[] = [],
  patience?: WaitOptions,
): Promise<string> {
  const [proposer, ...others] = nodes
  assert(proposer !== undefined)
  const dids = [...(await Promise.all(others.map(didOf))), ...strangers.map(({ did }) => did)]
  const parties = dids.map((did) => ({ did, role: 'COUNTERPARTY' }))
  const { id } = await ask.createDraft(proposer.client, { parties, ...draft })
  await ask.proposeAgreement(proposer.client, id)
  await Promise.all([
    ...others.map((node) => sign(node, id, patience)),
    ...strangers.map((stranger) => stranger.sign(id)),
  ])
  await untilOperational(nodes, id, patience)
  return id
}

/** Signs what has been proposed, once it is here. */
export async function sign(
  { options, client }: NodeProcess,
  agreementId: string,
  patience?: WaitOptions,
): Promise<void> {
  const seen = await waitFor(`${options.name} sees the proposal`, () => ask.agreement(client, agreementId), patience)
  await ask.signAgreement(client, agreementId, seen.documentHash)
}

export async function untilOperational(
  nodes: readonly NodeProcess[],
  agreementId: string,
  patience?: WaitOptions,
): Promise<void> {
  await Promise.all(
    nodes.map(({ options, client }) =>
      waitFor(
        `the agreement is in operation at ${options.name}`,
        async () => (await ask.agreement(client, agreementId))?.operational,
        patience,
      ),
    ),
  )
}

/** A clearing arrangement among several who need not know each other yet. */
export async function foundClearing(
  nodes: readonly NodeProcess[],
  strangers: readonly OtherParty[] = [],
  patience?: WaitOptions,
): Promise<string> {
  await acquaint(
    nodes,
    strangers.map(({ did }) => did),
    patience,
  )
  const clearingArrangement = { currencies: [{ code: CURRENCY, scale: 2, creditLimit: CREDIT_LIMIT }] }
  return await agree(nodes, { title: 'Clearing', terms: { clearingArrangement } }, strangers, patience)
}

export interface Debt {
  readonly agreementId: string
  readonly debtor: NodeProcess
  readonly creditor: NodeProcess
  readonly amount: string
  readonly reference?: string
}

/** Records a debt at a node: its debtor's, unless the creditor claims it. Answers its id. */
export async function record(by: NodeProcess, { debtor, creditor, ...debt }: Debt): Promise<string> {
  const [from, to] = await Promise.all([didOf(debtor), didOf(creditor)])
  const input = { ...debt, debtor: from, creditor: to, currency: CURRENCY }
  return (await ask.recordObligation(by.client, input)).id
}

/** Records many debts at once at the debtor's or the creditor's node. Answers their ids. */
export async function recordMany(by: NodeProcess, count: number, { debtor, creditor, agreementId, amount }: Debt) {
  const row = { debtor: await didOf(debtor), creditor: await didOf(creditor), amount, currency: CURRENCY }
  const input = { agreementId, obligations: Array.from({ length: count }, () => row) }
  const recorded = await tell<{ obligations: { id: string }[] }>(by, 'recordObligations', input, 'obligations { id }')
  return recorded.obligations.map(({ id }) => id)
}

/** How many obligations a node knows of. */
export async function obligationCount({ client }: NodeProcess, agreementId: string): Promise<number> {
  const query = 'query ($id: ID!) { obligations(filter: { agreementId: $id }, first: 1) { totalCount } }'
  const data = await client.request<{ obligations: { totalCount: number } }>(query, { id: agreementId })
  return data.obligations.totalCount
}

/** The debtor records a debt, and the creditor's node confirms it by itself. Answers its id. */
export async function owe(debt: Debt): Promise<string> {
  const id = await record(debt.debtor, debt)
  await untilObligation([debt.debtor, debt.creditor], id, { status: 'CONFIRMED' })
  return id
}

/** Waits until an obligation looks like this at each of these nodes. */
export async function untilObligation(
  nodes: readonly NodeProcess[],
  id: string,
  expected: Partial<ask.Obligation>,
): Promise<void> {
  await Promise.all(
    nodes.map(({ options, client }) =>
      waitFor(`the obligation is ${JSON.stringify(expected)} at ${options.name}`, async () => {
        const seen = await ask.obligation(client, id)
        return seen !== null && Object.entries(expected).every(([field, value]) => seen[field as 'status'] === value)
      }),
    ),
  )
}

/** The debtor pays and the creditor confirms it. */
export async function pay(debtor: NodeProcess, creditor: NodeProcess, id: string, amount: string): Promise<void> {
  const payment = await ask.recordPayment(debtor.client, id, amount)
  await waitFor(`${creditor.options.name} sees the payment`, async () =>
    (await ask.obligation(creditor.client, id))?.payments.some((seen) => seen.id === payment),
  )
  await ask.confirmPayment(creditor.client, payment)
}

/** The cursor of a node's newest change. */
export async function cursorOf({ client }: NodeProcess): Promise<string> {
  return (await client.request<{ headCursor: string }>('query { headCursor }')).headCursor
}

/** Whether a node is connected with another one. */
export async function isConnected({ client }: NodeProcess, did: string): Promise<boolean> {
  const query = 'query { peers { connected cooperative { did } } }'
  const { peers } = await client.request<{ peers: { connected: boolean; cooperative: { did: string } }[] }>(query)
  return peers.some((peer) => peer.cooperative.did === did && peer.connected)
}

export async function stateOf({ client }: NodeProcess, scope: string): Promise<ask.ScopeState> {
  return await ask.stateOf(client, scope)
}

/** Waits until a scope is the same at all of these nodes, and answers what it is. */
export async function untilEqual(
  nodes: readonly NodeProcess[],
  scope: string,
  options?: WaitOptions,
): Promise<ask.ScopeState> {
  return await waitFor(
    `${scope.slice(0, 12)} is equal at ${nodes.map(({ options }) => options.name).join(', ')}`,
    async () => {
      const states = await Promise.all(nodes.map((node) => stateOf(node, scope)))
      return new Set(states.map(({ digest }) => digest)).size === 1 ? states[0] : null
    },
    options,
  )
}

/** How many entries an author has written in a scope, and that they are one unbroken line: no number was signed twice. */
export function lengthOfLog({ heads }: ask.ScopeState, author: string): number {
  const own = heads.filter((head) => head.author === author)
  assert.equal(own.length, 1, `${author} has ${own.length} heads`)
  return own[0]?.seq ?? 0
}

import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { CURRENCY } from '../../federation/support/dealings.ts'
import type { Fixture } from './fixture.ts'
import { askFor, type Clients, type Load } from './load.ts'
import { figure, medianOf } from './measure.ts'
import type { Cost } from './nodes.ts'

const RECORD = `mutation ($input: RecordObligationInput!) {
  recordObligation(input: $input) { obligation { id status } } }`

/** A request of nothing. */
export const NO_OP = JSON.stringify({ query: '{ __typename }' })

let references = 0

/** A debt of alder to birch that has not been recorded yet. */
export function newDebt({ dids }: Fixture) {
  const reference = `bench ${process.pid} ${references++}`
  return { debtor: dids.alder, creditor: dids.birch, amount: '1', currency: CURRENCY, reference }
}

/** The body of a request that records a debt. */
export function recordRequest(fixture: Fixture, agreementId: string = fixture.agreementId): string {
  return JSON.stringify({ query: RECORD, variables: { input: { agreementId, ...newDebt(fixture) } } })
}

/** Sends a node requests for a while, one after the other on each connection. */
export function load({ client }: NodeProcess, clients: Pick<Clients, 'connections' | 'ms' | 'next'>): Promise<Load> {
  return askFor({ url: `${client.url}/graphql`, token: client.token, ...clients })
}

/** Processor time of each operation: the node's, and where it has a server, that one's. */
export function cpuText(runs: readonly (readonly [load: Pick<Load, 'count'>, cost: Cost])[]): string {
  const each = (time: (cost: Cost) => number) => medianOf(runs.map(([{ count }, cost]) => time(cost) / count)).value
  const database = each(({ databaseMs }) => databaseMs)
  const server = database === 0 ? '' : ` + ${figure(database)} ms in PostgreSQL`
  return `${figure(each(({ nodeMs }) => nodeMs))} ms CPU${server}`
}

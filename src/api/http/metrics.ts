import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { ListingStore, PeerNetwork } from '../../node/index.ts'

export type Transport = 'http' | 'websocket'

/** The outcome of one operation. */
export interface OperationReport {
  readonly transport: Transport
  readonly kind: string
  /** The code of the first error, or `OK`. */
  readonly code: string
  readonly seconds: number
}

export interface MeterSources {
  readonly store: ListingStore
  readonly network: PeerNetwork
  readonly socketCount: () => number
}

/** The API's metrics for Prometheus. */
export class Meter {
  readonly registry: Registry
  readonly #operations: Counter<'transport' | 'kind' | 'code'>
  readonly #seconds: Histogram<'transport' | 'kind'>

  constructor(registry: Registry, { store, network, socketCount }: MeterSources) {
    const registers = [registry]
    this.registry = registry
    this.#operations = new Counter({
      name: 'rochdale_api_operations_total',
      help: 'GraphQL operations that were answered, by the code of their first error.',
      labelNames: ['transport', 'kind', 'code'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'rochdale_api_operation_seconds',
      help: 'How long queries and mutations took.',
      labelNames: ['transport', 'kind'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    })
    gauge(registers, 'rochdale_api_sockets', 'WebSockets that are open.', socketCount)
    gauge(registers, 'rochdale_peers_connected', 'Peers that are connected.', () => {
      return network.peers().filter(({ connected }) => connected).length
    })
    gauge(registers, 'rochdale_change_number', 'The number of the newest change.', () => {
      return store.read((reader) => reader.headChange())
    })
  }

  report({ transport, kind, code, seconds }: OperationReport): void {
    this.#operations.inc({ transport, kind, code })
    this.#seconds.observe({ transport, kind }, seconds)
  }
}

function gauge(registers: Registry[], name: string, help: string, read: () => number | Promise<number>): void {
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      this.set(await read())
    },
  })
}

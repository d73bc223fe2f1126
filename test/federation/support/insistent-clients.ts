import { strict as assert } from 'node:assert'
import { setTimeout } from 'node:timers/promises'
import { GraphqlError } from '../../../src/cli/client.ts'
import * as ask from '../../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'

const CLIENTS = 6
const RETRY_MS = 50
const PATIENCE_MS = 180_000

/**
 * Clients of a node that may be killed at any time: each records one obligation after the other, and repeats what was not
 * answered, with the same idempotency key, until it is. Without a reference, every obligation that is recorded is
 * another one.
 */
export class InsistentClients {
  /** Which obligation each key has been answered. */
  readonly answers = new Map<string, string>()
  readonly #node: NodeProcess
  readonly #input: object
  readonly #working: Promise<void>
  #next = 1
  #stopped = false

  constructor(node: NodeProcess, input: object) {
    this.#node = node
    this.#input = input
    this.#working = Promise.all(Array.from({ length: CLIENTS }, () => this.#work())).then(() => undefined)
    this.#working.catch(() => undefined)
  }

  /** Ends when everything that was asked has been answered. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#working
  }

  /** Asks everything once more: each answer is the first one. */
  async repeatAll(): Promise<void> {
    for (const [key, id] of this.answers) assert.equal(await this.#record(key), id, key)
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      const key = `word ${this.#next++}`
      this.answers.set(key, await this.#untilAnswered(key))
    }
  }

  async #untilAnswered(key: string): Promise<string> {
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      try {
        return await this.#record(key)
      } catch (error) {
        // A node that answers at all does not refuse this; one that is dead, or cannot store it now, is asked again.
        if ((error instanceof GraphqlError && !isFault(error)) || Date.now() > end) throw error
        await setTimeout(RETRY_MS)
      }
    }
  }

  async #record(idempotencyKey: string): Promise<string> {
    return (await ask.recordObligation(this.#node.client, { ...this.#input, idempotencyKey })).id
  }
}

/** Whether the node itself is at fault, e.g. as its disk is full. */
function isFault({ errors }: GraphqlError): boolean {
  return errors.every(({ extensions }) => ['INTERNAL_SERVER_ERROR', 'UNAVAILABLE'].includes(String(extensions?.code)))
}

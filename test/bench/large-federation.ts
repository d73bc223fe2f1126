import type { AgreementDocument } from '../../src/agreements/index.ts'
import { agreementIdOf, documentHash, documentJson } from '../../src/agreements/index.ts'
import { recordObligations } from '../../src/app/clearing/commands.ts'
import { reactionsOf } from '../../src/app/reactions.ts'
import { FEDERATION_READERS } from '../../src/app/registry/readers.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { bodyHash, type ObligationBody, obligationId } from '../../src/clearing/index.ts'
import type { Did, Hash, JsonObject, Result, Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import type { ListingStore } from '../../src/node/index.ts'
import { FederationNode } from '../../src/node/node.ts'
import { NodeSync } from '../../src/node/sync/sync.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { openCalculator } from '../../src/workers/index.ts'
import { beginningOf, firstDocument, proofOf } from '../agreements/agreeing.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { deliver, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, MemoryHeadFile, OPEN_POLICIES, START, signerNumber } from '../support/node.ts'
import type { Instance } from './instances.ts'

/** Cooperatives that have nodes of their own: the first of all, by number; the others are writers that sign. */
export const NODES = 2
const ENTRIES_PER_BATCH = 500
const NONCE = 'the-founding-of-a-large-town'
const CURRENCY = 'EUR'

type Run = (context: CommandContext) => Promise<Result<JsonObject>>

export interface Member {
  readonly node: FederationNode<ListingStore>
  readonly sync: NodeSync
}

/** One clearing arrangement of many: two real nodes on real databases, and the logs of everybody else, signed. */
export class LargeFederation implements AsyncDisposable {
  readonly clock = new HandClock()
  readonly members: Member[] = []
  readonly document: AgreementDocument
  readonly scope: Scope
  readonly #calculator = openCalculator()
  readonly #writers: readonly EntryWriter[]
  readonly #resources = new AsyncDisposableStack()

  constructor(size: number) {
    const [proposer, ...others] = Array.from({ length: size }, (_, i) => signerNumber(i))
    if (proposer === undefined) throw new Error('a federation has somebody in it')
    this.document = firstDocument({
      agreementId: agreementIdOf(proposer.did, NONCE),
      nonce: NONCE,
      parties: [
        { did: proposer.did, role: 'PROPOSER', firstEntry: beginningOf(proposer.did) },
        ...others.map(({ did }) => ({ did, role: 'COUNTERPARTY' as const, firstEntry: beginningOf(did) })),
      ],
      terms: {
        currencies: [{ code: CURRENCY, scale: 2, creditLimit: String(Number.MAX_SAFE_INTEGER) }],
        nettingPeriod: null,
      },
    } as Partial<AgreementDocument>)
    this.scope = this.document.agreementId
    this.#writers = [proposer, ...others].map((signer) => new EntryWriter(signer, this.scope))
    this.#resources.use(this.#calculator)
  }

  async found(stores: readonly ListingStore[]): Promise<void> {
    for (const [i, store] of stores.entries()) {
      this.#resources.use(store)
      const node = this.#resources.use(
        await FederationNode.open({
          store,
          signer: signerNumber(i),
          headFile: new MemoryHeadFile(),
          protocol: PROTOCOL,
          calculator: this.#calculator,
          reactions: reactionsOf({ publicUrl: null }),
          clock: this.clock.read,
          policies: OPEN_POLICIES,
          keyIsNew: true,
          onError: (error) => {
            throw error
          },
        }),
      )
      this.members.push({ node, sync: new NodeSync({ node, readers: FEDERATION_READERS }) })
    }
    await this.#conclude()
  }

  did(i: number): Did {
    return this.#writer(i).signer.did
  }

  member(i: number): Member {
    const member = this.members[i]
    if (member === undefined) throw new Error(`there is no node ${i}`)
    return member
  }

  /** Every debt of an instance, recorded by its debtor and confirmed by its creditor; both nodes hold all of it. */
  async owe({ debtor, creditor, amount }: Instance): Promise<void> {
    const bodies = Array.from(debtor, (from, i) => this.#body(i, from, creditor[i] ?? 0, amount[i] ?? 0))
    await this.#hearFromWriters(this.#signed(bodies, debtor, creditor))
    for (let i = 0; i < NODES; i++) {
      const own = bodies.filter((_body, row) => debtor[row] === i)
      const rows = own.map((body) => ({ ...body, dueDate: body.dueDate ?? undefined }))
      for (let k = 0; k < rows.length; k += ENTRIES_PER_BATCH) {
        const slice = rows.slice(k, k + ENTRIES_PER_BATCH)
        await this.do(i, recordObligations({ agreementId: this.scope, obligations: slice }))
      }
    }
    await this.settle()
    await this.#confirmForWriters(bodies, debtor, creditor)
    await this.settle()
  }

  /** The writers of these cooperatives accept a proposal. */
  async accept(round: string, proposal: Hash, resultHash: Hash, who: readonly number[]): Promise<void> {
    const body = { roundId: round, proposal, resultHash }
    const words = { kind: 'netting.accepted', subject: round, body, after: [proposal] }
    await this.#hearFromWriters(who.map((i) => this.#writer(i).write({ ...words, at: this.clock.now })))
  }

  async do(i: number, run: Run): Promise<JsonObject> {
    const { node } = this.member(i)
    const done = await node.execute({ principal: 'bench', mutation: 'bench', idempotencyKey: null, input: {}, run })
    if (!done.ok) throw new Error(`${done.refusal.code}: ${done.refusal.message}`)
    return done.value
  }

  /** Both nodes exchange until neither has news. */
  async settle(): Promise<void> {
    for (let news = 1; news > 0; ) {
      for (const { node } of this.members) await node.idle()
      news = 0
      for (const to of this.members) {
        for (const from of this.members) if (to !== from) news += await deliver(to, from, await pull(to, from))
      }
    }
    for (const { node } of this.members) await node.idle()
  }

  async digests(): Promise<string[]> {
    const { scope, members } = this
    return await Promise.all(
      members.map(({ node }) => node.store.read(async (reader) => (await node.stateDigest(reader, scope)).digest)),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync()
  }

  async #conclude(): Promise<void> {
    const { document, scope } = this
    const proof = (i: number) => proofOf(document, signerNumber(i))
    const proposed = await this.#say(0, 'agreement.proposed', { document: documentJson(document), proof: proof(0) })
    await this.settle()
    const signature = (i: number) => ({ documentHash: documentHash(document), proof: proof(i) })
    await this.#hearFromWriters(
      this.#writers.slice(NODES).map((writer, k) => {
        const body = signature(NODES + k)
        return writer.write({ kind: 'agreement.signed', subject: scope, body, after: [proposed] })
      }),
    )
    for (let i = 1; i < NODES; i++) await this.#say(i, 'agreement.signed', signature(i))
    await this.settle()
  }

  async #say(i: number, kind: string, body: JsonObject): Promise<Hash> {
    const said = await this.do(i, async (context) => {
      const written = await context.write({ kind, scope: this.scope, body })
      return written.ok ? { ok: true, value: { hash: written.value.hash } } : written
    })
    return said.hash as Hash
  }

  #writer(i: number): EntryWriter {
    const writer = this.#writers[i]
    if (writer === undefined) throw new Error(`there is no cooperative ${i}`)
    return writer
  }

  #body(row: number, from: number, to: number, amount: number): ObligationBody {
    return {
      debtor: this.did(from),
      creditor: this.did(to),
      amount: String(amount),
      currency: CURRENCY,
      reference: `invoice ${row}`,
      dueDate: (START + (row % 90) * 24 * 60 * 60 * 1000) as ObligationBody['dueDate'],
      documentHash: documentHash(this.document),
    }
  }

  *#signed(bodies: readonly ObligationBody[], debtor: Int32Array, creditor: Int32Array): Generator<SealedEntry> {
    for (const [row, body] of bodies.entries()) {
      if ((debtor[row] ?? 0) < NODES) continue
      const subject = obligationId(this.scope, body)
      const recorded = this.#writer(debtor[row] ?? 0).write({ kind: 'obligation.recorded', subject, body })
      yield recorded
      if ((creditor[row] ?? 0) >= NODES) yield this.#confirmation(creditor[row] ?? 0, subject, body, recorded.hash)
    }
  }

  #confirmation(creditor: number, subject: string, body: ObligationBody, recorded: Hash): SealedEntry {
    const confirmed = { obligationId: subject, bodyHash: bodyHash(body) }
    return this.#writer(creditor).write({ kind: 'obligation.confirmed', subject, body: confirmed, after: [recorded] })
  }

  async #confirmForWriters(bodies: readonly ObligationBody[], debtor: Int32Array, creditor: Int32Array): Promise<void> {
    const own = bodies.flatMap((body, row) =>
      (debtor[row] ?? 0) < NODES && (creditor[row] ?? 0) >= NODES ? [{ body, to: creditor[row] ?? 0 }] : [],
    )
    const ids = own.map(({ body }) => obligationId(this.scope, body))
    const entries = await this.member(0).node.store.read((reader) => reader.entriesOf(this.scope, ids))
    const recorded = new Map(entries.map(({ entry, hash }) => [entry.subject, hash]))
    const confirmations = own.map(({ body, to }, k) => {
      const subject = ids[k] ?? ''
      const hash = recorded.get(subject)
      if (hash === undefined) throw new Error(`${subject} has not been recorded`)
      return this.#confirmation(to, subject, body, hash)
    })
    await this.#hearFromWriters(confirmations)
  }

  async #hearFromWriters(entries: Iterable<SealedEntry>): Promise<void> {
    let batch: SealedEntry[] = []
    const send = async () => {
      for (const { node } of this.members) {
        const outcomes = await ingest(node, batch)
        const bad = outcomes.find(({ outcome }) => outcome !== 'admitted')
        if (bad !== undefined) throw new Error(`an entry was not admitted: ${JSON.stringify(bad)}`)
      }
      batch = []
    }
    for (const entry of entries) {
      batch.push(entry)
      if (batch.length === ENTRIES_PER_BATCH) await send()
    }
    if (batch.length > 0) await send()
  }
}

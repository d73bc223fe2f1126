import { join } from 'node:path'
import { PROTOCOL } from '../../../src/app/index.ts'
import { bodyHash, type ObligationBody, obligationId } from '../../../src/clearing/index.ts'
import { type Signer, signerOf } from '../../../src/identity/index.ts'
import type { Did, Hash, Instant, Scope } from '../../../src/kernel/index.ts'
import type { SealedEntry } from '../../../src/log/index.ts'
import { FederationNode } from '../../../src/node/node.ts'
import { HEAD_FILE, openHeadFile, openKeyFile, openStore } from '../../../src/storage/index.ts'
import { CURRENCY } from '../../federation/support/dealings.ts'
import { EntryWriter } from '../../support/entry-writer.ts'
import { OPEN_POLICIES } from '../../support/node.ts'
import { progress } from './measure.ts'

const DEBTS_PER_JOB = 1_000
const DAY_MS = 24 * 60 * 60 * 1000
const DUE_DAYS = 365
const AMOUNT_MAX = 100_000
/** Primes, so that neighbours in the log are none in an order by due date or by amount. */
const [AMOUNT_STEP, DUE_STEP] = [7_919, 101]

export interface Seeding {
  /** The stopped node's data folder, and its database on a server, if any. */
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** The data folder of the other cooperative, for its key. */
  readonly otherDir: string
  readonly agreementId: string
  readonly documentHash: string
  /** How many of these debts are there, and how many there are to be. */
  readonly from: number
  readonly to: number
}

/**
 * Records debts between two cooperatives and confirms each, half of them with either as debtor: real entries, signed with
 * both keys outside the node, that go through the gate of one of them as if it had written and received them.
 */
export async function recordDebts({ dataDir, databaseUrl, otherDir, from, to, ...under }: Seeding): Promise<void> {
  await using store = await openStore({ dataDir, databaseUrl })
  await using headFile = await openHeadFile(join(dataDir, HEAD_FILE))
  const [self, other] = [await signerIn(dataDir), await signerIn(otherDir)]
  await using node = await FederationNode.open({
    ...{ store, signer: self, headFile, protocol: PROTOCOL, reactions: {}, policies: OPEN_POLICIES },
    ...{ clock: () => Date.now() as Instant, keyIsNew: false },
  })
  const scope = under.agreementId as Scope
  const writers = new Map<Did, EntryWriter>()
  for (const signer of [self, other]) {
    const tips = await store.read((reader) => reader.logTips([scope], [signer.did]))
    const last = await store.read((reader) => reader.entries(tips.map(({ hash }) => hash)))
    writers.set(signer.did, new EntryWriter(signer, scope, last[0] ?? null))
  }
  for (let i = from; i < to; i += DEBTS_PER_JOB) {
    const debts = Array.from({ length: Math.min(DEBTS_PER_JOB, to - i) }, (_, k) => bodyOf(i + k, self, other, under))
    const [recorded, confirmed] = entriesOf(debts, scope, writers)
    await node.writer.run(async (session) => {
      for (const entries of [recorded, confirmed]) {
        for (const signer of [other, self]) {
          const own = entries.filter(({ entry }) => entry.author === signer.did)
          const outcomes = await session.receive(own, signer === self ? 'LOCAL' : 'GOSSIP')
          const failed = outcomes.find(({ outcome }) => outcome !== 'admitted')
          if (failed !== undefined) throw new Error(`an entry was not admitted: ${JSON.stringify(failed)}`)
        }
      }
    })
    if (i % (10 * DEBTS_PER_JOB) === 0) progress(`  ${i} of ${to} obligations recorded and confirmed`)
  }
  await node.idle()
}

function bodyOf(
  i: number,
  self: Signer,
  other: Signer,
  { documentHash }: { readonly documentHash: string },
): ObligationBody {
  const [debtor, creditor] = i % 2 === 0 ? [self.did, other.did] : [other.did, self.did]
  const today = Math.floor(Date.now() / DAY_MS)
  return {
    ...{ debtor, creditor, currency: CURRENCY, reference: `invoice ${i}`, documentHash: documentHash as Hash },
    amount: String(1 + ((i * AMOUNT_STEP) % AMOUNT_MAX)),
    dueDate: ((today + ((i * DUE_STEP) % DUE_DAYS)) * DAY_MS) as Instant,
  }
}

function entriesOf(
  debts: readonly ObligationBody[],
  scope: Scope,
  writers: ReadonlyMap<Did, EntryWriter>,
): readonly [recorded: SealedEntry[], confirmed: SealedEntry[]] {
  const write = (did: Did, words: Parameters<EntryWriter['write']>[0]) => {
    const writer = writers.get(did)
    if (writer === undefined) throw new Error(`${did} is no party of these debts`)
    return writer.write({ at: Date.now(), ...words })
  }
  const recorded = debts.map((body) =>
    write(body.debtor, { kind: 'obligation.recorded', subject: obligationId(scope, body), body: { ...body } }),
  )
  const confirmed = debts.map((body, i) => {
    const subject = obligationId(scope, body)
    const after = [recorded[i]].flatMap((entry) => entry?.hash ?? [])
    const confirmation = { obligationId: subject, bodyHash: bodyHash(body) }
    return write(body.creditor, { kind: 'obligation.confirmed', subject, after, body: confirmation })
  })
  return [recorded, confirmed]
}

async function signerIn(dataDir: string): Promise<Signer> {
  return signerOf((await openKeyFile(dataDir)).seed)
}

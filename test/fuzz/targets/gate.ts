import { asAgreement } from '../../../src/agreements/agreement.ts'
import { viewAgreement } from '../../../src/agreements/index.ts'
import { PROTOCOL } from '../../../src/app/subjects.ts'
import { asObligation, asRound, viewObligation, viewRound } from '../../../src/clearing/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE, type Scope, shown } from '../../../src/kernel/index.ts'
import { decodeEntry, type Entry, encodeEntry, sealEntry } from '../../../src/log/index.ts'
import { ClearingFederation, type Founding } from '../../clearing/simulated-federation.ts'
import type { Member } from '../../simulation/world.ts'
import { jsonBytes, jsonOf, type Target } from '../target.ts'
import { kindEntries } from './bytes.ts'

/** Entries after which the federation is as it was at first: what counted changes what comes after. */
const ENTRIES_PER_FEDERATION = 200
const GATE_COST = 400
const SIZE = 3

let scene: { federation: ClearingFederation; founding: Founding; count: number } | null = null

/**
 * Whole entries from a party of an agreement that is in force, signed by itself, to another's node: through the gate, the
 * fold, what follows from it and what is shown of it.
 */
export const gate: Target = {
  name: 'gate',
  form: 'json',
  cost: GATE_COST,
  seeds,
  read: async (input) => {
    const said = jsonOf(input)
    if (typeof said !== 'object' || said === null) return 'nothing'
    const { federation } = await openScene()
    const [author, reader] = [federation.member(0), federation.member(1)]
    const bytes = await entryBytes(federation, author, reader, said as Partial<Entry>)
    if (bytes === null) return 'unsigned'
    const before = await reader.node.store.read((store) => store.headChange())
    const { admitted, held, refusals } = await reader.sync.ingest(author.node.self, [bytes])
    await reader.node.idle()
    await look(federation, reader)
    const changes = await reader.node.store.read((store) => store.changesAfter(before, 3))
    return `${admitted > 0} ${held > 0} ${refusals[0]?.code} ${changes[0]?.kind} ${changes[0]?.refusal}`
  },
  close: async () => {
    await scene?.federation[Symbol.asyncDispose]()
    scene = null
  },
}

/** A debt of each state, a payment and a round; every kind of body; what is altered stands in the federation's own agreement. */
async function seeds(): Promise<Uint8Array[]> {
  const { federation } = await openScene()
  const said = await federation.member(0).node.store.read((store) => store.entriesOf(federation.scope, []))
  const own = await federation
    .member(0)
    .node.store.read((store) => store.logAfter(federation.scope, federation.member(0).node.self, 0, 50))
  const others = await federation
    .member(0)
    .node.store.read((store) => store.logAfter(federation.scope, federation.member(1).node.self, 0, 50))
  const entries = [...said, ...own, ...others].map(({ entry }) => entry)
  const kinds = kindEntries().flatMap((bytes) => {
    const read = decodeEntry(bytes, new Uint8Array())
    return read.ok
      ? [{ ...read.value.entry, scope: read.value.entry.scope === PUBLIC_SCOPE ? PUBLIC_SCOPE : federation.scope }]
      : []
  })
  return [...entries, ...kinds].map(({ scope, kind, subject, body }) => jsonBytes({ scope, kind, subject, body }))
}

async function openScene(): Promise<NonNullable<typeof scene>> {
  if (scene !== null && scene.count++ < ENTRIES_PER_FEDERATION) return scene
  const founding = scene?.founding ?? (await foundFederation())
  await scene?.federation[Symbol.asyncDispose]()
  scene = { federation: await ClearingFederation.again(founding, 1), founding, count: 0 }
  return scene
}

async function foundFederation(): Promise<Founding> {
  await using federation = await ClearingFederation.found(SIZE)
  await federation.owe({ from: 0, to: 1, amount: 100 }, { from: 1, to: 2, amount: 80 }, { from: 2, to: 0, amount: 60 })
  await federation.do(0, federation.recording({ from: 0, to: 1, amount: 7, reference: 'open' }))
  await federation.settle()
  await federation.propose(0)
  await federation.settle()
  return federation.founding()
}

/** The next entry of an author's log: what was altered in it, the rest as it must be. */
async function entryBytes(federation: ClearingFederation, { node }: Member, reader: Member, said: Partial<Entry>) {
  const scope = (said.scope === PUBLIC_SCOPE ? PUBLIC_SCOPE : federation.scope) as Scope
  const tips = await reader.node.store.read((store) => store.logTips([scope]))
  const [own] = tips.filter(({ author }) => author === node.self)
  const after = Array.isArray(said.after)
    ? said.after
    : tips.flatMap(({ author, hash }) => (author === node.self ? [] : [hash])).sort()
  if (typeof said.kind !== 'string') return null
  const { kind } = said
  const body = said.body as JsonObject
  const place = {
    scope,
    seq: (own?.seq ?? 0) + 1,
    prev: own?.hash ?? null,
    at: Math.max(federation.world.clock.now, own?.at ?? 0) as Instant,
  }
  const entry = { v: 1, author: node.self, ...place, kind, after, body } as Omit<Entry, 'subject'>
  const unsigned = encodeEntry({ ...entry, subject: subjectOf(entry, said.subject) })
  if (!unsigned.ok) return null
  const { bytes, signature } = sealEntry(unsigned.value, node.signer)
  return { type: 'entry' as const, bytes, signature }
}

/** Mostly the subject that the body is about, so that more is tried than the first of all rules. */
function subjectOf(entry: Omit<Entry, 'subject'>, said: unknown): string {
  const kind = PROTOCOL.kindOf(entry.kind)
  const body = kind?.decode(entry.body)
  return kind !== undefined && body?.ok === true ? kind.subject(body.value, entry as Entry) : shown(said)
}

/** Everything that an operator's page shows of it. */
async function look(federation: ClearingFederation, { node }: Member): Promise<void> {
  const { now } = federation.world.clock
  await node.store.read(async (store) => {
    const [agreement] = await store.subjects(federation.scope, [federation.scope])
    if (agreement?.state != null) viewAgreement(asAgreement(agreement.state), now)
    const setOffs = await store.setOffs(federation.scope, null)
    for (const { id, state } of await store.subjectsOf(federation.scope, 'obligation')) {
      if (state !== null)
        viewObligation(
          asObligation(state),
          setOffs.filter(({ subject }) => subject === id),
          now,
        )
    }
    for (const { state } of await store.subjectsOf(federation.scope, 'round'))
      if (state !== null) viewRound(asRound(state), now)
  })
}

import { sha256 } from '../../identity/index.ts'
import {
  type Did,
  type Hash,
  type Instant,
  isPublicScope,
  ok,
  type Refusal,
  type Result,
  type Scope,
} from '../../kernel/index.ts'
import { decodeEntry, digestOfFacts, forkWitnessed, refuseLog, type SealedEntry, verifyEntry } from '../../log/index.ts'
import { admit, openingOf } from '../gate/admit.ts'
import { CausalStateCache } from '../gate/causal-state-cache.ts'
import { Effects } from '../gate/effects.ts'
import { UnitOfWork } from '../gate/unit-of-work.ts'
import type { OpeningRow, StoredEntry } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import { MemoryFoldStore } from './memory-store.ts'

/** Entries between two flushes of the unit of work. */
const ENTRIES_PER_FLUSH = 500

/** Everything of one scope, as exported. */
export interface AuditInput {
  readonly scope: Scope
  /** In any order. */
  readonly entries: readonly { readonly bytes: Uint8Array; readonly signature: Uint8Array }[]
  readonly attachments: readonly Uint8Array[]
  readonly now: Instant
}

/** The state of a scope derived from its entries alone: nothing is trusted but signatures and rules. */
export interface ScopeAudit {
  readonly digest: Hash
  /** Entries that were admitted, whether they count or not. */
  readonly entryCount: number
  /** The same, each with its verdict. */
  readonly entries: readonly StoredEntry[]
  readonly heads: readonly { readonly author: Did; readonly seq: number; readonly hash: Hash }[]
  /** Authors with two entries at one position of their log. */
  readonly forkers: readonly Did[]
  readonly documents: readonly OpeningRow[]
  /** Entries that no node would admit. */
  readonly faults: readonly AuditFault[]
}

/** An entry that was not admitted, and why. */
export interface AuditFault {
  /** The index of the entry in the input, from 0. */
  readonly index: number
  readonly refusal: Refusal
}

/** Checks every signature and every chain of a scope, and folds its state from the beginning by the rules. */
export async function auditScope(input: AuditInput, protocol: Protocol): Promise<ScopeAudit> {
  const { scope, entries, attachments, now } = input
  const faults: AuditFault[] = []
  const sealed = new Map<SealedEntry, number>()
  for (const [index, { bytes, signature }] of entries.entries()) {
    const read = readEntry(bytes, signature, scope)
    if (read.ok) sealed.set(read.value, index)
    else faults.push({ index, refusal: read.refusal })
  }
  const book = new MemoryFoldStore(attachments.map((bytes) => [sha256(bytes), bytes]))
  const rest = await admitAll(new UnitOfWork(book, protocol, new CausalStateCache()), [...sealed.keys()], now)
  for (const { entry, refusal } of rest) faults.push({ index: sealed.get(entry) ?? 0, refusal })
  return { ...resultOf(book), faults: faults.sort((a, b) => a.index - b.index) }
}

function readEntry(bytes: Uint8Array, signature: Uint8Array, scope: Scope): Result<SealedEntry> {
  const read = decodeEntry(bytes, signature)
  if (!read.ok) return read
  const verified = verifyEntry(read.value)
  if (!verified.ok) return verified
  if (read.value.entry.scope !== scope) return refuseLog('log.wrong-scope', `it belongs to ${read.value.entry.scope}`)
  return ok(read.value)
}

interface LeftOut {
  readonly entry: SealedEntry
  readonly refusal: Refusal
}

/** An entry and what it is known to lack. */
interface Waiting {
  readonly entry: SealedEntry
  readonly missing: readonly Hash[]
}

/** Admits all that can be, whatever the order; returns the rest. */
async function admitAll(work: UnitOfWork, entries: readonly SealedEntry[], now: Instant): Promise<LeftOut[]> {
  const here = new Set<Hash>()
  const waiting = new Map<Hash | null, Waiting[]>()
  const left: LeftOut[] = []
  const hold = { names: namesAmong(entries, work.protocol) }
  const effects = new Effects(work.protocol)
  const wait = (waitsFor: Hash | null, one: Waiting) => {
    const others = waiting.get(waitsFor)
    if (others === undefined) waiting.set(waitsFor, [one])
    else others.push(one)
  }
  const enter = async (entry: SealedEntry): Promise<Hash[]> => {
    const outcome = await admit(work, entry, { origin: 'GOSSIP', now, effects, hold })
    effects.changes.length = 0
    if (outcome.outcome === 'held') wait(outcome.waitsFor, { entry, missing: outcome.missing ?? [] })
    if (outcome.outcome === 'refused') left.push({ entry, refusal: outcome.refusal })
    if (outcome.outcome !== 'admitted') return []
    const arrived = work.arrivedWith(entry.hash)
    for (const hash of arrived) here.add(hash)
    return arrived
  }
  for (const [i, entry] of entries.entries()) {
    for (let arrived = await enter(entry); arrived.length > 0; ) {
      const retried = arrived.flatMap((hash) => waiting.get(hash) ?? [])
      for (const hash of arrived) waiting.delete(hash)
      arrived = []
      for (const one of retried) {
        const missing = one.missing.filter((hash) => !here.has(hash))
        if (missing[0] !== undefined) wait(missing[0], { entry: one.entry, missing })
        else arrived.push(...(await enter(one.entry)))
      }
    }
    if (i % ENTRIES_PER_FLUSH === 0) await work.flush()
  }
  await work.flush()
  for (const [hash, some] of waiting) for (const { entry } of some) left.push({ entry, refusal: lackOf(hash) })
  return left
}

function lackOf(hash: Hash | null): Refusal {
  if (hash === null) return refuseLog('log.ahead-of-clock', 'it is dated in the future').refusal
  return refuseLog('log.missing', `it names ${hash}, which is not there`).refusal
}

function branchesWitnessedBy({ entry }: SealedEntry): readonly Hash[] {
  const body = entry.kind === forkWitnessed.name ? forkWitnessed.decode(entry.body) : null
  return body?.ok ? body.value.branches : []
}

/** Whether another author that may write in this scope names a branch, or a later entry on it. */
function namesAmong(
  entries: readonly SealedEntry[],
  protocol: Protocol,
): (author: Did, branch: Hash) => Promise<boolean> {
  const parties = new Set<Did>()
  for (const { entry } of entries) {
    const opening = openingOf(protocol.kindOf(entry.kind), entry)
    if (opening?.ok) for (const did of opening.value.parties) parties.add(did)
  }
  const named = new Map<Hash, SealedEntry[]>()
  for (const sealed of entries) {
    for (const hash of [sealed.entry.prev, ...sealed.entry.after, ...branchesWitnessedBy(sealed)]) {
      if (hash !== null) named.set(hash, [...(named.get(hash) ?? []), sealed])
    }
  }
  return async (author, branch) => {
    for (let wave = [branch]; wave.length > 0; ) {
      const followers = wave.flatMap((hash) => named.get(hash) ?? [])
      const others = followers.filter(({ entry }) => entry.author !== author)
      if (others.some(({ entry }) => isPublicScope(entry.scope) || parties.has(entry.author))) return true
      wave = followers.map(({ hash }) => hash)
    }
    return false
  }
}

function resultOf(book: MemoryFoldStore): Omit<ScopeAudit, 'faults'> {
  const stored = book.allEntries()
  const states = new Map(book.allSubjects().map(({ id, state }) => [id, state]))
  const verdicts = stored.map(({ entry, hash, verdict }) => ({
    subject: entry.subject,
    hash,
    code: verdict?.code ?? null,
  }))
  const tips = [...book.tips.values()]
  return {
    digest: digestOfFacts(states, verdicts),
    entryCount: stored.length,
    entries: stored,
    heads: tips.map(({ author, seq, hash }) => ({ author, seq, hash })).sort((a, b) => (a.hash < b.hash ? -1 : 1)),
    forkers: [...new Set([...book.branches.values()].map(({ author }) => author))].sort(),
    documents: [...book.documents.values()],
  }
}

import { afterAll, expect, test } from 'vitest'
import type { Did, Hash, Scope } from '../../src/kernel/index.ts'
import { hashOfPage, leafOf } from '../../src/log/index.ts'
import type { LogStore, StoredEntry, StoreReader, StoreTransaction, SubjectRow } from '../../src/node/index.ts'
import { TestFolder } from '../support/folders.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { ALICE, at, BOB, CAROL, hashOf, heldRow, logOf, newChange, scopeOf, subjectRow } from '../support/store-rows.ts'

const SEEDS = shortOrLong(3, 100)
const TRANSACTIONS = shortOrLong(15, 40)
const AUTHORS = [ALICE, BOB, CAROL]
const SCOPES = ['one', 'two'].map(scopeOf)
const IDS = ['sub_1', 'sub_2', 'sub_3', 'sub_4']
const AGGREGATES = ['obligation', 'booking']
const MONEY = { currency: 'EUR', scale: 2 }

const folder = new TestFolder()
afterAll(() => folder[Symbol.dispose]())

class Undone extends Error {}

test('whatever is written, undone or removed, memory and database give the answers of a store without memory', {
  timeout: shortOrLong(120_000, 3_600_000),
}, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    await using store = await openFreshPglite(folder.at(`store-${seed}`))
    await using model = new MemoryStore()
    const random = new Random(seed)
    const run = new Run(random)
    for (let i = 0; i < TRANSACTIONS; i++) {
      const steps = run.transaction()
      const [told, expected] = [await outcomeOf(store, steps), await outcomeOf(model, steps)]
      expect(told, `seed ${seed}, transaction ${i}`).toEqual(expected)
      if (expected.at(-1) === 'committed') run.commit()
      else run.undo()
      const wanted = await model.read((reader) => answersOf(reader))
      expect(await store.ask((reader) => answersOf(reader)), `asked, seed ${seed}, transaction ${i}`).toEqual(wanted)
      expect(await store.read((reader) => answersOf(reader)), `read, seed ${seed}, transaction ${i}`).toEqual(wanted)
    }
  }
})

type Step =
  | { readonly write: (tx: StoreTransaction) => Promise<unknown> }
  | { readonly savepoint: readonly Step[]; readonly fails: boolean }
  | { readonly look: true }
  | { readonly fail: true }

/** What is seen while steps are done, and how the transaction ends. */
async function outcomeOf(store: LogStore, steps: readonly Step[]): Promise<unknown[]> {
  const seen: unknown[] = []
  const perform = async (tx: StoreTransaction, some: readonly Step[]): Promise<void> => {
    for (const step of some) {
      if ('write' in step) await step.write(tx)
      else if ('look' in step) seen.push(await answersOf(tx))
      else if ('fail' in step) throw new Undone()
      else {
        const work = tx.savepoint(async () => {
          await perform(tx, step.savepoint)
          if (step.fails) throw new Undone()
        })
        await work.catch((error: unknown) => {
          if (!(error instanceof Undone)) throw error
        })
      }
    }
  }
  try {
    await store.transact((tx) => perform(tx, steps))
    return [...seen, 'committed']
  } catch (error) {
    if (!(error instanceof Undone)) throw error
    return [...seen, 'undone']
  }
}

/** Random transactions: logs go on from what is committed. */
class Run {
  readonly #random: Random
  /** How many entries of each log are committed, and how many this transaction has written at most. */
  #lengths = new Map<string, number>()
  #ahead = new Map<string, number>()

  constructor(random: Random) {
    this.#random = random
  }

  commit(): void {
    this.#lengths = this.#ahead
  }

  undo(): void {
    this.#ahead = new Map(this.#lengths)
  }

  transaction(): Step[] {
    this.#ahead = new Map(this.#lengths)
    const steps = this.#steps(6)
    if (this.#random.chance(0.15)) steps.push({ fail: true })
    return steps
  }

  #steps(most: number): Step[] {
    const steps: Step[] = []
    for (let i = 1 + this.#random.below(most); i > 0; i--) {
      const kind = this.#random.next()
      if (kind < 0.25) steps.push({ look: true })
      else if (kind < 0.5 && most > 2) steps.push(this.#savepoint())
      else steps.push({ write: this.#write() })
    }
    return steps
  }

  #savepoint(): Step {
    const before = new Map(this.#ahead)
    const savepoint = this.#steps(3)
    const fails = this.#random.chance(0.4)
    if (fails) this.#ahead = before
    return { savepoint, fails }
  }

  #write(): (tx: StoreTransaction) => Promise<unknown> {
    const random = this.#random
    const scope = random.pick(SCOPES)
    const id = random.pick(IDS)
    const author = random.pick(AUTHORS)
    const state = { amount: String(random.below(1000)) }
    const hash = hashOf(`${random.below(5)}`)
    const subject = this.#subject(scope, id, state)
    const bytes = new Uint8Array([random.below(9)])
    const digits = random.pick(['', '3'])
    const writes: readonly (() => (tx: StoreTransaction) => Promise<unknown>)[] = [
      () => this.#append(scope, author, 1 + random.below(3)),
      () => this.#append(scope, author, 1),
      () => (tx) => tx.saveSubjects([subject]),
      () => (tx) => tx.saveSubjects(IDS.map((each) => this.#subjectOf(scope, each, 'obligation', state))),
      () => (tx) => saveAsNew(tx, subject),
      () => (tx) => tx.saveDigestPages([{ scope, digits, page: { leaves: [leafOf(id, state)] } }]),
      () => (tx) => tx.putLocal('cursor', id, state),
      () => (tx) => tx.deleteLocal('cursor', id),
      () => (tx) => tx.appendChanges([newChange({ subject: id }), newChange({ scope })]),
      () => (tx) => tx.saveTotals([{ scope, left: author, right: BOB, ...MONEY, sums: { open: state.amount } }]),
      () => (tx) =>
        tx.addOpenings([{ scope, documentHash: hash, document: state, parties: [author], entryHash: hashOf(id) }]),
      () => (tx) => tx.addLines([{ line: hash, parent: null, parentSeq: 0, scope, author }]),
      () => (tx) => tx.addAttachment(hash, author, bytes, scope),
      () => (tx) => tx.deleteSubject(scope, id),
      () => (tx) => this.#settle(tx, scope, id, hash),
      () => (tx) => refuseFirst(tx, scope, author),
      () => (tx) => tx.hold([heldRow(logOf(scope, author, 1)[0] as StoredEntry, { waitsFor: hash })]),
      () => this.#removal(scope),
    ]
    return random.pick(writes)()
  }

  #append(scope: Scope, author: Did, count: number): (tx: StoreTransaction) => Promise<unknown> {
    const key = `${scope} ${author}`
    const from = this.#ahead.get(key) ?? 0
    this.#ahead.set(key, from + count)
    return (tx) => tx.append(logOf(scope, author, from + count).slice(from))
  }

  #removal(scope: Scope): (tx: StoreTransaction) => Promise<unknown> {
    if (!this.#random.chance(0.3)) return async () => undefined
    for (const author of AUTHORS) this.#ahead.delete(`${scope} ${author}`)
    return (tx) => tx.removeScope(scope)
  }

  #subject(scope: Scope, id: string, state: SubjectRow['state']): SubjectRow {
    return this.#subjectOf(scope, id, this.#random.pick(AGGREGATES), state)
  }

  #subjectOf(scope: Scope, id: string, aggregate: string, state: SubjectRow['state']): SubjectRow {
    const index = { phase: 'OPEN', parties: [], awaiting: [], left: ALICE, right: BOB, tags: ['tagged'] }
    return subjectRow({ scope, id, aggregate, state, index })
  }

  #settle(tx: StoreTransaction, scope: Scope, subject: string, proposal: Hash): Promise<void> {
    return tx.replaceSetOffs(scope, 'rnd_1', [
      { scope, round: 'rnd_1', subject, proposal, amount: '5', backward: false, at: at(1) },
    ])
  }
}

/** Says of a subject whether it is new, by a read that is not remembered. */
async function saveAsNew(tx: StoreTransaction, row: SubjectRow): Promise<void> {
  const stored = (await tx.subjectsAnywhere([row.id])).some(({ scope }) => scope === row.scope)
  await tx.saveSubjects([row], () => !stored)
}

async function refuseFirst(tx: StoreTransaction, scope: Scope, author: Did): Promise<void> {
  const [first] = await tx.logAfter(scope, author, 0, 1)
  if (first !== undefined)
    await tx.setVerdicts([{ hash: first.hash, verdict: { code: 'x', class: 'invalid', message: 'y' } }])
}

/** The answers to all questions that a store may remember, and to some that it does not. */
async function answersOf(reader: StoreReader): Promise<unknown> {
  const answers: unknown[] = [await reader.headChange()]
  for (const scope of SCOPES) {
    const logs = AUTHORS.flatMap((author) => logOf(scope, author, 4))
    const hashes = [0, 1, 2, 3, 4].map((i) => hashOf(`${i}`))
    const keys = AUTHORS.map((left) => ({ left, right: BOB, ...MONEY }))
    answers.push({
      entries: sorted((await reader.entries(logs.map(({ hash }) => hash))).map(entryOf)),
      subjects: (await reader.subjects(scope, IDS)).map(subjectOf),
      founding: (await reader.scopeSubjects(SCOPES)).map(subjectOf),
      tips: await reader.logTips([scope]),
      someTips: await reader.logTips([scope], [ALICE, CAROL]),
      lines: await reader.lines(scope),
      openings: (await reader.openings(scope, hashes)).map(({ entryHash }) => entryHash),
      openingsBy: (await reader.openingsBy(scope, IDS.map(hashOf))).map(({ entryHash }) => entryHash),
      openingsNaming: (await reader.openingsNaming(scope, ALICE)).map(({ entryHash }) => entryHash),
      attachments: sorted([...(await reader.attachmentsHere(scope, hashes))]),
      setOffs: await reader.setOffs(scope, IDS),
      pages: (await reader.digestPages(scope, ['', '3']))
        .map(({ digits, page }) => `${digits} ${hashOfPage(page)}`)
        .sort(),
      totals: sorted((await reader.totals(scope, keys)).map((row) => JSON.stringify(row.sums) + row.left)),
      allTotals: (await reader.totalsWhere({ scope })).length,
      count: await reader.entryCount(scope),
      ofAggregate: (await reader.subjectsOf(scope, 'obligation')).map(({ id }) => id),
      firstLog: (await reader.logAfter(scope, ALICE, 0, 10)).map(entryOf),
    })
  }
  return [
    ...answers,
    await reader.logTips(SCOPES),
    (await reader.rootPages(SCOPES)).map(({ scope, page }) => `${scope} ${hashOfPage(page)}`).sort(),
    await reader.forksOf(AUTHORS),
    (await reader.subjectsTagged({ aggregate: 'booking', left: ALICE, tags: ['tagged'] })).map(subjectOf),
    (await reader.subjectsAnywhere(IDS)).map(subjectOf),
    sorted([...(await reader.locals('cursor')).keys()]),
    await Promise.all(IDS.map((id) => reader.local('cursor', id))),
    (await reader.changesAfter(0, 1000)).map(({ number, subject }) => `${number} ${subject}`),
  ]
}

function entryOf({ hash, verdict, position }: StoredEntry): string {
  return `${hash} ${verdict?.code ?? ''} ${position.seq}`
}

function subjectOf({ scope, id, aggregate, state, index }: SubjectRow): string {
  return JSON.stringify({ scope, id, aggregate, state, phase: index?.phase ?? null })
}

const sorted = (texts: readonly string[]): string[] => [...texts].sort()

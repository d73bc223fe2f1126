import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { agreement } from '../../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import type { Hash, Scope } from '../../../src/kernel/index.ts'
import { RULE_SET } from '../../../src/log/index.ts'
import { openPlainPglite } from '../../../src/storage/embedded/pglite.ts'
import { DATABASE_FOLDER, type StorePlace } from '../../../src/storage/index.ts'
import { openPlainPostgres } from '../../../src/storage/server/postgres.ts'
import { didOf, foundClearing } from '../../federation/support/dealings.ts'
import { MIGRATIONS_DIGEST } from '../../support/migrations-digest.ts'
import { progress } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import type { DatabaseKind } from './row.ts'
import { agreementEntries, debtEntries } from './seeded-entries.ts'
import { Seeding, signerIn } from './seeding.ts'

/** The parties of the clearing arrangement, in the order in which they start. */
export const PARTIES = ['alder', 'birch', 'cedar'] as const
export type Party = (typeof PARTIES)[number]

/** A folder of each party's node, which have concluded a clearing arrangement; alder's has these obligations besides. */
export interface Fixture {
  readonly folder: string
  readonly agreementId: string
  readonly documentHash: string
  readonly dids: Readonly<Record<Party, string>>
}

/** Raised when fixtures are made in another way. */
const FIXTURES_VERSION = 2
const FACTS_FILE = 'facts.json'
const FOLDERS = 'folders'
const STEP = 10
const FIRST: Readonly<Record<Contents, number>> = { obligations: 1_000, agreements: 10 }
const [DEBTS_PER_JOB, AGREEMENTS_PER_JOB] = [1_000, 50]
/** While a fixture is made, nothing need survive. */
const FAST_SETTINGS = { fsync: 'off', full_page_writes: 'off', max_wal_size: '4GB' }

/** What a fixture has many of. */
export type Contents = 'obligations' | 'agreements'

/**
 * Made once for a machine, and kept in its temporary folder: with so many obligations between alder and birch, or so many
 * agreements of alder with birch, at both. The count is 0 or a power of ten.
 */
export async function fixtureOf(
  database: DatabaseKind,
  count: number,
  contents: Contents = 'obligations',
): Promise<Fixture> {
  const kind = [FIXTURES_VERSION, RULE_SET, MIGRATIONS_DIGEST, database, ...(count === 0 ? [] : [contents]), count]
  const place = join(tmpdir(), `rochdale-bench-${userInfo().uid}-${kind.join('-')}`)
  if (existsSync(place)) return readFixture(place)
  progress(`making a fixture of ${count} ${contents} in ${database}`)
  const draft = mkdtempSync(`${place}-`)
  try {
    await (count === 0 ? found(database, draft) : grow(database, count, contents, draft))
    renameSync(draft, place)
  } catch (error) {
    rmSync(draft, { recursive: true })
    // Another bench may have been faster.
    if (!existsSync(place)) throw error
  }
  return readFixture(place)
}

function readFixture(place: string): Fixture {
  return { folder: join(place, FOLDERS), ...JSON.parse(readFileSync(join(place, FACTS_FILE), 'utf8')) }
}

/** Three nodes conclude a clearing arrangement. */
async function found(database: DatabaseKind, draft: string): Promise<void> {
  await using nodes = await BenchNodes.open(database, null, FAST_SETTINGS)
  for (const name of PARTIES) await nodes.createDatabase(name)
  const started: NodeProcess[] = []
  for (const name of PARTIES) started.push(await nodes.start(name))
  const agreementId = await foundClearing(started)
  const [proposer] = started
  const { documentHash } = (proposer && (await agreement(proposer.client, agreementId))) ?? {}
  const dids = await Promise.all(started.map(didOf))
  const facts = { agreementId, documentHash, dids: Object.fromEntries(PARTIES.map((name, i) => [name, dids[i]])) }
  await keep(nodes, draft, facts)
}

/** Of one with a tenth as many. */
async function grow(database: DatabaseKind, count: number, contents: Contents, draft: string): Promise<void> {
  const from = count / STEP < FIRST[contents] ? 0 : count / STEP
  const { folder, ...facts } = await fixtureOf(database, from, contents)
  await using nodes = await BenchNodes.open(database, folder, FAST_SETTINGS)
  await GROW[contents](nodes, facts, numbersBetween(from, count))
  for (const name of ['alder', 'birch']) await tidy(nodes.place(name))
  await keep(nodes, draft, facts)
}

const GROW: Readonly<Record<Contents, typeof recordDebts>> = {
  obligations: recordDebts,
  agreements: concludeAgreements,
}

async function recordDebts(
  nodes: BenchNodes,
  facts: Omit<Fixture, 'folder'>,
  numbers: readonly number[],
): Promise<void> {
  const [scope, documentHash] = [facts.agreementId as Scope, facts.documentHash as Hash]
  await using seeding = await Seeding.open(nodes.place('alder'))
  const one = await seeding.writer(seeding.self, scope)
  const other = await seeding.writer(await signerIn(nodes.dataDir('birch')), scope)
  for (const [i, some] of piecesOf(numbers, DEBTS_PER_JOB).entries()) {
    await seeding.admit(debtEntries({ scope, documentHash, one, other }, some))
    if (i % STEP === 0) progress(`  ${i * DEBTS_PER_JOB} of ${numbers.length} obligations`)
  }
}

async function concludeAgreements(nodes: BenchNodes, _: unknown, numbers: readonly number[]): Promise<void> {
  await using ours = await Seeding.open(nodes.place('alder'))
  await using theirs = await Seeding.open(nodes.place('birch'))
  const [proposer, other] = await Promise.all(
    [ours, theirs].map(async ({ self }) => ({ signer: self, firstEntry: await ours.beginningOf(self.did) })),
  )
  if (proposer === undefined || other === undefined) throw new Error('an agreement is between two')
  for (const some of piecesOf(numbers, AGREEMENTS_PER_JOB)) {
    const each = some.map((number) => agreementEntries(number, proposer, other))
    const groups = (each[0] ?? []).map((_, i) => each.flatMap((entries) => entries[i] ?? []))
    for (const seeding of [ours, theirs]) await seeding.admit(groups)
  }
}

function numbersBetween(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

function piecesOf(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, i) => numbers.slice(i * size, (i + 1) * size))
}

/** As PostgreSQL's upkeep leaves a database sooner or later. */
async function tidy({ dataDir, databaseUrl }: StorePlace): Promise<void> {
  await using database =
    databaseUrl === null ? await openPlainPglite(join(dataDir, DATABASE_FOLDER)) : await openPlainPostgres(databaseUrl)
  await database.db.execute(sql`vacuum analyze`)
  await database.checkpoint()
}

async function keep(nodes: BenchNodes, draft: string, facts: object): Promise<void> {
  const folder = join(draft, FOLDERS)
  mkdirSync(folder)
  await nodes.keep(folder)
  writeFileSync(join(draft, FACTS_FILE), JSON.stringify(facts))
}

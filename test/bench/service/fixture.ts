import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { agreement } from '../../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { RULE_SET } from '../../../src/log/index.ts'
import { openPlainPglite } from '../../../src/storage/embedded/pglite.ts'
import { DATABASE_FOLDER } from '../../../src/storage/index.ts'
import { openPlainPostgres } from '../../../src/storage/server/postgres.ts'
import { didOf, foundClearing } from '../../federation/support/dealings.ts'
import { MIGRATIONS_DIGEST } from '../../support/migrations-digest.ts'
import { progress } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import type { DatabaseKind } from './row.ts'
import { recordDebts } from './seeding.ts'

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
const FIXTURES_VERSION = 1
const FACTS_FILE = 'facts.json'
const FOLDERS = 'folders'
const STEP = 10
const FIRST = 1_000
/** While a fixture is made, nothing need survive. */
const FAST_SETTINGS = { fsync: 'off', full_page_writes: 'off', max_wal_size: '4GB' }

/** Made once for a machine, and kept in its temporary folder. `obligations` is 0 or a power of ten from 1,000 on. */
export async function fixtureOf(database: DatabaseKind, obligations: number): Promise<Fixture> {
  const name = `rochdale-bench-${FIXTURES_VERSION}-${RULE_SET}-${MIGRATIONS_DIGEST}-${database}-${obligations}`
  const place = join(tmpdir(), name)
  if (!existsSync(place)) {
    const draft = mkdtempSync(`${place}-`)
    progress(`making a fixture of ${obligations} obligations in ${database}`)
    await (obligations === 0 ? found(database, draft) : grow(database, obligations, draft))
    moveInto(draft, place)
  }
  return readFixture(place)
}

function readFixture(place: string): Fixture {
  return { folder: join(place, FOLDERS), ...JSON.parse(readFileSync(join(place, FACTS_FILE), 'utf8')) }
}

function moveInto(draft: string, place: string): void {
  try {
    renameSync(draft, place)
  } catch (error) {
    // Another bench has been faster.
    rmSync(draft, { recursive: true })
    if (!existsSync(place)) throw error
  }
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

/** Alder and birch owe each other nine times as much again. */
async function grow(database: DatabaseKind, obligations: number, draft: string): Promise<void> {
  const from = obligations / STEP < FIRST ? 0 : obligations / STEP
  const { folder, ...facts } = await fixtureOf(database, from)
  await using nodes = await BenchNodes.open(database, folder, FAST_SETTINGS)
  const [dataDir, otherDir] = [nodes.dataDir('alder'), nodes.dataDir('birch')]
  const databaseUrl = nodes.databaseUrl('alder')
  await recordDebts({ dataDir, databaseUrl, otherDir, ...facts, from, to: obligations })
  await tidy(dataDir, databaseUrl)
  await keep(nodes, draft, facts)
}

/** As PostgreSQL's upkeep leaves a database sooner or later. */
async function tidy(dataDir: string, databaseUrl: string | null): Promise<void> {
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

import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// vitest would load graphql twice (.mjs for our tests, .js for type-graphql); one copy is enough.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

// Databases of tests lie in memory where there is room: they sync every commit, and no test cuts the power.
const MEMORY = '/dev/shm'
const MEMORY_BYTES_MIN = 4 * 1024 ** 3
const env = { TMPDIR: hasRoom(MEMORY, MEMORY_BYTES_MIN) ? MEMORY : tmpdir() }

// What a loaded machine may need for what takes milliseconds; a second is vitest's own.
const expect = { poll: { timeout: 60_000 } }
const LONG_MS = 600_000

// As test/support/quick-start.cjs, for databases inside a worker.
const QUICK_START = ['--liftoff-only']
// Processes wait for each other and for deadlines nearly half of the time: four tests of them fill two cores. Those in
// browsers are among them, so that no core waits for the last of a tier.
const WAITING_WORKERS = 4
const WAITING = 3

// Where it has no record of an earlier run, vitest begins with the largest files: these take longer than their size tells.
const LONG = /\/(shipped-commands|storing|motions|crashes|restored|rounds-and-forks|at-work)\./

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(LONG.test(moduleId))
    return (await super.sort(files)).sort((one, other) => isLong(other) - isLong(one))
  }
}

// With a server, the tests of PostgreSQL and of processes run there, and these still on the embedded database: what is
// about that one alone, what weighs its files, and, once more, the crashes and one story.
const server = process.env.DATABASE_URL
const embeddedOnly = [
  'test/storage/{pglite*,backup}.pg.test.ts',
  'test/node/disk-of-strangers.pg.test.ts',
  'test/adversaries/*.net.test.ts',
  'test/federation/{full-disk,move-database}.net.test.ts',
]
const exclude = server ? embeddedOnly : []
const embedded = {
  resolve,
  test: {
    name: 'embedded',
    execArgv: QUICK_START,
    include: [...embeddedOnly, 'test/federation/{backup,crashes,worked-example}.net.test.ts'],
    env: { ...env, DATABASE_URL: '' },
    expect,
    testTimeout: LONG_MS,
    hookTimeout: LONG_MS,
    maxWorkers: WAITING_WORKERS,
    sequence: { groupOrder: WAITING },
  },
}

/** The tiers, in the order in which they run: pure tests, long random stories, PostgreSQL; then processes (also without the server) and the browser. */
export default defineConfig({
  resolve,
  test: {
    experimental: { fsModuleCache: true },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        test: {
          name: 'pure',
          env,
          include: ['test/**/*.test.ts', 'test/dashboard/*.test.tsx'],
          exclude: ['pg', 'net', 'sim', 'browser'].map((tier) => `test/**/*.${tier}.test.ts`),
          expect,
          testTimeout: 120_000,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          name: 'sim',
          env,
          include: ['test/**/*.sim.test.ts'],
          expect,
          testTimeout: LONG_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'pg',
          env,
          // The program is loaded once for each worker, not for each file.
          isolate: false,
          execArgv: QUICK_START,
          include: ['test/**/*.pg.test.ts'],
          exclude,
          expect,
          testTimeout: LONG_MS,
          hookTimeout: LONG_MS,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve,
        test: {
          name: 'net',
          env,
          include: ['test/**/*.net.test.ts'],
          exclude,
          expect,
          testTimeout: LONG_MS,
          hookTimeout: LONG_MS,
          maxWorkers: WAITING_WORKERS,
          sequence: { groupOrder: WAITING },
        },
      },
      ...(server ? [embedded] : []),
      {
        resolve,
        test: {
          name: 'browser',
          env,
          include: ['test/**/*.browser.test.ts'],
          expect,
          testTimeout: LONG_MS,
          hookTimeout: LONG_MS,
          maxWorkers: WAITING_WORKERS,
          sequence: { groupOrder: WAITING },
        },
      },
    ],
  },
})

function hasRoom(folder: string, byteCount: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= byteCount
  } catch {
    // Not every system has it.
    return false
  }
}

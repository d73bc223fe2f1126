import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'

// vitest would load graphql twice (.mjs for our tests, .js for type-graphql); one copy is enough.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

// Databases of tests lie in memory where there is room: they sync every commit, and no test cuts the power.
const MEMORY = '/dev/shm'
const MEMORY_BYTES_MIN = 4 * 1024 ** 3
const env = { TMPDIR: hasRoom(MEMORY, MEMORY_BYTES_MIN) ? MEMORY : tmpdir() }

// What a loaded machine may need for what takes milliseconds; a second is vitest's own.
const expect = { poll: { timeout: 60_000 } }
const LONG_MS = 300_000

// As test/support/quick-start.cjs, for databases inside a worker.
const QUICK_START = ['--liftoff-only']
// Processes wait for each other a third of the time: three tests of them fill two cores.
const WAITING_WORKERS = 3

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
    sequence: { groupOrder: 4 },
  },
}

/** The tiers, in the order in which they run: pure tests, long random stories, PostgreSQL, processes (also without the server), the browser. */
export default defineConfig({
  resolve,
  test: {
    experimental: { fsModuleCache: true },
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
          maxWorkers: 2,
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
          sequence: { groupOrder: 3 },
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
          maxWorkers: 2,
          sequence: { groupOrder: 5 },
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

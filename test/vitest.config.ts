import { defineConfig } from 'vitest/config'

// vitest would load graphql twice (.mjs for our tests, .js for type-graphql); one copy is enough.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

// With a server, what has to do with no database, or with the embedded one alone, has been shown without one.
const withoutServer = [
  'test/storage/pglite*.pg.test.ts',
  'test/{adversaries,gossip,architecture,node}/**',
  'test/cli/net.net.test.ts',
  'test/federation/{everyday,intruders,partition}.net.test.ts',
]
const exclude = process.env.DATABASE_URL ? withoutServer : []

/** The tiers, in the order in which they run: pure tests, long random stories, PostgreSQL, processes, the browser. */
export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ['pg', 'net', 'sim', 'browser'].map((tier) => `test/**/*.${tier}.test.ts`),
          testTimeout: 60_000,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          name: 'sim',
          include: ['test/**/*.sim.test.ts'],
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'pg',
          include: ['test/**/*.pg.test.ts'],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve,
        test: {
          name: 'net',
          include: ['test/**/*.net.test.ts'],
          exclude,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        resolve,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})

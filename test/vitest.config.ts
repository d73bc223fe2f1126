import { defineConfig } from 'vitest/config'

// vitest would load graphql twice (.mjs for our tests, .js for type-graphql); one copy is enough.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.pg.test.ts', 'test/**/*.net.test.ts', 'test/**/*.sim.test.ts'],
          testTimeout: 60_000,
          isolate: false,
        },
      },
      {
        resolve,
        test: { name: 'sim', include: ['test/**/*.sim.test.ts'], testTimeout: 120_000 },
      },
      {
        resolve,
        test: { name: 'pg', include: ['test/**/*.pg.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 },
      },
      {
        resolve,
        test: {
          name: 'net',
          include: ['test/**/*.net.test.ts'],
          globalSetup: ['test/support/cluster.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})

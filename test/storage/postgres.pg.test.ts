import { afterAll, beforeAll, describe } from 'vitest'
import { describeLogStore } from '../contracts/log-store.ts'
import { TEST_DATABASE_URL, TestSchema } from '../support/postgres.ts'

describe.skipIf(TEST_DATABASE_URL === null)('on a PostgreSQL server', () => {
  const schema = new TestSchema(import.meta.filename)
  beforeAll(() => schema.clear())
  afterAll(() => schema[Symbol.asyncDispose]())

  describeLogStore('the store', () => schema.open())
})

import { describeLogStore } from '../contracts/log-store.ts'
import { MemoryStore } from '../support/memory-store.ts'

describeLogStore('the store in memory', async () => new MemoryStore())

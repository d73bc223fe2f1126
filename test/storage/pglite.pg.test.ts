import { afterAll } from 'vitest'
import { describeLogStore } from '../contracts/log-store.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'

const folder = new TestFolder()
let stores = 0

afterAll(() => folder[Symbol.dispose]())

describeLogStore('the store in this process', () => openFreshPglite(folder.at(`store-${stores++}`)))

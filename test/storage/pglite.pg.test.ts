import { afterAll } from 'vitest'
import { openPglite } from '../../src/storage/index.ts'
import { describeLogStore } from '../contracts/log-store.ts'
import { TestFolder } from '../support/folders.ts'

const folder = new TestFolder()
let stores = 0

afterAll(() => folder[Symbol.dispose]())

describeLogStore('the store in this process', () => openPglite(folder.at(`store-${stores++}`)))

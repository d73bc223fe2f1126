import { afterAll } from 'vitest'
import { describeLogStore } from '../contracts/log-store.ts'
import { describeReadModels } from '../contracts/read-models.ts'
import { describeRebuild } from '../contracts/rebuild.ts'
import { describeSqlStore } from '../contracts/sql-store.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'

const folder = new TestFolder()
let stores = 0

afterAll(() => folder[Symbol.dispose]())

const open = () => openFreshPglite(folder.at(`store-${stores++}`))

describeLogStore('the store in this process', open)
describeSqlStore('the store in this process, over SQL', open)
describeReadModels('lists of the store in this process', open)
describeRebuild('the store in this process', open)

import { writeSync } from 'node:fs'
import { openPglite } from '../../src/storage/index.ts'
import { newChange } from './store-rows.ts'

/** A process that commits for ever and says, line by line, which number each acknowledged commit has got. */
const store = await openPglite(process.argv[2] ?? '')
for (;;) {
  const [change] = await store.transact(async (tx) => {
    const [added] = await tx.appendChanges([newChange({ subject: 'x'.repeat(500) })])
    await tx.putLocal('cursor', 'last', { number: added?.number ?? 0 })
    return [added]
  })
  writeSync(1, `${change?.number}\n`)
}

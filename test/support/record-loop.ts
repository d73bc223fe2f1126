import { writeSync } from 'node:fs'
import { recordObligation } from '../../src/app/clearing/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import type { Did } from '../../src/kernel/index.ts'
import { openPglite } from '../../src/storage/index.ts'
import { openTestNode, signerNumber } from './node.ts'

/** A process that records debts for ever, and writes a line for each that is acknowledged. */
const [path = '', agreementId = '', creditor = ''] = process.argv.slice(2)
const store = await openPglite(path)
const signer = signerNumber(0)
const node = await openTestNode({ signer, store: store as never, protocol: PROTOCOL })
for (let i = 0; ; i++) {
  const debt = { debtor: signer.did, creditor: creditor as Did, amount: '1', currency: 'EUR', reference: null }
  const run = recordObligation({ agreementId, ...debt })
  const answer = await node.execute({ principal: 'test', mutation: 'test', idempotencyKey: null, input: {}, run })
  if (!answer.ok) throw new Error(answer.refusal.message)
  writeSync(1, `${i}\n`)
}

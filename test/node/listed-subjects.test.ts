import { expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import { DRAFT } from '../../src/node/gate/unit-of-work.ts'
import type { Session } from '../../src/node/writer/session.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { openTestNode, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { subjectRow } from '../support/store-rows.ts'
import { TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const SCOPE = testAgreementScope(alder.did, 'n')
const DRAFTED = testAgreementScope(alder.did, 'drafted')
const DEBTS = Array.from({ length: 120 }, (_, i) => `dbt_${i}`)
const IDS = [SCOPE, ...DEBTS, 'trn_unknown', 'dbt_invented']

/** What a digest does not list is not read: nothing may be stored that it does not list. */
test('of a subject that the digest does not list nothing is stored but a draft, after each job and inside of it', async () => {
  await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL })
  const random = new Random(5)
  const look = async ({ tx, work }: Session) => {
    const listed = await work.mayBeStored(SCOPE, IDS)
    for (const { id } of await tx.subjects(SCOPE, IDS)) {
      expect(listed).toContain(id)
      expect(await work.subject(SCOPE, id), id).not.toBeNull()
    }
  }
  await node.writer.run(({ tx }) =>
    tx.saveSubjects([subjectRow({ scope: DRAFTED, id: DRAFTED, aggregate: DRAFT, state: {}, index: null })]),
  )
  for (const entries of jobsOf(random)) {
    await node.writer.run(async (session) => {
      await look(session)
      await session.receive(entries, 'GOSSIP')
      await look(session)
    })
    await node.writer.run(look)
  }
  await node.writer.run(async (session) => {
    expect(await session.work.mayBeStored(SCOPE, ['dbt_invented'])).toEqual([])
    expect(await session.work.mayBeStored(DRAFTED, [DRAFTED, 'dbt_1'])).toContain(DRAFTED)
    expect((await session.context().tx.subjects(DRAFTED, [DRAFTED])).map(({ aggregate }) => aggregate)).toEqual([DRAFT])
    expect((await session.context().tx.subjects(SCOPE, IDS)).length).toBe(
      (await session.tx.subjects(SCOPE, IDS)).length,
    )
  })
})

/** A log that begins an agreement, then debts in any order, some of them again, some refused, some of an unknown kind. */
function jobsOf(random: Random): SealedEntry[][] {
  const writer = new EntryWriter(alder, SCOPE)
  const body = { nonce: 'n', parties: [alder.did] }
  const founded = writer.write({ kind: 'test-agreement.founded', subject: SCOPE, body })
  const entries = random.shuffle([...DEBTS, ...DEBTS]).map((subject) => {
    const debt = subject.slice('dbt_'.length)
    const kind = random.pick(['debt.added', 'debt.added', 'debt.raised', 'debt.unheard-of'])
    return writer.write({ kind, subject, body: { debt, amount: 1 } })
  })
  const jobs: SealedEntry[][] = [[founded]]
  while (entries.length > 0) jobs.push(entries.splice(0, 1 + random.below(12)))
  return jobs
}

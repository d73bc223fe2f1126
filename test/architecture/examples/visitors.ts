import { expect } from 'vitest'
import { present } from '../../attestations/presenting.ts'
import { signerNumber } from '../../support/node.ts'
import { hasStatus, type Nodes, seen, show } from './examples.ts'

/** A member of birch visits alder, which recognises it on its word and has it show what it has. */
export async function visit({ alder, birch }: Nodes, agreementId: string): Promise<void> {
  const member = signerNumber(40)
  const input = { subject: member.did, type: 'MemberInGoodStanding', claims: {} }
  const { attestation } = await show(birch, 'mutation-issue-attestation', { input })
  await seen(alder, 'query-attestation', { id: attestation.id }, hasStatus('VALID'))
  const asked = await show(alder, 'mutation-create-presentation-challenge')
  const { credential } = (await alder.ask(`{ attestation(id: "${attestation.id}") { credential } }`)).data.attestation
  const presentation = present(member, [credential], asked)
  expect(await show(alder, 'query-check-presentation', { presentation, challenge: asked.challenge })).toMatchObject({
    valid: true,
    credentials: [{ recognised: true, recognisedUnder: [{ id: agreementId }] }],
  })
  const granting = { agreementId, by: { presentation }, role: 'guest at the mill' }
  const { recognition } = await show(alder, 'mutation-recognise-member', { input: granting })
  await seen(birch, 'query-recognition', { id: recognition.id }, hasStatus('ACTIVE'))
  const filter = { agreementId, member: member.did, host: alder.did, home: birch.did, status: ['ACTIVE'] }
  expect((await show(birch, 'query-recognitions', { filter })).totalCount).toBe(1)
  const taken = { recognitionId: recognition.id, reason: 'moved away' }
  await show(alder, 'mutation-withdraw-recognition', { input: taken })
  await seen(birch, 'query-recognition', { id: recognition.id }, hasStatus('WITHDRAWN'))
}

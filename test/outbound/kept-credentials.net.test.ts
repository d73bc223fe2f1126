import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createPresentationChallenge } from '../../src/app/attestations/challenges.ts'
import { checkKept } from '../../src/app/attestations/kept-credentials.ts'
import { findKept, viewRecognitions } from '../../src/app/attestations/recognition-views.ts'
import { findRecognition, recogniseMember, withdrawRecognition } from '../../src/app/attestations/recognitions.ts'
import { checkPresentation, issueCredential, issueStatusList } from '../../src/attestations/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { StatusListReader } from '../../src/outbound/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { type Asking, present } from '../attestations/presenting.ts'
import { signerNumber } from '../support/node.ts'

const member = signerNumber(40)
const INDEX = 94_567
const LIST_MS = 5 * 60_000

test('a credential that is in no log ends its recognition once its status list says so', async () => {
  await using federation = await AgreementFederation.found(2)
  const terms = { mutualRecognition: { attestationTypes: ['MemberInGoodStanding'] } }
  const agreementId = await federation.conclude([1], { terms, title: 'Visitors' })
  const host = federation.member(0).node
  const { signer } = federation.member(1).node
  const now = () => federation.now as Instant
  let revoked: readonly number[] | null = []
  const server = createServer((_request, response) => {
    if (revoked === null) response.writeHead(500).end()
    else response.end(JSON.stringify(issueStatusList({ url: `${publicUrl}/status/1`, revoked }, signer, now())))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const lists = new StatusListReader({ clock: now, allowPrivate: true })
    const said = {
      subject: member.did,
      type: 'MemberInGoodStanding',
      claims: {},
      evidence: [],
      validFrom: now(),
      validUntil: null,
    }
    const { credential } = issueCredential(said, PUBLIC_SCOPE, signer, now(), {
      publicUrl,
      place: { list: 1, index: INDEX },
    })
    const recognise = async (): Promise<JsonObject> => {
      const asked = (await federation.do(0, createPresentationChallenge('desk'))) as unknown as Asking
      const presentation = present(member, [credential], asked, { at: now() })
      const checked = checkPresentation(presentation, asked, now())
      if (!checked.ok) throw new Error(checked.refusal.message)
      const readings = await Promise.all(checked.value.presented.map(({ check }) => lists.read(check, 'desk')))
      const answer = await federation.ask(0, recogniseMember({ agreementId, by: { presentation } }, readings))
      return answer.ok ? answer.value : { code: answer.refusal.code }
    }
    const { recognitionId } = await recognise()
    const statusOf = () =>
      host.store.read(async (reader) => {
        const row = await findRecognition(reader, String(recognitionId))
        return row === null ? null : (await viewRecognitions(reader, [row], now()))[0]?.status
      })
    revoked = null
    await federation.pass(LIST_MS)
    await checkKept(host, lists)
    expect(await statusOf(), 'a list that cannot be read').toBe('ACTIVE')
    revoked = [INDEX]
    await federation.pass(LIST_MS)
    await checkKept(host, lists)
    await checkKept(host, lists)
    expect(await statusOf()).toBe('LAPSED')
    expect((await federation.changes(0, agreementId)).filter((kind) => kind === 'recognition.lapsed')).toHaveLength(1)
    expect(await recognise(), 'while it is revoked').toEqual({ code: 'attestations.not-valid' })
    await federation.do(0, withdrawRecognition({ recognitionId: String(recognitionId) }))
    expect(await host.store.read((reader) => findKept(reader, String(recognitionId)))).toBeNull()
  } finally {
    server.close()
  }
})

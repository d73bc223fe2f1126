import { type AgreementDocument, documentHash, viewAmendment } from '../../src/agreements/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { alder, amendmentOf, beginning, birch, cedar, dogwood, firstDocument, roles, type Words } from './agreeing.ts'

export const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'GUARANTOR'])
export const document = firstDocument({ parties })
export const retitled = amendmentOf(document, birch, { title: 'Clearing of two orchards' })
export const withDogwood = amendmentOf(document, alder, { parties: [...parties, ...roles([dogwood, 'COUNTERPARTY'])] })
export const withoutCedar = amendmentOf(document, alder, { parties: parties.slice(0, 2) })

export function concluded(agreed: AgreementDocument = document): Words {
  const words = beginning(agreed)
  words.conclude(agreed, [alder, birch, cedar])
  return words
}

export function seen(words: Words, amendment: AgreementDocument, now = words.desk.now) {
  return viewAmendment(words.state(), documentHash(amendment), now as Instant)
}

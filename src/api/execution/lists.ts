import type { AgreementView } from '../../agreements/index.ts'
import { LISTS } from '../../app/index.ts'
import type { AttestationView } from '../../attestations/index.ts'
import { type ObligationTotalView, type ObligationView, obligationTotals } from '../../clearing/index.ts'
import { checkDid } from '../../identity/index.ts'
import type { Scope } from '../../kernel/index.ts'
import {
  decodePage,
  type SubjectFilter,
  type SubjectList,
  type SubjectOrder,
  type SubjectRow,
} from '../../node/index.ts'
import { type CooperativeView, capabilityTag, currencyTag } from '../../registry/index.ts'
import { viewAgreementRow } from '../agreements/agreement-views.ts'
import { viewAttestationRow } from '../attestations/attestation-views.ts'
import { cooperativesStanding } from '../cooperatives/cooperative-views.ts'
import { type Connection, connectionOf, type PageArgs } from '../graphql/connection.ts'
import { unwrap } from '../graphql/errors.ts'
import type {
  AgreementFilter,
  AttestationFilter,
  CooperativeFilter,
  NettingRoundFilter,
  ObligationFilter,
} from '../graphql/filter.input.ts'
import { type RoundSource, viewObligationRows, viewRoundRow } from '../obligations/clearing-views.ts'
import type { Views } from './views.ts'

/** The lists of the API: what their filters mean, and their pages as connections. */
export class Lists {
  readonly #views: Views

  constructor(views: Views) {
    this.#views = views
  }

  async cooperatives(filter: CooperativeFilter, page: PageArgs): Promise<Connection<CooperativeView>> {
    const views = this.#views
    const { capability, currency, standing } = filter
    const { search, whole } = searched(filter.search)
    const admissions = await views.admissions()
    const tags = [...given(capability).map(capabilityTag), ...given(currency).map(currencyTag)]
    const who = standing
      ? { ids: (await cooperativesStanding(views, admissions, standing)).filter((did) => whole?.includes(did) ?? true) }
      : { ids: whole, exceptIds: [...admissions.denied.keys()].filter((did) => did !== views.self) }
    const narrowed = { ...who, search, tags: tags.length > 0 ? tags : undefined }
    return await this.#page(LISTS.cooperatives, narrowed, page, (rows) =>
      Promise.all(rows.map(({ id }) => views.cooperative(id as CooperativeView['did']))),
    )
  }

  async agreements(filter: AgreementFilter, page: PageArgs): Promise<Connection<AgreementView>> {
    const { status, type, party, awaitingMySignature, expiringBefore, requests } = filter
    const asked = requests == null ? null : [...(await this.#views.requests()).keys()]
    const narrowed: SubjectFilter = {
      statuses: status ?? undefined,
      types: type ?? undefined,
      parties: party ? [party] : undefined,
      untilBefore: expiringBefore ?? undefined,
      ...this.#awaiting(awaitingMySignature),
      ...(asked === null ? {} : requests === true ? { ids: asked } : { exceptIds: asked }),
    }
    return await this.#page(LISTS.agreements, narrowed, page, async (rows) =>
      rows.map((row) => viewAgreementRow(row, this.#views.now)),
    )
  }

  async obligations(
    filter: ObligationFilter,
    page: PageArgs,
    order: SubjectOrder,
  ): Promise<Connection<ObligationView>> {
    const view = async (rows: readonly SubjectRow[]) => [...(await viewObligationRows(this.#views, rows)).values()]
    return await this.#page(LISTS.obligations, this.#narrowed(filter), page, view, order)
  }

  async obligationTotals(filter: ObligationFilter): Promise<readonly ObligationTotalView[]> {
    const { reader, self, now } = this.#views
    return obligationTotals(await reader.sums(LISTS.obligations, this.#narrowed(filter), self, now))
  }

  async nettingRounds(filter: NettingRoundFilter, page: PageArgs): Promise<Connection<RoundSource>> {
    const narrowed: SubjectFilter = {
      scope: (filter.agreementId ?? undefined) as Scope | undefined,
      statuses: filter.status ?? undefined,
    }
    return await this.#page(LISTS.nettingRounds, narrowed, page, async (rows) =>
      rows.map((row) => viewRoundRow(row, this.#views.now)),
    )
  }

  async attestations(filter: AttestationFilter, page: PageArgs): Promise<Connection<AttestationView>> {
    const { subject, issuer, type, validAt, includeRevoked } = filter
    const narrowed: SubjectFilter = {
      right: subject ?? undefined,
      left: issuer ?? undefined,
      types: type ? [type] : undefined,
      validAt: validAt ?? undefined,
      exceptStatuses: includeRevoked ? undefined : ['REVOKED'],
    }
    return await this.#page(LISTS.attestations, narrowed, page, async (rows) =>
      rows.map((row) => viewAttestationRow(row, this.#views.now)),
    )
  }

  #narrowed(filter: ObligationFilter): SubjectFilter {
    const { agreementId, debtor, creditor, counterparty, currency, status, awaitingMe } = filter
    return {
      scope: (agreementId ?? undefined) as Scope | undefined,
      left: debtor ?? undefined,
      right: creditor ?? undefined,
      parties: counterparty ? [counterparty] : undefined,
      currency: currency ?? undefined,
      statuses: status ?? undefined,
      dueBefore: filter.dueBefore ?? undefined,
      dueFrom: filter.dueFrom ?? undefined,
      reference: filter.reference ?? undefined,
      textStart: filter.referenceStartsWith ?? undefined,
      ...this.#awaiting(awaitingMe),
    }
  }

  #awaiting(mine: boolean | null | undefined): SubjectFilter {
    if (mine === null || mine === undefined) return {}
    return mine ? { awaiting: this.#views.self } : { exceptAwaiting: this.#views.self }
  }

  async #page<Source>(
    list: SubjectList,
    filter: SubjectFilter,
    args: PageArgs,
    view: (rows: readonly SubjectRow[]) => Promise<readonly Source[]>,
    order?: SubjectOrder,
  ): Promise<Connection<Source>> {
    const { reader, now } = this.#views
    const page = await reader.page(list, filter, unwrap(decodePage(args)), now, order)
    const sources = await view(page.edges.map(({ row }) => row))
    const edges = page.edges.flatMap(({ cursor }, i) => {
      const node = sources[i]
      return node === undefined ? [] : [{ cursor, node }]
    })
    return connectionOf(edges, page)
  }
}

/** Whoever searches for a whole DID means the one that has it: parts of DIDs are in everybody's. */
function searched(text: string | null | undefined): {
  readonly search?: string | undefined
  readonly whole?: readonly string[]
} {
  const did = checkDid(text?.trim() ?? '')
  return did.ok ? { whole: [did.value] } : { search: text ?? undefined }
}

function given<T>(value: T | null | undefined): T[] {
  return value === null || value === undefined ? [] : [value]
}

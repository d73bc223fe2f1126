import { type LongList, longList } from '../../kernel/index.ts'
import type { NettingResultView } from './netting-view.ts'

type Lists = 'netPositions' | 'cycles' | 'transfers' | 'participants'
type CertificateView = NonNullable<NettingResultView['certificate']>

/** A netting's result in a form that can be passed between threads however long its lists are. */
export type PagedResultView = Omit<NettingResultView, Lists | 'certificate'> & {
  readonly [Name in Lists]: LongList<NettingResultView[Name][number]>
} & { readonly certificate: LongCertificateView | null }

export type LongCertificateView = Omit<CertificateView, 'levels'> & {
  readonly levels: LongList<CertificateView['levels'][number]>
}

/** A result with its lists in pages of JSON, so that a page is read without the rest. */
export function resultPages(view: NettingResultView): PagedResultView {
  const { netPositions, cycles, transfers, participants, certificate, ...rest } = view
  return {
    ...rest,
    netPositions: longList(netPositions),
    cycles: longList(cycles),
    transfers: longList(transfers),
    participants: longList(participants),
    certificate: certificate && { ...certificate, levels: longList(certificate.levels) },
  }
}

import { useMemo } from 'react'
import { ArrangementsDocument, type ArrangementsQuery } from '../generated/operations.ts'
import { type Live, useLive } from '../live/use-live.ts'

export interface Arrangement {
  readonly id: string
  readonly title: string
  readonly operational: boolean
  readonly parties: readonly { readonly did: string; readonly name: string | null }[]
  readonly currencies: readonly { readonly code: string; readonly scale: number }[]
}

/** The clearing arrangements that run; null while they are being read. */
export function useArrangements(): Omit<Live<ArrangementsQuery>, 'data'> & {
  readonly arrangements: readonly Arrangement[] | null
} {
  const { data, ...rest } = useLive(ArrangementsDocument, {}, { kinds: ['AGREEMENT', 'AMENDMENT'] })
  const arrangements = useMemo(() => data?.agreements.edges.map(({ node }) => arrangementOf(node)) ?? null, [data])
  return { ...rest, arrangements }
}

type Row = ArrangementsQuery['agreements']['edges'][number]['node']

function arrangementOf({ parties, terms, ...facts }: Row): Arrangement {
  return {
    ...facts,
    parties: parties.filter(({ role }) => role !== 'WITNESS').map(({ cooperative }) => cooperative),
    currencies: 'currencies' in terms ? terms.currencies : [],
  }
}

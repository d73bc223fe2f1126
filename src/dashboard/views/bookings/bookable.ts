import { BookableDocument, type BookableQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { nameOf } from '../../logic/words.ts'

type Agreement = BookableQuery['agreements']['edges'][number]['node']
type Shared = Extract<Agreement['terms'], { readonly resources: unknown }>['resources'][number]

/** A resource that can be booked, with the agreement that shares it. */
export interface BookableResource extends Shared {
  /** Agreement and key, joined by a blank. */
  readonly id: string
  readonly agreementId: string
  readonly operational: boolean
  /** "van of Alder, Vans and tools". */
  readonly label: string
}

/** All resources that agreements of this node share under a key. */
export function useBookable() {
  const live = useLive(BookableDocument, {}, { kinds: ['AGREEMENT', 'AMENDMENT', 'COOPERATIVE'] })
  const agreements = live.data?.agreements.edges.map(({ node }) => node) ?? []
  return { ...live, resources: agreements.flatMap(resourcesOf) }
}

function resourcesOf({ id, title, operational, parties, terms }: Agreement): BookableResource[] {
  if (!('resources' in terms)) return []
  return terms.resources.flatMap((resource) => {
    if (resource.key === null || resource.key === '') return []
    const party = parties.find(({ cooperative }) => cooperative.did === resource.provider)?.cooperative
    const provider = nameOf(party ?? { did: resource.provider, name: null })
    const label = `${resource.kind} of ${provider}, ${title}`
    return [{ ...resource, id: `${id} ${resource.key}`, agreementId: id, operational, label }]
  })
}

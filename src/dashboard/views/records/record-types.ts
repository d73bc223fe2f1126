import type { Schema } from '../../../typedef/index.ts'
import { RecordTypesDocument, type RecordTypesQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { schemaOf } from '../../logic/records/fields.ts'

type Agreement = RecordTypesQuery['agreements']['edges'][number]['node']
type Described = Extract<Agreement['terms'], { readonly recordTypes: unknown }>['recordTypes'][number]

/** A type of records, with the agreement that describes it. */
export interface RecordType extends Omit<Described, 'schema'> {
  /** Agreement and name, joined by a blank. */
  readonly id: string
  readonly agreement: Agreement
  /** Null where this version does not understand it. */
  readonly schema: Schema | null
}

/** What can be recorded under the custom agreements of this node. */
export function useRecordTypes() {
  const live = useLive(RecordTypesDocument, {}, { kinds: ['AGREEMENT', 'AMENDMENT'] })
  const agreements = live.data?.agreements.edges.map(({ node }) => node) ?? []
  return { ...live, types: agreements.flatMap(typesOf) }
}

/** Whether a cooperative may add such records. */
export function mayAdd({ agreement, authors }: RecordType, did: string): boolean {
  const role = agreement.parties.find(({ cooperative }) => cooperative.did === did)?.role
  return agreement.operational && role !== undefined && authors.includes(role)
}

function typesOf(agreement: Agreement): RecordType[] {
  if (!('recordTypes' in agreement.terms)) return []
  return agreement.terms.recordTypes.map((type) => ({
    ...type,
    id: `${agreement.id} ${type.name}`,
    agreement,
    schema: schemaOf(type.schema),
  }))
}

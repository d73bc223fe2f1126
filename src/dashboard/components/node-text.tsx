import { CooperativeNameDocument } from '../generated/operations.ts'
import { useLive } from '../live/use-live.ts'
import { cutAtDids, localised } from '../logic/node-text.ts'
import { DID } from '../logic/picker.ts'
import { nameOf } from '../logic/words.ts'
import { Name } from './domain/name.tsx'

/** A text of the node for people: cooperatives by their names instead of DIDs, amounts and instants as this reader writes them. */
export function NodeText({ of: text }: { readonly of: string }) {
  return cutAtDids(localised(text, navigator.language)).map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
    i % 2 === 0 ? part : <Named key={i} did={part} />,
  )
}

function Named({ did }: { readonly did: string }) {
  return <Name of={useCooperative(did)} />
}

/** The name of a cooperative, or of a member, by its DID; null until it is read and where it has none. */
export function useCooperative(did: string): { readonly did: string; readonly name: string | null } {
  const { data } = useLive(CooperativeNameDocument, DID.test(did) ? { did } : null, { kinds: ['COOPERATIVE'] })
  return data?.cooperative?.did === did ? data.cooperative : { did, name: null }
}

/** What to call a cooperative, or a member, of which only the DID is known. */
export function useName(did: string): string {
  return nameOf(useCooperative(did))
}

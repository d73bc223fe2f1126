import { ok, type Result } from '../kernel/index.ts'
import { lookOf, readName } from './cell.ts'
import { quoted, refuse } from './refusals.ts'

/** A cooperative as named in tables: by its name if that is unique, else by its DID. */
export interface Party {
  readonly did: string
  readonly name: string | null
}

/** I10. The DID of the party that a cell names: its DID, its name, or its name but for case and blanks. */
export function findParty(text: string, parties: readonly Party[]): Result<string> {
  const byDid = parties.find(({ did }) => did === text)
  if (byDid !== undefined) return ok(byDid.did)
  const named = partiesNamed(text, parties)
  const [party] = named
  if (party === undefined) {
    return refuse('imports.unknown-party', `${quoted(text)} is not a party of the agreement; write its name or its DID`)
  }
  if (named.length === 1) return ok(party.did)
  return refuse('imports.unknown-party', `${named.length} parties are called ${quoted(text)}; write the DID`)
}

/** How a table names each of these parties, so that it is found again among them all. */
export function partyTexts(parties: readonly Party[]): (party: Party) => string {
  const distinct = [...new Map(parties.map((party) => [party.did, party])).values()]
  const texts = new Map(distinct.map((party) => [party.did, partyText(party, distinct)]))
  return ({ did }) => texts.get(did) ?? did
}

/** A party's name in a table, by which it is found again among these. */
function partyText(party: Party, parties: readonly Party[]): string {
  const name = readName(party.name)
  if (!name.ok || name.value.startsWith('did:')) return party.did
  const found = findParty(name.value, parties)
  return found.ok && found.value === party.did ? name.value : party.did
}

function partiesNamed(text: string, parties: readonly Party[]): readonly Party[] {
  const name = (party: Party) => (party.name ?? '').trim().normalize('NFC')
  const exact = parties.filter((party) => name(party) === text)
  return exact.length > 0 ? exact : parties.filter((party) => lookOf(name(party)) === lookOf(text))
}

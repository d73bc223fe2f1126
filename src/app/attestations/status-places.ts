import { placeTag, STATUS_LIST_BITS, type StatusOption, type StatusPlace } from '../../attestations/index.ts'
import { sha256 } from '../../identity/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { LISTS } from '../subjects.ts'

/** Consecutive random draws of taken positions after which a list counts as full. */
const DRAWS_MAX = 8

/** A free position in this node's status lists for a new credential; null where it has no open URL to serve them. */
export async function findStatus(context: CommandContext, publicUrl: string | null): Promise<StatusOption | null> {
  return publicUrl === null ? null : { publicUrl, place: await findFreePlace(context) }
}

/** Random, so that neighbours in a list have nothing in common. */
async function findFreePlace(context: CommandContext): Promise<StatusPlace> {
  for (let list = 1; ; list++) {
    for (let draw = 0; draw < DRAWS_MAX; draw++) {
      const place = { list, index: Number(`0x${sha256(context.nonce()).slice(0, 8)}`) % STATUS_LIST_BITS }
      if (await isFree(context, place)) return place
    }
  }
}

async function isFree({ tx, self }: CommandContext, place: StatusPlace): Promise<boolean> {
  for (const aggregate of LISTS.credentials.aggregates) {
    if ((await tx.subjectsTagged({ aggregate, left: self, tags: [placeTag(place)] })).length > 0) return false
  }
  return true
}

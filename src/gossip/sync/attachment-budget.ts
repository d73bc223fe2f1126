import type { Room } from './sync-session.ts'

/** Memory for attachments that are arriving, over all peers. */
export const ARRIVING_BYTES_MAX = 256 * 1024 * 1024
/** The part that all non-partners together may use: however slowly they send, they delay no netting result. */
export const ARRIVING_BYTES_OF_STRANGERS_MAX = ARRIVING_BYTES_MAX / 2

/** The memory for arriving attachments, divided among peers. */
export class AttachmentBudget {
  #taken = 0
  #takenByStrangers = 0

  /** The budget as one exchange sees it. The peer's rank is looked up when it first takes something. */
  shareOf(isPartner: () => Promise<boolean>): Room {
    let isStranger: boolean | null = null
    return {
      take: async (byteCount) => {
        isStranger ??= !(await isPartner())
        const takenByStrangers = this.#takenByStrangers + (isStranger ? byteCount : 0)
        if (this.#taken + byteCount > ARRIVING_BYTES_MAX) return false
        if (isStranger && takenByStrangers > ARRIVING_BYTES_OF_STRANGERS_MAX) return false
        this.#taken += byteCount
        this.#takenByStrangers = takenByStrangers
        return true
      },
      give: (byteCount) => {
        this.#taken -= byteCount
        if (isStranger) this.#takenByStrangers -= byteCount
      },
    }
  }
}

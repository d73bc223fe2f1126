import { describe, expect, test } from 'vitest'
import {
  ARRIVING_BYTES_MAX,
  ARRIVING_BYTES_OF_STRANGERS_MAX,
  AttachmentBudget,
} from '../../src/gossip/sync/attachment-budget.ts'
import { ATTACHMENT_BYTES_MAX } from '../../src/node/gate/attachments.ts'

const partner = async () => true
const stranger = async () => false

describe('the memory for arriving attachments', () => {
  test('has room for a partner’s, however many strangers let theirs drip', async () => {
    const room = new AttachmentBudget()
    const strangers = Array.from({ length: 10 }, () => room.shareOf(stranger))
    const accepted = await Promise.all(strangers.map((share) => share.take(ATTACHMENT_BYTES_MAX)))
    expect(accepted.filter(Boolean)).toHaveLength(ARRIVING_BYTES_OF_STRANGERS_MAX / ATTACHMENT_BYTES_MAX)
    expect(await room.shareOf(partner).take(ATTACHMENT_BYTES_MAX)).toBe(true)
  })

  test('is no larger for partners than for all', async () => {
    const room = new AttachmentBudget()
    expect(await room.shareOf(partner).take(ARRIVING_BYTES_MAX)).toBe(true)
    expect(await room.shareOf(partner).take(1)).toBe(false)
    expect(await room.shareOf(stranger).take(1)).toBe(false)
  })

  test('is whole again when everything has been given back', async () => {
    const room = new AttachmentBudget()
    for (let i = 0; i < 3; i++) {
      const [theirs, ours] = [room.shareOf(stranger), room.shareOf(partner)]
      expect(await theirs.take(ARRIVING_BYTES_OF_STRANGERS_MAX)).toBe(true)
      expect(await ours.take(ARRIVING_BYTES_MAX - ARRIVING_BYTES_OF_STRANGERS_MAX)).toBe(true)
      expect(await ours.take(1)).toBe(false)
      theirs.give(ARRIVING_BYTES_OF_STRANGERS_MAX)
      ours.give(ARRIVING_BYTES_MAX - ARRIVING_BYTES_OF_STRANGERS_MAX)
    }
  })
})

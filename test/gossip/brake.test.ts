import { describe, expect, test } from 'vitest'
import { ChannelClosedError } from '../../src/gossip/errors.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { exchange, exchangeWell, Member, signerNumber } from './support/member.ts'

async function two(): Promise<readonly [Member, Member]> {
  return [await Member.open({ signer: signerNumber(0) }), await Member.open({ signer: signerNumber(1) })]
}

async function send(member: Member, attachment: Uint8Array): Promise<void> {
  await member.perform(async (context) => {
    const hash = await context.attach(PUBLIC_SCOPE, attachment)
    const body = { text: 'see there', attachments: [hash] }
    await context.write({ kind: 'letter.sent', scope: PUBLIC_SCOPE, body })
  })
}

describe('an exchange with a peer that brings much', () => {
  test('stores nothing of what may not be taken yet, and goes on once it may', async () => {
    const [one, other] = await two()
    await other.publish('a', 'b', 'c')
    const asked: number[] = []
    const stored: number[] = []
    const brake = async (byteCount: number) => {
      asked.push(byteCount)
      await new Promise((resolve) => setTimeout(resolve, 20))
      stored.push(await one.count(PUBLIC_SCOPE))
    }
    const [report, theirs] = await exchangeWell(one, other, { brake })
    expect(stored).toEqual([0])
    expect(asked).toEqual([theirs.sentBytes])
    expect(report).toMatchObject({ admitted: 3, settled: true })
  })

  test('breaks off with nothing stored where waiting is given up', async () => {
    const [one, other] = await two()
    await other.publish('a')
    await send(other, new Uint8Array(100_000))
    const brake = async () => {
      throw new ChannelClosedError('the peer has opened another exchange')
    }
    const [mine] = await exchange(one, other, { brake })
    expect(mine).toMatchObject({ status: 'rejected' })
    expect(await one.count(PUBLIC_SCOPE)).toBe(0)
  })

  test('asks for every chunk of an attachment whether it may be taken', async () => {
    const [one, other] = await two()
    await send(other, new Uint8Array(1024 * 1024 + 17))
    const asked: number[] = []
    const brake = async (byteCount: number) => void asked.push(byteCount)
    await exchangeWell(one, other, { brake })
    expect(asked.slice(0, 2)).toEqual([1024 * 1024, 17])
    expect(asked).toHaveLength(3)
  })
})

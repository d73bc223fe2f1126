import { describe, expect, test } from 'vitest'
import { signPresence, TOPIC_MESSAGE_BYTES_MAX, topicMessages } from '../../src/gossip/pubsub/message.ts'
import {
  EXCHANGES_LIMIT,
  EXCHANGES_OVER_LIMIT_PER_STRIKE,
  STRIKES_MAX,
} from '../../src/gossip/reputation/peer-reputation.ts'
import { FRAME_BYTES_MAX } from '../../src/gossip/sync/frames.ts'
import { syncMessages } from '../../src/gossip/sync/wire.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { RULE_SET } from '../../src/log/index.ts'
import { HandClock } from '../support/node.ts'
import { Cooperative, pause, until, untilInSync } from './support/cooperative.ts'
import { Intruder } from './support/intruder.ts'
import { AGREEMENT, Member, signerNumber } from './support/member.ts'

const HELLO = syncMessages.encode({
  type: 'hello',
  at: Date.now() as Instant,
  digest: sha256(new Uint8Array()),
  ruleSet: RULE_SET,
})

/** Does something lawless until it is shown the door. */
async function untilBanned(intruder: Intruder, offend: (attempt: number) => Promise<unknown>): Promise<void> {
  for (let attempt = 1; attempt <= STRIKES_MAX; attempt++) {
    await offend(attempt)
    await until(
      'held to account',
      () => intruder.toldOf('peer struck').length + intruder.toldOf('peer banned').length === attempt,
    )
  }
  await until('shown the door', () => !intruder.connected)
}

describe('a peer that opens an exchange', () => {
  test('and says what is no message pays, and is shown the door the third time', async () => {
    await using one = await Cooperative.start(1)
    await using intruder = await Intruder.meet(one)
    await untilBanned(intruder, (attempt) => intruder.say(Uint8Array.of(0xff, attempt)))
    expect(intruder.toldOf('peer banned')).toHaveLength(1)
    await intruder.connect().catch(() => {})
    await pause(300)
    expect(one.peer(intruder)?.connected).toBe(false)
  })

  test.each<[string, (intruder: Intruder) => Promise<unknown>]>([
    ['announces a message larger than any', (intruder) => intruder.sayRaw(varint(FRAME_BYTES_MAX + 1))],
    ['writes a length without end', (intruder) => intruder.sayRaw(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff))],
    ['does not wait for answers', (intruder) => intruder.say(...Array.from({ length: 50 }, () => HELLO))],
    [
      'answers with what is not due',
      (intruder) => intruder.say(HELLO, syncMessages.encode({ type: 'done', complete: true })),
    ],
  ])('and %s pays', async (_what, offend) => {
    await using one = await Cooperative.start(1)
    await one.member.publish('so that there is something to compare')
    await using intruder = await Intruder.meet(one)
    await offend(intruder)
    await until('struck', () => intruder.toldOf('peer struck').length === 1)
  })

  test('again and again, far too often, is shown the door', async () => {
    await using one = await Cooperative.start(1, { clock: standing() })
    await using intruder = await Intruder.meet(one)
    await until('shown the door', async () => {
      await openInVain(intruder, 4)
      return intruder.toldOf('peer banned').length > 0
    })
    await until('hung up', () => !intruder.connected)
  })

  test('again and again, far too often, is refused and not struck where it is a partner', async () => {
    const dids = [1, 66].map((number) => signerNumber(number).did)
    await using one = await Cooperative.start(1, { clock: standing(), parties: new Map([[AGREEMENT, dids]]) })
    await one.member.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: dids }])
    await using intruder = await Intruder.meet(one)
    await openInVain(intruder, EXCHANGES_LIMIT.burst + STRIKES_MAX * EXCHANGES_OVER_LIMIT_PER_STRIKE)
    await pause(300)
    expect([...intruder.toldOf('peer struck'), ...intruder.toldOf('peer banned')]).toEqual([])
    expect(intruder.connected).toBe(true)
  })

  test('and keeps silent is given up without blame, and keeps nobody else waiting', async () => {
    await using one = await Cooperative.start(1, { timings: { silenceMs: 1000 } })
    await using intruder = await Intruder.meet(one)
    const stream = await intruder.open()
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await untilInSync(one, two)
    await until('given up', () => stream.status !== 'open')
    await until('told', () => intruder.toldOf('exchange broke off').length > 0)
    expect(intruder.toldOf('peer struck')).toEqual([])
  })

  test('and breaks off anywhere is not blamed, and the next exchange goes well', async () => {
    await using one = await Cooperative.start(1)
    await one.member.publish('something')
    await using intruder = await Intruder.meet(one)
    const stream = await intruder.say(HELLO)
    await pause(100)
    stream.abort(new Error('cable cut'))
    await pause(100)
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await untilInSync(one, two)
    expect(intruder.toldOf('peer struck')).toEqual([])
  })
})

describe('a peer that speaks on a topic', () => {
  test('pays for entries whose signature is not their author’s', async () => {
    await using one = await Cooperative.start(1)
    await using intruder = await Intruder.meet(one)
    const author = await Member.open({ signer: signerNumber(5) })
    await untilBanned(intruder, async (attempt) => {
      const { bytes } = author.seal({ at: (Date.now() + attempt) as Instant })
      await intruder.publish('announce', topicMessages.encode({ type: 'entry', bytes, signature: new Uint8Array(64) }))
    })
  })

  test('pays for private entries, for words on the wrong topic, for what is too large or no message', async () => {
    await using one = await Cooperative.start(1)
    const author = await Member.open({ signer: signerNumber(5) })
    const secret = author.seal({ scope: AGREEMENT })
    const presence = topicMessages.encode({ type: 'presence', ...signPresence(author.signer, Date.now() as Instant) })
    const offences = [
      ['announce', topicMessages.encode({ type: 'entry', ...secret }), 'gossip.private-entry'],
      ['clearing', presence, 'gossip.wrong-topic'],
      ['attestations', new Uint8Array(TOPIC_MESSAGE_BYTES_MAX + 1), 'gossip.too-large'],
      ['agreements', Uint8Array.of(0xff), 'gossip.not-cbor'],
    ] as const
    for (const [i, [topic, bytes]] of offences.entries()) {
      await using intruder = await Intruder.meet(one, 70 + i)
      await intruder.publish(topic, bytes)
      await until(`struck for ${topic}`, () => intruder.toldOf('peer struck').length === 1)
    }
  })

  test('pays for a presence that its cooperative never signed, and not for one that is old', async () => {
    await using one = await Cooperative.start(1)
    await using intruder = await Intruder.meet(one)
    const { signer } = await Member.open({ signer: signerNumber(5) })
    const old = signPresence(signer, (Date.now() - 3_600_000) as Instant)
    await intruder.publish('announce', topicMessages.encode({ type: 'presence', ...old }))
    await pause(200)
    expect(intruder.toldOf('peer struck')).toEqual([])
    const now = signPresence(signer, Date.now() as Instant)
    await intruder.publish('announce', topicMessages.encode({ type: 'presence', ...now, at: (now.at + 1) as Instant }))
    await until('struck', () => intruder.toldOf('peer struck').length === 1)
  })
})

/** A clock that stands still: no limit is refilled, however slow the machine. */
function standing(): HandClock {
  const clock = new HandClock()
  clock.now = Date.now() as Instant
  return clock
}

async function openInVain(intruder: Intruder, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await intruder
      .open()
      .then((stream) => stream.abort(new Error('just so')))
      .catch(() => {})
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  return Uint8Array.of(...bytes, rest)
}
